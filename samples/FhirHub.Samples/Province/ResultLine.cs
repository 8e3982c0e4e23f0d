namespace FhirHub.Samples.Province;

/// <summary>Results of one kind.</summary>
public sealed record ResultLine
{
    /// <summary>What they are an example of; for readers.</summary>
    public required string Name { get; init; }

    /// <summary>LOINC code of a panel or examination that the generator knows.</summary>
    public required string What { get; init; }

    /// <summary>Key of the institutions that made them.</summary>
    public required string By { get; init; }

    /// <summary>How many days before the first day they were made.</summary>
    public required int DaysAgo { get; init; }

    public string Status { get; init; } = "final";

    public MarkLine? Mark { get; init; }

    public required int Count { get; init; }

    public UseLine? Use { get; init; }
}
