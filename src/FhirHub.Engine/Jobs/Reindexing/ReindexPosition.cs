using FhirHub.Engine.Indexing.Registry;

namespace FhirHub.Engine.Jobs.Reindexing;

/// <summary>How far a reindexing is, and what will count as indexed at its end.</summary>
internal sealed record ReindexPosition
{
    public required IReadOnlyList<ReindexTarget> Targets { get; init; }

    public required IReadOnlyList<ReindexPart> Parts { get; init; }

    /// <summary>Index of the part that is being walked.</summary>
    public int Part { get; init; }

    /// <summary>Its last key that is done; null at its beginning.</summary>
    public string? After { get; init; }

    public ReindexPosition Advance(string? last, int rows)
    {
        if (last is null)
            return this with { Part = Part + 1, After = null };
        var parts = Parts.ToList();
        parts[Part] = parts[Part] with { Done = parts[Part].Done + rows, Total = Math.Max(parts[Part].Total, parts[Part].Done + rows) };
        return this with { Parts = parts, After = last };
    }
}

/// <summary>A type, or what contains resources of the types.</summary>
/// <param name="Type">Null for the latter.</param>
/// <param name="Total">Rows when the walk began, or as many as were met.</param>
/// <param name="Done">Rows that were looked at.</param>
internal sealed record ReindexPart(string? Type, long Total, long Done)
{
    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{Type ?? "containers"} {Done} of {Total}");
}

/// <summary>A parameter in the version of its definition that the walk began with.</summary>
internal sealed record ReindexTarget(string Prefix, string Fingerprint, string Source, long Version, DateTime LastUpdated)
{
    public static ReindexTarget Of(RegisteredParameter parameter) =>
        new(parameter.Prefix, parameter.Fingerprint, parameter.Source.Key, parameter.Source.Version, parameter.Source.LastUpdated);
}
