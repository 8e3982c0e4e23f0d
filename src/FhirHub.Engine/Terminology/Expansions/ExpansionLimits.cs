namespace FhirHub.Engine.Terminology.Expansions;

/// <summary>Bounds of expansions.</summary>
public sealed record ExpansionLimits
{
    /// <summary>Codes in one answer.</summary>
    public int MaxCodes { get; init; } = 10_000;

    /// <summary>Codes looked at for one, where pages cannot be left to the database.</summary>
    public int MaxWalk { get; init; } = 100_000;

    /// <summary>How long listing may take.</summary>
    public TimeSpan MaxTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Codes remembered in all.</summary>
    public int MaxKept { get; init; } = 200_000;
}
