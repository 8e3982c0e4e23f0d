namespace FhirHub.Samples.Province;

/// <summary>What is done one after the other: resources that are put where they are not there yet, then calls.</summary>
public sealed record ProvinceTrack
{
    /// <summary>Unique in its province.</summary>
    public required string Name { get; init; }

    /// <summary>How many of its stage's units it is.</summary>
    public int Units { get; init; } = 1;

    public IReadOnlyList<SampleResource> Resources { get; init; } = [];

    public IReadOnlyList<ProvinceCall> Calls { get; init; } = [];
}
