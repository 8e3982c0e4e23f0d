using System.Collections.Concurrent;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Packs;
using FhirHub.Engine.Terminology;
using FhirHub.Regional.Policies;

namespace FhirHub.Regional.Recognition;

/// <summary>
/// The catalogues that policies name: code systems with properties, what supplements of the packs that govern add to them, and the concept maps that
/// lead to them. What others store as supplements changes nothing. Safe for all threads.
/// </summary>
internal sealed class CatalogueBook(ConceptBook concepts, InstalledPacks packs)
{
    private readonly ConcurrentDictionary<(string Canonical, string Package), (ConceptList List, Catalogue Catalogue)> _known = new();
    private readonly ConcurrentDictionary<string, (IReadOnlyList<InstalledPack> Of, IReadOnlyList<string> Keys)> _trusted = new(StringComparer.Ordinal);

    /// <param name="canonical">Of the catalogue.</param>
    /// <param name="policy">That which names it.</param>
    /// <param name="cancellationToken">Given up.</param>
    /// <exception cref="FhirException">Not supported: the catalogue is not here.</exception>
    public async Task<Catalogue> FindAsync(string canonical, Policy policy, CancellationToken cancellationToken)
    {
        var list = await concepts.FindAsync(canonical, TrustedBy(policy), cancellationToken)
            ?? throw FhirException.NotSupported("catalogue-missing", $"The policy names the catalogue {canonical}, which is not here.").InChinese($"政策指定的目录 {canonical} 不在此处。");
        if (_known.TryGetValue((canonical, policy.Package), out var known) && ReferenceEquals(known.List, list))
            return known.Catalogue;
        var catalogue = new Catalogue(list);
        _known[(canonical, policy.Package)] = (list, catalogue);
        return catalogue;
    }

    /// <summary>The code systems of the packs that govern, those of the most special last.</summary>
    private IReadOnlyList<string> TrustedBy(Policy policy)
    {
        var installed = packs.Current;
        if (_trusted.TryGetValue(policy.Package, out var known) && ReferenceEquals(known.Of, installed))
            return known.Keys;
        IReadOnlyList<string> keys =
        [
            .. policy.Packages.Reverse().Select(name => installed.FirstOrDefault(p => p.Name == name)).OfType<InstalledPack>()
                .SelectMany(p => p.Resources).Where(r => r.Type == "CodeSystem").Select(r => r.Key),
        ];
        _trusted[policy.Package] = (installed, keys);
        return keys;
    }
}
