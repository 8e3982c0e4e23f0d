using FhirHub.Engine.Packs;

namespace FhirHub.Engine.Installation;

/// <summary>What became of a pack.</summary>
/// <param name="Manifest">Which pack.</param>
/// <param name="Written">Resources that were new or have changed.</param>
/// <param name="Removed">Resources of the version before that are gone.</param>
/// <param name="IsNew">False where exactly this pack was installed already.</param>
public sealed record PackInstallation(PackManifest Manifest, int Written, int Removed, bool IsNew)
{
    /// <summary>The version that is installed and was left, as it is newer; null for none.</summary>
    public string? Newer { get; init; }

    /// <summary>What whoever installs it should know: sentences; mostly none.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
