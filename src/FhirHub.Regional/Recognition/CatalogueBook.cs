using System.Collections.Concurrent;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Terminology;

namespace FhirHub.Regional.Recognition;

/// <summary>The catalogues that policies name: code systems with properties, and the concept maps that lead to them. Safe for all threads.</summary>
internal sealed class CatalogueBook(ConceptBook concepts)
{
    private readonly ConcurrentDictionary<string, (ConceptList List, Catalogue Catalogue)> _known = new(StringComparer.Ordinal);

    /// <exception cref="FhirException">Not supported: the catalogue is not here, or has faults.</exception>
    public async Task<Catalogue> FindAsync(string canonical, CancellationToken cancellationToken)
    {
        var list = await concepts.FindAsync(canonical, cancellationToken)
            ?? throw FhirException.NotSupported("catalogue-missing", $"The policy names the catalogue {canonical}, which is not here.").InChinese($"政策指定的目录 {canonical} 不在此处。");
        if (_known.TryGetValue(canonical, out var known) && ReferenceEquals(known.List, list))
            return known.Catalogue;
        var catalogue = new Catalogue(list);
        _known[canonical] = (list, catalogue);
        return catalogue;
    }
}
