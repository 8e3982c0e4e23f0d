namespace FhirHub.Engine.Packs;

/// <summary>What those who use packs ask of one, beyond what the engine does, before anything of it is installed.</summary>
public interface IPackCheck
{
    /// <summary>What is wrong with a pack: sentences; none where it can be installed.</summary>
    /// <param name="pack">As read.</param>
    /// <param name="others">What is installed, without the pack itself.</param>
    IReadOnlyList<string> Faults(Pack pack, IReadOnlyList<InstalledPack> others);

    /// <summary>What is wrong with a pack that is installed already: sentences.</summary>
    IReadOnlyList<string> Faults(InstalledPack pack, IReadOnlyList<InstalledPack> others);
}
