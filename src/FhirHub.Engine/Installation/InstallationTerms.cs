namespace FhirHub.Engine.Installation;

/// <summary>What an installation may do.</summary>
public sealed record InstallationTerms
{
    /// <summary>Packages that packs may name though they are not there.</summary>
    public required IReadOnlyCollection<string> Without { get; init; }

    /// <summary>Whether a pack that is installed in a newer version is left as it is; otherwise the older one is refused.</summary>
    public required bool LeavesNewer { get; init; }
}
