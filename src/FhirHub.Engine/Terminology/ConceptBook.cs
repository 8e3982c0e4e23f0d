using FhirHub.Engine.Errors;
using FhirHub.Engine.Terminology.Catalog;
using FhirHub.Engine.Terminology.Maps;
using FhirHub.Engine.Terminology.Systems;

namespace FhirHub.Engine.Terminology;

/// <summary>Code systems as lists, with the codes elsewhere that concept maps lead to theirs. The same object as long as nothing changes.</summary>
public sealed class ConceptBook(TerminologyCatalog catalog)
{
    private static readonly string[] Usable = ["equal", "equivalent", "wider", "subsumes"];

    /// <param name="canonical">URL of a code system, with or without version.</param>
    /// <param name="cancellationToken">Given up.</param>
    /// <returns>Null where it is not known.</returns>
    /// <exception cref="FhirException">Transient: it is being loaded.</exception>
    public async ValueTask<ConceptList?> FindAsync(string canonical, CancellationToken cancellationToken)
    {
        var snapshot = await catalog.FreshAsync(cancellationToken);
        string key = "concept-list " + canonical;
        if (snapshot.Memory.TryGetValue(key, out object? known))
            return (ConceptList)known;
        var (url, version) = Validation.Canonical.Parse(canonical);
        if (await SystemLibrary.FindAsync(snapshot, url, version, cancellationToken) is not { } source)
            return null;
        var concepts = new List<Concept>();
        await foreach (var concept in source.ReadAsync(new ConceptQuery([]), 0, null, cancellationToken))
            concepts.Add(concept);
        var list = new ConceptList(source.Head, concepts, await MappingsAsync(snapshot, url, cancellationToken));
        return (ConceptList)snapshot.Memory.GetOrAdd(key, list);
    }

    /// <summary>What is the same as a concept of the list, or a kind of it; mappings that depend on something else say neither.</summary>
    private static async Task<IReadOnlyList<CodeMapping>> MappingsAsync(TermSnapshot snapshot, string url, CancellationToken cancellationToken)
    {
        var mappings = new List<CodeMapping>();
        foreach (var entry in snapshot.Of(TermTypes.ConceptMap).Where(e => e.Key is not null && e.Status != "retired"))
        {
            var map = await ConceptTranslator.DefinitionAsync(entry, cancellationToken);
            foreach (var group in map.Groups.Where(g => g.Target == url && g.Source is not null))
            {
                mappings.AddRange(group.Targets.SelectMany(g => g)
                    .Where(t => t.Code is not null && t.DependsOn.Count == 0 && Usable.Contains(t.Equivalence))
                    .Select(t => new CodeMapping(t.Code!, group.Source!, t.SourceCode)));
            }
        }

        return mappings;
    }
}
