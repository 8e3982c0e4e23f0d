namespace FhirHub.Engine.Indexing;

/// <summary>What a resource is found by; the forms are described in this folder's README.</summary>
public sealed class IndexEntries
{
    /// <summary>Of a deletion, and of nothing.</summary>
    public static IndexEntries None { get; } = new();

    /// <summary>Index entries, each once.</summary>
    public IReadOnlyList<string> Tokens { get; init; } = [];

    /// <summary>Original texts of string parameters, <c>Patient.name+Zhang San</c>.</summary>
    public IReadOnlyList<string> Exact { get; init; } = [];

    /// <summary>Bounds of the intervals that are no points.</summary>
    public IReadOnlyList<IndexInterval> Intervals { get; init; } = [];

    /// <summary>Where it is, of a Location with a position.</summary>
    public (double Longitude, double Latitude)? Position { get; init; }

    /// <summary>Start of the type's primary date, in milliseconds since 0001-01-01; null where the type has none or the resource lacks it.</summary>
    public long? PrimaryDate { get; init; }

    /// <summary>Whether the type has a primary date at all.</summary>
    public bool HasPrimaryDate { get; init; }
}

/// <summary>An interval that a value stands for.</summary>
/// <param name="Prefix">The text of its index entry in front of <c>(</c>.</param>
/// <param name="Low">Milliseconds since 0001-01-01 of a date, or a number.</param>
/// <param name="High">The same; exclusive for dates, inclusive for numbers.</param>
/// <param name="IsDate">Whether the bounds are whole milliseconds.</param>
public readonly record struct IndexInterval(string Prefix, double Low, double High, bool IsDate);
