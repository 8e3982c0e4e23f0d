using FhirHub.Engine.Indexing;
using FhirHub.Engine.Search.Clauses;

namespace FhirHub.Engine.Search.Execution;

/// <summary>
/// Turns memberships of Lists, and chains, into conditions on the searched rows themselves, where their inner matches are few: those then can drive the search.
/// Chains with many stay, to be checked in batches.
/// </summary>
internal sealed class ChainResolver(RowFinder finder, EntryReader entries, EntryStatistics statistics, int most)
{
    /// <summary>Entries of one condition, over all types it covers.</summary>
    private const int MostEntries = 20_000;

    private readonly ListItems _lists = new(finder);

    public async Task<Clause> ResolveAsync(Clause clause, Reading reading) => clause switch
    {
        _ when !Planner.NeedsCheck(clause) => clause,
        AllOf all => new AllOf(await ResolveAllAsync(all.Clauses, reading)),
        AnyOf any => new AnyOf(await ResolveAllAsync(any.Clauses, reading)),
        Not not => new Not(await ResolveAsync(not.Clause, reading)),
        LeadsTo { Contained: { } contained } leads => new AnyOf([await ResolveAsync((Clause)(leads with { Contained = null }), reading), contained]),
        LeadsTo leads => await ResolveAsync(leads, reading) ?? clause,
        IsReferredTo referred => await ResolveAsync(referred, reading) ?? clause,
        MemberOfList member => await _lists.ResolveAsync(member, reading),
        _ => clause,
    };

    private async Task<Clause[]> ResolveAllAsync(IReadOnlyList<Clause> clauses, Reading reading)
    {
        var resolved = new Clause[clauses.Count];
        for (int i = 0; i < resolved.Length; i++)
            resolved[i] = await ResolveAsync(clauses[i], reading);
        return resolved;
    }

    private async Task<Clause?> ResolveAsync(LeadsTo leads, Reading reading)
    {
        if (await FewAsync(new SearchScope(leads.TargetTypes, AllTypes: false), leads.Where, null, reading) is not { } targets || targets.Count * leads.References.Count > MostEntries)
            return null;
        string[] equal = [.. leads.References.SelectMany(r => targets.Select(t => $"{r}!{t.Key}"))];
        return new EntriesMatch(leads.Name, leads.References, [new EntryCondition { Equal = equal }]);
    }

    private async Task<Clause?> ResolveAsync(IsReferredTo referred, Reading reading)
    {
        if (await FewAsync(new SearchScope([referred.SourceType], AllTypes: false), referred.Where, [referred.Reference + "!"], reading) is not { } sources)
            return null;
        var targets = await entries.TargetsAsync(sources, [referred.Reference], reading);
        return new HasKey(referred.Name, [.. targets.Values.SelectMany(t => t).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>The inner matches; null where they are too many, which is remembered for a while.</summary>
    private async Task<List<RowDocument>?> FewAsync(SearchScope scope, Clause where, IReadOnlyList<string>? entriesOf, Reading reading)
    {
        var bounds = Driver.Of(where)?.Bounds;
        if (bounds is not null && statistics.Known(bounds) > most)
            return null;
        var found = await finder.AllAsync(scope, where, most + 1, entriesOf, withContent: false, reading);
        if (bounds is not null && found.Count > most)
            statistics.Learn(bounds, found.Count);
        return found.Count > most ? null : found;
    }
}
