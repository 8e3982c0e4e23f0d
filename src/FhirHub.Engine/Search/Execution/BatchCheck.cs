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
        _ => throw new ArgumentException($"{clause.GetType().Name} is not checked in batches."),
    };

    private async Task<Clause[]> ConcreteAsync(IReadOnlyList<Clause> clauses, IReadOnlyList<RowDocument> rows, Reading reading)
    {
        var concrete = new Clause[clauses.Count];
        for (int i = 0; i < concrete.Length; i++)
            concrete[i] = await ConcreteAsync(clauses[i], rows, reading);
        return concrete;
    }

    private async Task<HasKey> ConcreteAsync(LeadsTo leads, IReadOnlyList<RowDocument> rows, Reading reading)
    {
        var targets = await entries.TargetsAsync(rows, leads.References, reading);
        var asked = new HasKey(leads.Name, [.. targets.Values.SelectMany(t => t).Distinct(StringComparer.Ordinal)]);
        var found = await finder.AllAsync(new SearchScope(leads.TargetTypes, AllTypes: false), new AllOf([asked, leads.Where]), 0, reading);
        var keys = found.Select(f => f.Key).ToHashSet(StringComparer.Ordinal);
        return new HasKey(leads.Name, [.. rows.Where(r => targets.TryGetValue(r.Id, out var own) && own.Any(keys.Contains)).Select(r => r.Key)]);
    }

    private async Task<HasKey> ConcreteAsync(IsReferredTo referred, IReadOnlyList<RowDocument> rows, Reading reading)
    {
        string[] equal = [.. rows.Select(r => $"{referred.Reference}!{r.Key}")];
        var refers = new EntriesMatch(referred.Name, [referred.Reference], [new EntryCondition { Equal = equal }]);
        var sources = await finder.AllAsync(new SearchScope([referred.SourceType], AllTypes: false), new AllOf([refers, referred.Where]), 0, reading);
        var targets = await entries.TargetsAsync(sources, [referred.Reference], reading);
        return new HasKey(referred.Name, [.. targets.Values.SelectMany(t => t).Distinct(StringComparer.Ordinal)]);
    }

    private async Task<HasKey> ConcreteAsync(ContainsText text, IReadOnlyList<RowDocument> rows, Reading reading)
    {
        var holding = new List<string>();
        await foreach (var (row, json) in content.EachAsync(rows, reading))
        {
            if (TextMatch.Holds(text, json.Span))
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
