namespace FhirHub.Regional.Recognition;

/// <summary>An institution as recognition sees it: that which asks, or that which made the result.</summary>
internal sealed record Participant
{
    /// <summary>A reference; null where nobody knows which it is.</summary>
    public string? Reference { get; init; }

    public required string Name { get; init; }

    public string? Level { get; init; }

    public string? Ownership { get; init; }

    /// <summary>Province, prefecture and county, as in GB/T 2260; empty where it says none.</summary>
    public IReadOnlyList<string> Divisions { get; init; } = [];

    public IReadOnlyCollection<Network> Networks { get; init; } = [];

    /// <summary>Whether it is on the policy's list of institutions; false where there is no list.</summary>
    public bool IsListed { get; init; }
}
