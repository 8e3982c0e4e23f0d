using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using FhirHub.Engine.Terminology.Systems;
using FhirHub.Engine.Validation.Terms;

namespace FhirHub.Engine.Terminology.Sets;

/// <summary>An include or exclude with its code system and value sets found. Asked code by code, or read from end to end: both by the same tests.</summary>
internal sealed class CompiledPart(SetPart part, IConceptSource? source, ConceptQuery query, IReadOnlyList<CompiledSet> imports)
{
    private readonly FrozenDictionary<string, ListedConcept>? _listed = part.Concepts?
        .DistinctBy(c => c.Code, source?.Head.Comparer ?? StringComparer.Ordinal)
        .ToFrozenDictionary(c => c.Code, source?.Head.Comparer ?? StringComparer.Ordinal);

    public string? System => part.System;

    public string? Version => part.Version;

    /// <summary>A clause that says why the part cannot be listed; null where it can.</summary>
    public string? Unlistable { get; init; }

    /// <summary>Whether, for that reason, a code that seems to be in may be out.</summary>
    public bool DoubtsYes { get; init; }

    /// <summary>Whether, for that reason, a code that seems to be out may be in.</summary>
    public bool DoubtsNo { get; init; }

    /// <summary>Left out by the request.</summary>
    public bool IsExcluded { get; init; }

    /// <summary>
    /// Whether it is of the codes of one code system those that meet a query: then pages and counts are its source's to make. What is held is asked
    /// code by code where value sets are named beside: they may have names for codes that have none.
    /// </summary>
    public bool IsPlain => source is not null && _listed is null && (imports.Count == 0 || !source.IsHeld) && !IsExcluded && QueryOn(source) is not null;

    public IConceptSource? Source => source;

    /// <summary>What makes a concept of a code system one of the part's; null where it takes more to know, as another version of that code system.</summary>
    public ConceptQuery? QueryOn(IConceptSource system)
    {
        if (IsExcluded || (part.System is not null && part.System != system.Head.Url))
            return ConceptQuery.None;
        if (Unlistable is not null || (part.System is not null && !ReferenceEquals(system, source)))
            return null;
        var result = _listed is null ? query : new ConceptQuery([new ConceptCondition.Among(_listed.Keys.ToHashSet(system.Head.Comparer))]);
        foreach (var import in imports)
        {
            if (import.QueryOn(system) is not { } also)
                return null;
            result = result.And(also);
        }

        return result;
    }

    /// <summary>Reads these codes at once, which would be asked one by one.</summary>
    public async ValueTask WarmAsync(IReadOnlyList<SetItem> items, CancellationToken cancellationToken)
    {
        if (_listed is null && source is not null && items.Where(i => i.System == part.System).Select(i => i.Concept.Code).Distinct().ToList() is { Count: > 1 } codes)
            await source.FindAsync(codes, cancellationToken);
        foreach (var import in imports)
            await import.WarmAsync(items, cancellationToken);
    }

    /// <summary>All codes of a code system, whatever they are.</summary>
    public bool IsWholeSystem => part.System is not null && _listed is null && part.Filters.Count == 0 && part.ValueSets.Count == 0;

    public IReadOnlyList<CompiledSet> Imports => imports;

    /// <param name="terms">For systems that are known by their syntax alone.</param>
    /// <param name="system">Null for a bare code: then any system that has it here.</param>
    /// <param name="code">The code.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async ValueTask<Finding> FindAsync(ITermSource terms, string? system, string code, CancellationToken cancellationToken)
    {
        if (IsExcluded || (part.System is not null && system is not null && system != part.System))
            return Finding.Out;
        var found = part.System is null ? default(Finding?) : await InSystemAsync(terms, code, cancellationToken);
        foreach (var import in imports)
        {
            if (found?.Membership == Membership.Out)
                return Finding.Out;
            found = Both(found, await import.FindAsync(terms, found?.Item?.System ?? system ?? part.System, code, cancellationToken));
        }

        return found ?? Finding.Open(Unlistable ?? "it includes neither a code system nor a value set");
    }

    /// <summary>In the order of the value set and its code systems.</summary>
    /// <param name="terms">For systems that are known by their syntax alone.</param>
    /// <param name="also">What is asked of the codes beside.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async IAsyncEnumerable<SetItem> ItemsAsync(ITermSource terms, ConceptQuery also, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (IsExcluded)
            yield break;
        if (Unlistable is { } why)
            throw TermFaults.Open($"The value set cannot be listed: {why}.");
        var others = imports;
        IAsyncEnumerable<SetItem> items;
        if (part.System is null)
        {
            items = imports[0].ItemsAsync(terms, also, cancellationToken);
            others = [.. imports.Skip(1)];
        }
        else
        {
            items = _listed is null ? ReadAsync(query.And(also), cancellationToken) : ListAsync(also, cancellationToken);
        }

