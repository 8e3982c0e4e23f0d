using FhirHub.Engine.Indexing;
using FhirHub.Engine.Search.Clauses;

namespace FhirHub.Engine.Search.Execution;

/// <summary>
/// Turns memberships of Lists, and chains, into conditions on the searched rows themselves, where their inner matches are few: those then can drive the search.
/// What has many stays, to be checked in batches.
/// </summary>
internal sealed class ChainResolver(RowFinder finder, EntryReader entries, EntryStatistics statistics, ListItems lists, int most)
{
    /// <summary>Entries and keys of one search, over all its conditions: they have to fit into a command of the database several times.</summary>
    private const int MostEntries = 20_000;

    public Task<Clause> ResolveAsync(Clause clause, Reading reading) =>
        Planner.NeedsCheck(clause) ? ResolveAsync(clause, new Room { Entries = MostEntries }, reading) : Task.FromResult(clause);

    private async Task<Clause> ResolveAsync(Clause clause, Room room, Reading reading) => clause switch
    {
        _ when !Planner.NeedsCheck(clause) => clause,
        AllOf all => new AllOf(await ResolveAllAsync(all.Clauses, room, reading)),
        AnyOf any => new AnyOf(await ResolveAllAsync(any.Clauses, room, reading)),
        Not not => new Not(await ResolveAsync(not.Clause, room, reading)),
        LeadsTo { Contained: { } contained } leads => new AnyOf([await ResolveAsync((Clause)(leads with { Contained = null }), room, reading), contained]),
        LeadsTo leads => await ResolveAsync(leads, room, reading),
        IsReferredTo referred => await ResolveAsync(referred, room, reading),
        MemberOfList member => AmongOrIn(member.Name, await lists.KeysAsync(member, reading), room),
        _ => clause,
    };

    private async Task<Clause[]> ResolveAllAsync(IReadOnlyList<Clause> clauses, Room room, Reading reading)
    {
        var resolved = new Clause[clauses.Count];
        for (int i = 0; i < resolved.Length; i++)
            resolved[i] = await ResolveAsync(clauses[i], room, reading);
        return resolved;
    }

    /// <summary>What stays to be checked has its inner condition resolved, once for all batches.</summary>
    private async Task<Clause> ResolveAsync(LeadsTo leads, Room room, Reading reading)
    {
        var inner = await ResolveAsync(leads.Where, reading);
        var targets = await FewAsync(new SearchScope(leads.TargetTypes, AllTypes: false), inner, null, reading);
        if (targets is null || !room.Take(targets.Count * leads.References.Count))
            return leads with { Where = inner };
        string[] equal = [.. leads.References.SelectMany(r => targets.Select(t => $"{r}!{t.Key}"))];
        return new EntriesMatch(leads.Name, leads.References, [new EntryCondition { Equal = equal }]);
    }

    private async Task<Clause> ResolveAsync(IsReferredTo referred, Room room, Reading reading)
    {
        var inner = await ResolveAsync(referred.Where, reading);
        var unresolved = referred with { Where = inner };
        if (await FewAsync(new SearchScope([referred.SourceType], AllTypes: false), inner, [referred.Reference + "!"], reading) is not { } sources)
            return unresolved;
        var keys = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var (_, targets) in entries.TargetsAsync(sources, [referred.Reference], reading))
        {
            keys.UnionWith(targets);
            if (keys.Count > room.Entries)
                return unresolved;
        }

        return AmongOrIn(referred.Name, keys, room);
    }

    private static Clause AmongOrIn(string name, HashSet<string> keys, Room room) =>
        room.Take(keys.Count) ? new HasKey(name, [.. keys]) : new AmongKeys(name, keys);

    /// <summary>The inner matches; null where they are too many, which is remembered for a while.</summary>
    private async Task<List<RowDocument>?> FewAsync(SearchScope scope, Clause where, IReadOnlyList<string>? entriesOf, Reading reading)
    {
        var bounds = Driver.Of(where)?.Bounds;
        if (bounds is not null && statistics.Known(bounds, most + 1) > most)
            return null;
        var found = await finder.AllAsync(scope, where, most + 1, entriesOf, withContent: false, reading);
        if (bounds is not null && found.Count > most)
            statistics.Learn(bounds, found.Count, isAll: false);
        return found.Count > most ? null : found;
    }

    /// <summary>What conditions may still become.</summary>
    private sealed class Room
    {
        public required int Entries { get; set; }

        public bool Take(int entries)
        {
            if (entries > Entries)
                return false;
            Entries -= entries;
            return true;
        }
    }
}
