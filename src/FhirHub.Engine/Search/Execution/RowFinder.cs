using FhirHub.Engine.Indexing.Types;
using FhirHub.Engine.Search.Clauses;
using FhirHub.Engine.Storage;

namespace FhirHub.Engine.Search.Execution;

/// <summary>Finds the rows of a search: plans it, reads by the plan, and checks in batches what the database cannot.</summary>
internal sealed class RowFinder
{
    private const int SmallestBatch = 50;
    private const int LargestBatch = 500;

    private readonly Planner _planner;
    private readonly RowReader _reader;
    private readonly ChainResolver _chains;
    private readonly BatchCheck _check;

    public RowFinder(FhirDatabase database, SearchLimits limits, TimeProvider time, string? ownUrl)
    {
        var current = RowSource.Current(database);
        var former = RowSource.Former(database);
        _reader = new RowReader(current, former);
        var statistics = new EntryStatistics(time);
        _planner = new Planner(current, statistics, new WindowMemory(time));
        Entries = new EntryReader(current, former);
        _chains = new ChainResolver(this, Entries, statistics, new ListItems(this, new OwnReferences(ownUrl)), limits.ChainMatches);
        Content = new ContentReader(database, current);
        _check = new BatchCheck(this, Entries, Content, current, former);
    }

    public ContentReader Content { get; }

    public EntryReader Entries { get; }

    public RowSource Current => _reader.Current;

    public RowSource Former => _reader.Former;

    /// <summary>How to find what a condition asks for.</summary>
    /// <param name="scope">The types.</param>
    /// <param name="where">The condition.</param>
    /// <param name="order">Null for any order.</param>
    /// <param name="wanted">Rows on a page.</param>
    /// <param name="reading">Under which conditions it reads.</param>
    public async Task<QueryPlan> PlanAsync(SearchScope scope, Clause where, Order? order, int wanted, Reading reading)
    {
        ClauseSize.Check(where);
        var resolved = await _chains.ResolveAsync(where, reading);
        return await _planner.PlanAsync(scope, resolved, order, wanted, reading);
    }

    /// <summary>Rows of the current versions, in order, each resource once.</summary>
    /// <param name="plan">How to find them.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="limit">Rows at most; 0 for all.</param>
    /// <param name="withContent">Whether they may come with their JSON.</param>
    /// <param name="reading">Under which conditions.</param>
    public IAsyncEnumerable<RowDocument> CurrentAsync(QueryPlan plan, Start start, int limit, bool withContent, Reading reading) =>
        plan.Checks.Count > 0 ? CheckedAsync(plan, start, limit, reading) : ReadAsync(plan, start, limit, withContent, reading);

    /// <summary>Rows of versions that were current at the snapshot and are not any more, in order.</summary>
    public async IAsyncEnumerable<RowDocument> FormerAsync(QueryPlan plan, Start start, int limit, Reading reading)
    {
        if (plan.Checks.Count == 0)
        {
            await foreach (var row in _reader.FormerAsync(plan, start, limit, reading))
                yield return row;
            yield break;
        }

        int kept = 0;
        await foreach (var batch in _reader.FormerAsync(plan with { EntriesOf = null }, start, 0, reading).Chunk(LargestBatch))
        {
            foreach (var row in await _check.FilterAsync(batch, plan.Checks, reading))
            {
                yield return row;
                if (++kept == limit)
                    yield break;
            }
        }
    }

    /// <summary>Whether any version was superseded since the moment.</summary>
    public Task<bool> IsSupersededSinceAsync(Snapshot at, Reading reading) => _reader.IsSupersededSinceAsync(at, reading);

    /// <summary>All rows for which a condition holds at the reading's moment, in any order, up to a limit (0 for none).</summary>
    public Task<List<RowDocument>> AllAsync(SearchScope scope, Clause where, int limit, Reading reading) =>
        AllAsync(scope, where, limit, null, withContent: false, reading);

    /// <param name="scope">The types.</param>
    /// <param name="where">The condition.</param>
    /// <param name="limit">Rows at most; 0 for all.</param>
    /// <param name="entriesOf">Begins of entries that the rows may come with; null for none.</param>
    /// <param name="withContent">Whether they may come with their JSON.</param>
    /// <param name="reading">Under which conditions.</param>
    /// <inheritdoc cref="AllAsync(SearchScope, Clause, int, Reading)"/>
    public async Task<List<RowDocument>> AllAsync(
        SearchScope scope, Clause where, int limit, IReadOnlyList<string>? entriesOf, bool withContent, Reading reading)
    {
        var plan = await PlanAsync(scope, where, null, Math.Max(limit, 1), reading) with { EntriesOf = entriesOf };
        var found = new List<RowDocument>();
        var budget = new RowBudget();
        await foreach (var row in CurrentAsync(plan, default, limit, withContent, reading))
            found.Add(budget.Keep(row));
        if (reading.At is null || (limit > 0 && found.Count >= limit))
            return found;
        // Read second, so that a row that was superseded in between is met twice and not missed.
        var keys = found.Select(r => r.Key).ToHashSet(StringComparer.Ordinal);
        await foreach (var row in FormerAsync(plan, default, limit, reading))
        {
            if (keys.Add(row.Key))
                found.Add(budget.Keep(row));
        }

        return found;
    }

    /// <summary>
    /// The rows for which a condition holds at the reading's moment, in any order, as they are read: there may be any number. One that is
    /// superseded in between may come twice.
    /// </summary>
    public async IAsyncEnumerable<RowDocument> EachAsync(SearchScope scope, Clause where, Reading reading)
    {
        var plan = await PlanAsync(scope, where, null, LargestBatch, reading);
        await foreach (var row in CurrentAsync(plan, default, 0, withContent: false, reading))
            yield return row;
        if (reading.At is null)
            yield break;
        await foreach (var row in FormerAsync(plan, default, 0, reading))
            yield return row;
    }

    private IAsyncEnumerable<RowDocument> ReadAsync(QueryPlan plan, Start start, int limit, bool withContent, Reading reading)
    {
        bool several = plan.Strands.Count > 1;
        bool few = plan.Strands.Count <= Planner.FewStrands;
        var strands = plan.Strands.Select(s => _reader.CurrentAsync(plan, s, start, limit, withContent && few, reading));
        return several
            ? StrandMerge.MergeAsync([.. strands], plan.Order, start.Backward, few && reading.AllowsSeveralQueries, reading.Cancellation)
            : strands.Single();
    }

    /// <summary>Reads in parts, each behind the one before: a database may make all of a sorted answer before it gives the first row.</summary>
    private async IAsyncEnumerable<RowDocument> CheckedAsync(QueryPlan plan, Start start, int limit, Reading reading)
    {
        var order = plan.Order ?? throw new ArgumentException("Rows that are checked have an order.");
        // Checks read entries of their own.
        plan = plan with { EntriesOf = null };
        int kept = 0;
        for (int size = Math.Clamp(limit, SmallestBatch, LargestBatch); ; size = Math.Min(size * 2, LargestBatch))
        {
            var batch = await ReadAsync(plan, start, size, withContent: false, reading).Take(size).ToListAsync(reading.Cancellation);
            foreach (var row in await _check.FilterAsync(batch, plan.Checks, reading))
            {
                yield return row;
                if (++kept == limit)
                    yield break;
            }

            if (batch.Count < size)
                yield break;
            start = start with { After = order.PlaceOf(batch[^1]) };
        }
    }
}