        await foreach (var some in SetItems.GroupedAsync(items, others.Count == 0 ? 1 : SetItems.AtOnce, cancellationToken))
        {
            foreach (var other in others)
                await other.WarmAsync(some, cancellationToken);
            foreach (var item in some)
            {
                if (await InAllAsync(others, terms, item, cancellationToken) is { } merged)
                    yield return merged;
            }
        }
    }

    /// <summary>A code that the value set lists and its code system has not does not exist.</summary>
    private bool IsNowhere => source is { Head.IsComplete: true };

    private async ValueTask<Finding> InSystemAsync(ITermSource terms, string code, CancellationToken cancellationToken)
    {
        if (_listed is not null)
        {
            if (DoubtsYes)
                return Finding.Open(Unlistable!);
            if (!_listed.TryGetValue(code, out var listed))
                return Finding.Out;
            var named = source is null ? null : await source.FindAsync(listed.Code, cancellationToken);
            return named is null && IsNowhere ? Finding.Out : Finding.In(Item(listed, named));
        }

        if (source is null)
        {
            bool? known = part.Filters.Count == 0 ? KnownSyntax.IsCode(terms, part.System!, code) : null;
            return known is null ? Finding.Open(Unlistable!)
                : known.Value ? Finding.In(Bare(code)) : Finding.Out;
        }

        var concept = await source.FindAsync(code, cancellationToken);
        if (concept is null && !source.Head.IsComplete)
        {
            return part.Filters.Count == 0 && KnownSyntax.IsCode(terms, part.System!, code) is true
                ? Finding.In(Bare(code))
                : Finding.Open($"of the code system {part.System} only a part is known here (content {source.Head.Content})");
        }

        bool isIn = concept is not null && query.Holds(concept);
        if (isIn ? DoubtsYes : DoubtsNo)
            return Finding.Open(Unlistable!);
        return isIn ? Finding.In(new SetItem(part.System!, source.Head.Version, concept!, source.Head)) : Finding.Out;
    }

    private SetItem Bare(string code) => new(part.System!, source?.Head.Version, new Concept { Code = code }, source?.Head);

    private static Finding Both(Finding? found, Finding other) => (found?.Membership, other.Membership) switch
    {
        (null, _) => other,
        (_, Membership.Out) => Finding.Out,
        (Membership.Open, _) => found.Value,
        (_, Membership.Open) => other,
        _ => Finding.In(Merge(found.Value.Item!.Value, other.Item!.Value)),
    };

    private async IAsyncEnumerable<SetItem> ReadAsync(ConceptQuery all, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var concept in source!.ReadAsync(all, 0, null, cancellationToken))
            yield return new SetItem(part.System!, source.Head.Version, concept, source.Head);
    }

    private async IAsyncEnumerable<SetItem> ListAsync(ConceptQuery also, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var known = source is null ? null : await source.FindAsync([.. _listed!.Keys], cancellationToken);
        foreach (var listed in part.Concepts!.DistinctBy(c => c.Code, source?.Head.Comparer ?? StringComparer.Ordinal))
        {
            var concept = known?.GetValueOrDefault(listed.Code);
            if (concept is null && IsNowhere)
                continue;
            var item = Item(listed, concept);
            if (also.Holds(item.Concept))
                yield return item;
        }
    }

    private SetItem Item(ListedConcept listed, Concept? concept)
    {
        var known = concept ?? new Concept { Code = listed.Code };
        return new SetItem(part.System!, source?.Head.Version ?? part.Version, known.Named(listed.Display, listed.Designations), source?.Head);
    }

    /// <summary>Null where it is not in one of them.</summary>
    private static async ValueTask<SetItem?> InAllAsync(IReadOnlyList<CompiledSet> sets, ITermSource terms, SetItem item, CancellationToken cancellationToken)
    {
        foreach (var set in sets)
        {
            var found = await set.FindAsync(terms, item.System, item.Concept.Code, cancellationToken);
            if (found.Membership == Membership.Open)
                throw TermFaults.Open($"The value set cannot be listed: {found.Why}.");
            if (found.Membership == Membership.Out)
                return null;
            item = Merge(item, found.Item!.Value);
        }

        return item;
    }

    /// <summary>The names that came first go first.</summary>
    private static SetItem Merge(SetItem item, SetItem other) => item.Concept.Display is null && other.Concept.Display is not null
        ? item with { Concept = item.Concept.Named(other.Concept.Display, []) }
        : item;
}
