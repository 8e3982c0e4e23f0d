using System.Globalization;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Terminology.Catalog;
using FhirHub.Engine.Terminology.Sets;
using FhirHub.Engine.Terminology.Systems;

namespace FhirHub.Engine.Terminology.Expansions;

/// <summary>Lists the codes of value sets. What has been listed to its end is remembered until something changes.</summary>
/// <param name="limits">Bounds.</param>
internal sealed class ValueSetExpander(ExpansionLimits limits)
{
    /// <exception cref="FhirException">Unprocessable: too costly; or a part of the value set is not known here.</exception>
    public ValueTask<Expansion> ExpandAsync(TermSnapshot snapshot, CompiledSet set, ExpansionRequest request, CancellationToken cancellationToken) =>
        TimeLimit.WithinAsync(limits.MaxTime, token => TimedAsync(snapshot, set, request, token), TooSlow, cancellationToken);

    private async ValueTask<Expansion> TimedAsync(TermSnapshot snapshot, CompiledSet set, ExpansionRequest request, CancellationToken cancellationToken)
    {
        if (request.Count > limits.MaxCodes)
            throw TooMany($"count={request.Count}");
        var query = QueryOf(request);
        var systems = SystemsOf(set);
        var all = set.PlainQuery.And(query);
        if (set.Plain is { } plain && plain.Source!.Decides(all))
        {
            int total = await plain.Source!.CountAsync(all, cancellationToken);
            int take = request.Count ?? (total <= limits.MaxCodes ? total : throw TooMany($"The value set has {total} codes"));
            var page = new List<SetItem>(Math.Min(take, total));
            await foreach (var concept in plain.Source.ReadAsync(all, request.Offset, take, cancellationToken))
                page.Add(new SetItem(plain.System!, plain.Source.Head.Version, concept, plain.Source.Head));
            return new Expansion { Items = page, Total = total, Systems = systems };
        }

        var (items, isWhole) = await ListAsync(snapshot, set, request, query, cancellationToken);
        if (!isWhole && request.Count is null or 0)
            throw TooMany($"The value set has more than {(request.Count == 0 ? limits.MaxWalk : limits.MaxCodes)} codes");
        return new Expansion
        {
            Items = [.. items.Skip(request.Offset).Take(request.Count ?? int.MaxValue)],
            Total = isWhole ? items.Count : null,
            Systems = systems,
        };
    }

    /// <summary>The conditions that a request adds to those of the value set.</summary>
    private static ConceptQuery QueryOf(ExpansionRequest request)
    {
        var conditions = new List<ConceptCondition>();
        if (request.Filter is { } filter && SearchTerms.Words(filter) is { Count: > 0 } words)
            conditions.Add(new ConceptCondition.Text(words));
        if (request.ActiveOnly)
            conditions.Add(new ConceptCondition.Active());
        if (request.ExcludeNotForUI)
            conditions.Add(new ConceptCondition.LacksValue("notSelectable", new HashSet<string> { "true" }));
        return new ConceptQuery(conditions);
    }

    /// <summary>
    /// From the first code up to the page's last. Up to the end where all is asked for, or how many there are; and where that costs next to nothing:
    /// it is remembered then, with its number.
    /// </summary>
    private async ValueTask<(IReadOnlyList<SetItem> Items, bool IsWhole)> ListAsync(
        TermSnapshot snapshot, CompiledSet set, ExpansionRequest request, ConceptQuery query, CancellationToken cancellationToken)
    {
        // Those of a request's own value set are not kept: there is no telling them apart.
        string? name = set.Definition.Url is { } url && set.IsKept ? $"{url}|{set.Definition.Version} {request.Key}" : null;
        var memory = BoundedMemory<string, IReadOnlyList<SetItem>>.Of(snapshot, "codes", limits.MaxKept);
        if (name is not null && memory.Find(name) is { } known)
            return (known, true);
        bool isPage = request.Count > 0 && !IsHeld(set);
        long needed = request.Count == 0 ? limits.MaxWalk
            : isPage ? (long)request.Offset + request.Count!.Value
            : Math.Max(limits.MaxCodes, (long)request.Offset + (request.Count ?? 0));
        if (needed > limits.MaxWalk)
            throw TooMany($"offset={request.Offset}");
        var items = new List<SetItem>();
        await foreach (var item in set.ItemsAsync(BaseTerms.Instance, query, cancellationToken))
        {
            if (items.Count == needed)
                return (items, false);
            items.Add(item);
            // Whether there is another one may take a walk to the end.
            if (isPage && items.Count == needed)
                return (items, false);
        }

        if (name is not null && items.Count <= limits.MaxCodes)
            memory.Keep(name, items, items.Count, set.Urls);
        return (items, true);
    }

    /// <summary>Whether no code system that it is made of is in the database.</summary>
    private static bool IsHeld(CompiledSet set) => set.Includes.All(i => i.Source is not { IsHeld: false } && i.Imports.All(IsHeld));

    private static IReadOnlyList<CodeSystemHead> SystemsOf(CompiledSet set) => [.. Heads(set).Distinct()];

    private static IEnumerable<CodeSystemHead> Heads(CompiledSet set) =>
        set.Includes.SelectMany(i => i.Imports.SelectMany(Heads).Concat(i.Source is { } source ? [source.Head] : []));

    private FhirException TooSlow() => TermFaults.TooCostly(string.Create(
        CultureInfo.InvariantCulture, $"Listing the value set takes longer than {limits.MaxTime.TotalSeconds:0} s. Ask for fewer codes by count, or narrow down by filter."));

    private FhirException TooMany(string what) => TermFaults.TooCostly(
        $"{what}: at most {limits.MaxCodes} codes are listed at once. Ask for pages by offset and count, or narrow down by filter.");
}
