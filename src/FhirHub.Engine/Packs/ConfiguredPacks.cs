namespace FhirHub.Engine.Packs;

/// <summary>
/// Whether the packs that the configuration names are installed. Until they are, nobody knows what may be written. Safe for all threads.
/// </summary>
/// <param name="areNamed">Whether it names any.</param>
public sealed class ConfiguredPacks(bool areNamed)
{
    private volatile string? _missing = areNamed ? "they are being installed" : null;

    /// <summary>Why they are not there yet: a clause. Null where they are, or none are named.</summary>
    public string? Missing => _missing;

    /// <summary>All of them are there.</summary>
    public void Arrive() => _missing = null;

    /// <summary>They cannot be installed, and will not be without somebody's help.</summary>
    public void Fail() => _missing = "they cannot be installed, see the log and the health check";
}
