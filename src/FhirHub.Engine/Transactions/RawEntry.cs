namespace FhirHub.Engine.Transactions;

/// <summary>One <c>Bundle.entry</c> as its sender wrote it, https://hl7.org/fhir/R4/bundle.html.</summary>
internal sealed class RawEntry
{
    /// <summary>From 0.</summary>
    public required int Index { get; init; }

    /// <summary>The JSON of its resource; empty where it has none.</summary>
    public ReadOnlyMemory<byte> Resource { get; set; }

    /// <summary>Where that begins in the body.</summary>
    public int ResourceStart { get; set; }

    public string? FullUrl { get; set; }

    public string? Method { get; set; }

    public string? Url { get; set; }

    public string? IfNoneMatch { get; set; }

    public string? IfModifiedSince { get; set; }

    public string? IfMatch { get; set; }

    public string? IfNoneExist { get; set; }

    /// <summary>Members that belong to answers alone: <c>search</c>, <c>response</c>.</summary>
    public List<string> OfAnswers { get; } = [];

    /// <summary><c>Bundle.entry[3]</c>.</summary>
    public string Path => PathOf(Index);

    public static string PathOf(int index) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Bundle.entry[{index}]");
}
