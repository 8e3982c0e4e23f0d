using FhirHub.Engine.Conformance;
using FhirHub.Engine.Packs;

namespace FhirHub.Engine.Installation;

/// <summary>Whether packs still have what they need, each in its version, when others come, change or go.</summary>
internal static class PackPins
{
    /// <summary>What would be missing if some packs were installed.</summary>
    public static IEnumerable<string> BrokenBy(IReadOnlyList<Pack> coming, IReadOnlyList<InstalledPack> installed, IReadOnlyCollection<string> without)
    {
        var before = installed.ToDictionary(p => p.Name, p => p.Version, StringComparer.Ordinal);
        var then = new Dictionary<string, string>(before, StringComparer.Ordinal);
        foreach (var pack in coming)
            then[pack.Name] = pack.Version;
        foreach (var pack in coming)
        {
            foreach (var (name, wanted) in pack.Manifest.Dependencies.Where(d => !PackResolver.IsCore(d.Key) && !without.Contains(d.Key)))
            {
                if (!then.TryGetValue(name, out string? there) || !PackResolver.Fits(there, wanted))
                    yield return $"{pack.Manifest} needs {name}#{wanted}; there is {(there is null ? "none" : $"{name}#{there}")}.";
            }
        }

        foreach (var pack in installed.Where(i => coming.All(c => c.Name != i.Name)))
        {
            // What was not right before is not this installation's fault.
            foreach (var (name, wanted) in pack.Dependencies.Where(d => before.TryGetValue(d.Key, out string? old) && PackResolver.Fits(old, d.Value)))
            {
                if (!PackResolver.Fits(then[name], wanted))
                    yield return $"{name}#{then[name]} cannot take the place of {name}#{before[name]}: the installed pack {pack.Name}#{pack.Version} needs {name}#{wanted}. Uninstall {pack.Name} before, or name a version of it that goes with the new one at the same start.";
            }
        }
    }

    /// <summary>Packs whose content another would change though its version stays, to which installed packs are pinned.</summary>
    public static IEnumerable<string> Replaced(IReadOnlyList<Pack> coming, IReadOnlyList<InstalledPack> installed) =>
        from pack in coming
        join there in installed on pack.Name equals there.Name
        where there is { Unreadable: null } && there.Version == pack.Version && there.Fingerprint != pack.Fingerprint
        from other in installed
        where other.Dependencies.ContainsKey(pack.Name) && coming.All(c => c.Name != other.Name)
        select $"{pack.Manifest} is installed with another content, and the installed pack {other.Name}#{other.Version} needs it: give the new content a version of its own, or uninstall {other.Name} before.";

    /// <summary>What would be missing if a pack went.</summary>
    public static IEnumerable<string> BrokenWithout(InstalledPack going, IReadOnlyList<InstalledPack> installed) =>
        installed.Where(p => p.Dependencies.ContainsKey(going.Name)).Select(p => $"The installed pack {p.Name}#{p.Version} needs {going.Name}#{p.Dependencies[going.Name]}: uninstall it before.");

    /// <summary>The packs that would take the place of newer ones.</summary>
    public static IReadOnlyList<(Pack Coming, InstalledPack There)> Older(IReadOnlyList<Pack> coming, IReadOnlyList<InstalledPack> installed) =>
    [
        .. from pack in coming
           join there in installed on pack.Name equals there.Name
           where VersionOrder.Instance.Compare(pack.Version, there.Version) < 0
           select (pack, there),
    ];
}
