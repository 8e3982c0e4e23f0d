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
    private static readonly string[] Same = ["equal", "equivalent"];

    // Of the target, https://hl7.org/fhir/R4/valueset-concept-map-equivalence.html.
    private static readonly string[] Usable = [.. Same, "wider", "subsumes"];

    private readonly ConcurrentDictionary<string, KnownList> _lists = new(StringComparer.Ordinal);

    /// <param name="canonical">URL of a code system, with or without version.</param>
    /// <param name="trusted">
    /// Keys of the stored code systems and supplements that count, <c>CodeSystem/1</c>: a later supplement goes behind an earlier one. A code system that is
    /// not among them counts where none of them has the URL; a supplement never.
    /// </param>
    /// <param name="cancellationToken">Given up.</param>
    /// <returns>Null where it is not known.</returns>
    public async ValueTask<ConceptList?> FindAsync(string canonical, IReadOnlyList<string> trusted, CancellationToken cancellationToken)
    {
        var snapshot = await catalog.FreshAsync(cancellationToken);
        string name = $"{canonical} {string.Join(' ', trusted)}";
        var known = _lists.GetValueOrDefault(name);
        if (known is not null && ReferenceEquals(known.Snapshot, snapshot))
            return known.List;
        var (url, version) = Validation.Canonical.Parse(canonical);
        var own = trusted.Reverse().Select(snapshot.ByKey).FirstOrDefault(e => e is { Supplements: null } && e.Url == url && (version is null || e.Version == version));
        if ((own ?? snapshot.Find(TermTypes.CodeSystem, url, version)) is not { } entry)
            return null;
        var supplements = snapshot.SupplementsOf(entry).Where(s => trusted.Contains(s.Key!)).OrderBy(s => trusted.ToList().IndexOf(s.Key!)).ToList();
        var maps = await MapsAsync(snapshot, url, cancellationToken);
        string madeOf = string.Join('+', supplements.Concat(maps).Prepend(entry).Select(e => e.Fingerprint));
        var list = known is not null && known.MadeOf == madeOf ? known.List : await ListAsync(entry, supplements, maps, url, cancellationToken);
        _lists[name] = new KnownList(snapshot, madeOf, list);
        return list;
    }

    private static async Task<ConceptList> ListAsync(
        TermEntry entry, IReadOnlyList<TermEntry> supplements, IReadOnlyList<TermEntry> maps, string url, CancellationToken cancellationToken)
    {
        using var json = await entry.ReadAsync(cancellationToken);
        var head = CodeSystemHead.Read(json.RootElement);
        var concepts = ConceptReader.Read(json.RootElement, head);
        foreach (var supplement in supplements)
        {
            using var more = await supplement.ReadAsync(cancellationToken);
            concepts = Supplement.Apply(concepts, head, more.RootElement);
        }

        return new ConceptList(head, concepts, await MappingsAsync(maps, url, cancellationToken));
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
                    .Select(t => new CodeMapping(t.Code!, group.Source!, t.SourceCode, Same.Contains(t.Equivalence))));
            }
        }

        return mappings;
    }

    /// <param name="Snapshot">For which it was last found to hold.</param>
    /// <param name="MadeOf">Fingerprints of what it is made of.</param>
    /// <param name="List">What was made.</param>
    private sealed record KnownList(TermSnapshot Snapshot, string MadeOf, ConceptList List);
}
