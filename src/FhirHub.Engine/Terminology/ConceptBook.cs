using System.Collections.Concurrent;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Terminology.Catalog;
using FhirHub.Engine.Terminology.Maps;
using FhirHub.Engine.Terminology.Systems;

namespace FhirHub.Engine.Terminology;

/// <summary>
/// Code systems as lists, with the codes elsewhere that concept maps lead to theirs. The same object as long as nothing changes that it is made of: the code
/// system, what adds to it, and the maps that lead to it.
/// </summary>
public sealed class ConceptBook(TerminologyCatalog catalog)
{
    private static readonly string[] Usable = ["equal", "equivalent", "wider", "subsumes"];

    private readonly ConcurrentDictionary<string, KnownList> _lists = new(StringComparer.Ordinal);

    /// <param name="canonical">URL of a code system, with or without version.</param>
    /// <param name="cancellationToken">Given up.</param>
    /// <returns>Null where it is not known.</returns>
    /// <exception cref="FhirException">Transient: it is being loaded.</exception>
    public async ValueTask<ConceptList?> FindAsync(string canonical, CancellationToken cancellationToken)
    {
        var snapshot = await catalog.FreshAsync(cancellationToken);
        var known = _lists.GetValueOrDefault(canonical);
        if (known is not null && ReferenceEquals(known.Snapshot, snapshot))
            return known.List;
        var (url, version) = Validation.Canonical.Parse(canonical);
        if (snapshot.Find(TermTypes.CodeSystem, url, version) is not { } entry || await SystemLibrary.OfAsync(snapshot, entry, cancellationToken) is not { } source)
            return null;
        var maps = await MapsAsync(snapshot, url, cancellationToken);
        string madeOf = string.Join('+', maps.Select(m => m.Fingerprint).Prepend(SystemLibrary.Fingerprint(snapshot, entry)));
        // A large code system changes when it is loaded, which is after its resource has changed.
        bool holds = known is not null && known.MadeOf == madeOf && (source is MemoryConcepts || ReferenceEquals(known.Source, source));
        var list = holds ? known!.List : await ListAsync(source, maps, url, cancellationToken);
        _lists[canonical] = new KnownList(snapshot, source, madeOf, list);
        return list;
    }

    private static async Task<ConceptList> ListAsync(IConceptSource source, IReadOnlyList<TermEntry> maps, string url, CancellationToken cancellationToken)
    {
        var concepts = new List<Concept>();
        await foreach (var concept in source.ReadAsync(new ConceptQuery([]), 0, null, cancellationToken))
            concepts.Add(concept);
        return new ConceptList(source.Head, concepts, await MappingsAsync(maps, url, cancellationToken));
    }

    /// <summary>The maps that lead to a code system, in the order of their URLs.</summary>
    private static async Task<IReadOnlyList<TermEntry>> MapsAsync(TermSnapshot snapshot, string url, CancellationToken cancellationToken)
    {
        var maps = new List<TermEntry>();
        foreach (var entry in snapshot.Of(TermTypes.ConceptMap).Where(e => e.Key is not null && e.Status != "retired"))
        {
            if ((await ConceptTranslator.DefinitionAsync(entry, cancellationToken)).Groups.Any(g => g.Target == url && g.Source is not null))
                maps.Add(entry);
        }

        return maps;
    }

    /// <summary>What is the same as a concept of the list, or a kind of it; mappings that depend on something else say neither.</summary>
    private static async Task<IReadOnlyList<CodeMapping>> MappingsAsync(IReadOnlyList<TermEntry> maps, string url, CancellationToken cancellationToken)
    {
        var mappings = new List<CodeMapping>();
        foreach (var entry in maps)
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

    /// <param name="Snapshot">For which it was last found to hold.</param>
    /// <param name="Source">The concepts.</param>
    /// <param name="MadeOf">Fingerprints of what it is made of.</param>
    /// <param name="List">What was made.</param>
    private sealed record KnownList(TermSnapshot Snapshot, IConceptSource Source, string MadeOf, ConceptList List);
}
