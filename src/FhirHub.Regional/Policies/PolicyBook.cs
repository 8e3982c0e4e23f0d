using FhirHub.Engine.Errors;
using FhirHub.Engine.Packs;

namespace FhirHub.Regional.Policies;

/// <summary>Which pack governs a request, and what holds in it; of the packs that are installed now. Safe for all threads.</summary>
public sealed class PolicyBook(InstalledPacks packs, TimeProvider time)
{
    private Tuple<IReadOnlyList<InstalledPack>, IReadOnlyList<PackPolicy>>? _read;

    /// <summary>The policy of a pack that is named.</summary>
    /// <param name="name">Short, <c>shanxi</c>, or of its package, <c>fhirhub.shanxi</c>.</param>
    /// <exception cref="FhirException">Invalid: no such pack is installed, or it has no policy.</exception>
    public Policy Named(string name) => Find(name) ?? throw FhirException.Invalid(
        "pack-unknown", $"No pack '{name}' with a policy is installed. Installed: {string.Join(", ", Read().Select(p => p.Document.Pack))}.");

    /// <summary>The same; null where no such pack is installed.</summary>
    public Policy? Find(string name)
    {
        var all = Read();
        return all.FirstOrDefault(p => p.Document.Pack == name || p.Installed.Name == name) is { } found ? PolicyOf(found, all) : null;
    }

    /// <summary>Of every pack that has one.</summary>
    public IReadOnlyList<Policy> All
    {
        get
        {
            var all = Read();
            return [.. all.Select(p => PolicyOf(p, all))];
        }
    }

    /// <summary>The policy of an administrative division, or of no division in particular.</summary>
    /// <param name="division">GB/T 2260, six digits; null for none.</param>
    /// <exception cref="FhirException">Not supported: no pack with a policy is installed.</exception>
    public Policy Governing(string? division)
    {
        var all = Read();
        var special = division is null ? null : all
            .SelectMany(p => p.Document.Divisions.Where(d => division.StartsWith(d, StringComparison.Ordinal)).Select(d => (Pack: p, d.Length)))
            .OrderByDescending(m => m.Length)
            .Select(m => m.Pack)
            .FirstOrDefault();
        return (special ?? all.FirstOrDefault(p => p.Document.Divisions.Count == 0)) is { } governing
            ? PolicyOf(governing, all)
            : throw FhirException.NotSupported("pack-missing", "This operation follows the policy of a pack, and none is installed. Name one in FhirHub:Packs, or use $install-pack.");
    }

    private Policy PolicyOf(PackPolicy pack, IReadOnlyList<PackPolicy> all)
    {
        var chain = new List<PackPolicy> { pack };
        for (int i = 0; i < chain.Count; i++)
            chain.AddRange(all.Where(p => chain[i].Installed.Dependencies.ContainsKey(p.Installed.Name) && !chain.Contains(p)));
        return new Policy(
            pack.Installed.Name, [.. chain.Select(p => p.Installed.Name)], [.. chain.Select(p => p.Document)],
            ChinaTime.DayOf(time.GetUtcNow()));
    }

    private IReadOnlyList<PackPolicy> Read()
    {
        var current = packs.Current;
        if (_read is { } read && ReferenceEquals(read.Item1, current))
            return read.Item2;
        var policies = new List<PackPolicy>();
        foreach (var pack in current)
        {
            if (pack.Policy is { } text && PolicyDocument.Read(text) is { } document)
                policies.Add(new PackPolicy(pack, document));
        }

        _read = Tuple.Create(current, (IReadOnlyList<PackPolicy>)policies);
        return policies;
    }

    private sealed record PackPolicy(InstalledPack Installed, PolicyDocument Document);
}
