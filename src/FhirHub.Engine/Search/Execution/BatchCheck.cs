using FhirHub.Engine.Indexing;
using FhirHub.Engine.Search.Clauses;
using FhirHub.Engine.Storage;

namespace FhirHub.Engine.Search.Execution;

/// <summary>
/// Checks conditions on rows at hand, a batch at a time: each chain or text in it becomes the list of the batch's resources for which
/// it holds, and what then remains is decided here, or by the database for just these rows.
/// </summary>
internal sealed class BatchCheck(RowFinder finder, EntryReader entries, ContentReader content, RowSource current, RowSource former)
{
    /// <summary>The rows for which all hold, in the order given.</summary>
    public async Task<IReadOnlyList<RowDocument>> FilterAsync(IReadOnlyList<RowDocument> rows, IReadOnlyList<Clause> checks, Reading reading)
    {
        foreach (var check in checks)
        {
            if (rows.Count == 0)
                break;
            var concrete = await ConcreteAsync(check, rows, reading);
            rows = IsByKey(concrete) ? [.. rows.Where(r => Holds(concrete, r.Key))] : await AskAsync(rows, concrete, reading);
        }

        return rows;
    }

    private async Task<Clause> ConcreteAsync(Clause clause, IReadOnlyList<RowDocument> rows, Reading reading) => clause switch
    {
        _ when !Planner.NeedsCheck(clause) => clause,
        AllOf all => new AllOf(await ConcreteAsync(all.Clauses, rows, reading)),
        AnyOf any => new AnyOf(await ConcreteAsync(any.Clauses, rows, reading)),
        Not not => new Not(await ConcreteAsync(not.Clause, rows, reading)),
        LeadsTo leads => await ConcreteAsync(leads, rows, reading),
        IsReferredTo referred => await ConcreteAsync(referred, rows, reading),
        ContainsText text => await ConcreteAsync(text, rows, reading),
        AmongKeys among => new HasKey(among.Name, [.. rows.Select(r => r.Key).Where(among.Keys.Contains)]),
        _ => throw new ArgumentException($"{clause.GetType().Name} is not checked in batches."),
    };

    private async Task<Clause[]> ConcreteAsync(IReadOnlyList<Clause> clauses, IReadOnlyList<RowDocument> rows, Reading reading)
    {
        var concrete = new Clause[clauses.Count];
        for (int i = 0; i < concrete.Length; i++)
            concrete[i] = await ConcreteAsync(clauses[i], rows, reading);
        return concrete;
    }

    /// <summary>Targets are asked for in parts, and a row's no further once one of them is found: a row may have any number of them.</summary>
    private async Task<HasKey> ConcreteAsync(LeadsTo leads, IReadOnlyList<RowDocument> rows, Reading reading)
    {
        var holding = new HashSet<string>(StringComparer.Ordinal);
        var asked = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        await foreach (var (row, targets) in entries.TargetsAsync(rows, leads.References, reading))
        {
            foreach (string target in targets)
            {
                if (holding.Contains(row.Key))
                    break;
                if (!asked.TryGetValue(target, out var from))
                    asked.Add(target, from = []);
                from.Add(row.Key);
                if (asked.Count == EntryReader.AtOnce)
                    await AskTargetsAsync(leads, asked, holding, reading);
            }
        }

        await AskTargetsAsync(leads, asked, holding, reading);
        return new HasKey(leads.Name, [.. holding]);
    }

    /// <summary>Adds the rows that lead to a target for which the inner condition holds.</summary>
    private async Task AskTargetsAsync(LeadsTo leads, Dictionary<string, List<string>> asked, HashSet<string> holding, Reading reading)
    {
        if (asked.Count == 0)
            return;
        var targets = new AllOf([new HasKey(leads.Name, [.. asked.Keys]), leads.Where]);
        foreach (var found in await finder.AllAsync(new SearchScope(leads.TargetTypes, AllTypes: false), targets, 0, reading))
            holding.UnionWith(asked[found.Key]);
        asked.Clear();
    }

    /// <summary>Of what refers to the batch there may be any number: it is read in parts, and only what it says of the batch is kept.</summary>
    private async Task<HasKey> ConcreteAsync(IsReferredTo referred, IReadOnlyList<RowDocument> rows, Reading reading)
    {
        var batch = rows.Select(r => r.Key).ToHashSet(StringComparer.Ordinal);
        var refers = new EntriesMatch(referred.Name, [referred.Reference], [new EntryCondition { Equal = [.. batch.Select(k => $"{referred.Reference}!{k}")] }]);
        var sources = finder.EachAsync(new SearchScope([referred.SourceType], AllTypes: false), new AllOf([refers, referred.Where]), reading);
        var found = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var part in sources.Chunk(EntryReader.AtOnce))
        {
            await foreach (var (_, targets) in entries.TargetsAsync(part, [referred.Reference], reading))
                found.UnionWith(targets.Where(batch.Contains));
            if (found.Count == batch.Count)
                break;
        }

        return new HasKey(referred.Name, [.. found]);
    }

    private async Task<HasKey> ConcreteAsync(ContainsText text, IReadOnlyList<RowDocument> rows, Reading reading)
    {
        var holding = new List<string>();
        var match = new TextMatch(text);
        await foreach (var (row, json) in content.EachAsync(rows, reading))
        {
            if (match.Holds(json.Span))
                holding.Add(row.Key);
        }

        return new HasKey(text.Name, holding);
    }

    private async Task<IReadOnlyList<RowDocument>> AskAsync(IReadOnlyList<RowDocument> rows, Clause clause, Reading reading)
    {
        var holding = new HashSet<string>(StringComparer.Ordinal);
        var versions = rows.Where(r => r.SupersededKey is null).ToDictionary(r => r.Id, r => r.Version, StringComparer.Ordinal);
        await foreach (var row in ReadAsync(current, versions.Keys, clause, reading))
        {
            if (versions[row.Id] == row.Version)
                holding.Add(row.Id);
        }

        // Superseded when they were found, or since.
        var others = rows.Where(r => !holding.Contains(r.Id)).ToDictionary(r => HistoryDocument.IdOf(r.Key, r.Version), r => r.Id, StringComparer.Ordinal);
        await foreach (var row in ReadAsync(former, others.Keys, clause, reading))
            holding.Add(others[row.Id]);
        return [.. rows.Where(r => holding.Contains(r.Id))];
    }

    private static IAsyncEnumerable<RowDocument> ReadAsync(RowSource source, IReadOnlyCollection<string> ids, Clause clause, Reading reading)
    {
        var segment = new Segment
        {
            Source = source,
            Purpose = "check of rows",
            Filter = FilterBuilder.And(EntryReader.ByIds(ids), source.Filters.Build(clause)),
            Hint = IndexHints.Id,
        };
        return ids.Count == 0 ? AsyncEnumerable.Empty<RowDocument>() : SegmentReader.ReadAsync(segment, 0, withContent: false, reading, reading.Cancellation);
    }

    private static bool IsByKey(Clause clause) => clause switch
    {
        HasKey => true,
        Not not => IsByKey(not.Clause),
        AllOf all => all.Clauses.All(IsByKey),
        AnyOf any => any.Clauses.All(IsByKey),
        _ => false,
    };

    private static bool Holds(Clause clause, string key) => clause switch
    {
        HasKey has => has.Keys.Contains(key),
        Not not => !Holds(not.Clause, key),
        AllOf all => all.Clauses.All(c => Holds(c, key)),
        AnyOf any => any.Clauses.Any(c => Holds(c, key)),
        _ => throw new ArgumentException($"{clause.GetType().Name} is not decided by key."),
    };
}
