namespace FhirHub.Samples;

/// <summary>How much is generated, and for when.</summary>
public sealed record SampleOptions
{
    /// <summary>Resources of all types together; exactly so many come. At least 1.</summary>
    public required int Count { get; init; }

    /// <summary>The day on which the data was drawn: visits lie in the three years before it, free slots in the two weeks after it.</summary>
    public DateOnly Until { get; init; } = new(2026, 6, 30);
}
