using FhirHub.Samples.Province;

namespace FhirHub.Cli.Seeding;

/// <summary>What is loaded, and where to.</summary>
internal sealed record SeedSettings
{
    public const int MaxParallel = 32;

    /// <summary>The service root.</summary>
    public required Uri Server { get; init; }

    public required ProvincePlan Plan { get; init; }

    /// <summary>Requests on their way at once.</summary>
    public int Parallel { get; init; } = 4;

    /// <summary>Folder of built packs, for a server that lacks one; null for that of the repository the command runs in.</summary>
    public string? Packs { get; init; }
}
