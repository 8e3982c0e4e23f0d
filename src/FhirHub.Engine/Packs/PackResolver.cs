namespace FhirHub.Engine.Packs;

/// <summary>
/// Puts packs in the order in which they build on each other, with the packs they depend on: those given, those installed already, those that
/// lie beside them. What is missing, or there in another version only, is a fault.
/// </summary>
public sealed class PackResolver(IEnumerable<PackManifest> installed, IReadOnlyCollection<string> withoutPackages)
{
    private static readonly string[] Cores = ["hl7.fhir.r4.core", "hl7.fhir.r4.expansions", "hl7.fhir.r4.examples", "hl7.fhir.core"];
    private readonly Dictionary<string, PackManifest> _installed = installed.ToDictionary(i => i.Name, StringComparer.Ordinal);

    /// <summary>Whether a package is R4 itself, which is built in.</summary>
    public static bool IsCore(string package) => Cores.Contains(package);

    /// <summary>4.0.0 and 4.0.1 differ in errata only.</summary>
    public static bool IsR4(string version) => version == "4.0" || version.StartsWith("4.0.", StringComparison.Ordinal);

    /// <summary>Reads packs and what they need.</summary>
    /// <param name="paths">Folders and archives; a folder of packs stands for all of them.</param>
    /// <param name="limits">Bounds on each.</param>
    /// <returns>Each after those it depends on, each once.</returns>
    /// <exception cref="PackException">Some cannot be read, or what they need is missing.</exception>
    public IReadOnlyList<Pack> Resolve(IEnumerable<string> paths, PackLimits? limits = null) =>
        Resolve([.. paths.SelectMany(PackFolder.PacksIn).Select(p => PackReader.Read(p, limits))], limits);

    /// <summary>The same for packs that have been read.</summary>
    public IReadOnlyList<Pack> Resolve(IReadOnlyList<Pack> read, PackLimits? limits = null)
    {
        var packs = new Dictionary<string, Pack>(StringComparer.Ordinal);
        var waiting = new Queue<Pack>();
        foreach (var pack in read)
            Add(pack);
        var faults = new List<string>();
        while (waiting.TryDequeue(out var pack))
        {
            foreach (var (name, version) in pack.Manifest.Dependencies)
                Require(pack, name, version);
        }

        return faults.Count == 0 ? InOrder([.. packs.Values]) : throw new PackException(string.Join(", ", packs.Keys), faults);

        void Add(Pack pack)
        {
            if (packs.TryGetValue(pack.Name, out var other) && other.Fingerprint != pack.Fingerprint)
                throw new PackException(pack.Source, $"It is {pack.Manifest}, but {other.Source} is {other.Manifest}: one server has one version of a pack.");
            if (packs.TryAdd(pack.Name, pack))
                waiting.Enqueue(pack);
        }

        void Require(Pack pack, string name, string version)
        {
            if (IsCore(name) || withoutPackages.Contains(name))
            {
                if (IsCore(name) && !IsR4(version) && !IsAny(version))
                    faults.Add($"{pack.Manifest} needs {name}#{version}; this server has R4, 4.0.1.");
                return;
            }

            var there = packs.TryGetValue(name, out var given) ? given.Manifest : _installed.GetValueOrDefault(name);
            if (there is null && PackFolder.Beside(pack.Source, name, version) is { } path)
            {
                Add(PackReader.Read(path, limits));
                there = packs[name].Manifest;
            }

            if (there is null)
                faults.Add($"{pack.Manifest} needs {name}#{version}, which is neither given, nor installed, nor beside it.");
            else if (!Fits(there.Version, version))
                faults.Add($"{pack.Manifest} needs {name}#{version}; there is {there}.");
        }
    }

    /// <summary>Whether a version is the one asked for, where a part may be <c>x</c>, or the whole <c>current</c>, <c>dev</c> or <c>latest</c>.</summary>
    public static bool Fits(string version, string wanted)
    {
        if (version == wanted || IsAny(wanted))
            return true;
        string[] parts = version.Split('.'), pattern = wanted.Split('.');
        return pattern.Contains("x") && pattern.Length <= parts.Length && pattern.Zip(parts).All(p => p.First == "x" || p.First == p.Second);
    }

    /// <summary>Whether a version asked for stands for any.</summary>
    internal static bool IsAny(string version) => version is "current" or "dev" or "latest" or "*";

    private static List<Pack> InOrder(List<Pack> packs)
    {
        packs.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        var ordered = new List<Pack>();
        while (packs.Count > 0)
        {
            var next = packs.Find(p => !packs.Exists(o => o != p && p.Manifest.Dependencies.ContainsKey(o.Name)))
                ?? throw new PackException(string.Join(", ", packs.Select(p => p.Name)), "They depend on each other in a circle.");
            ordered.Add(next);
            packs.Remove(next);
        }

        return ordered;
    }
}
