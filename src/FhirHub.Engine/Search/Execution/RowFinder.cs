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

    public RowFinder(FhirDatabase database, SearchLimits limits, TimeProvider time)
    {
        var current = RowSource.Current(database);
        var former = RowSource.Former(database);
        _reader = new RowReader(current, former, database.PageLifetime);
        _planner = new Planner(current, new EntryStatistics(time), new WindowDensities(time));
        Entries = new EntryReader(current, former);
        _chains = new ChainResolver(this, Entries, limits.ChainMatches);
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
        var resolved = await _chains.ResolveAsync(where, reading);
        return await _planner.PlanAsync(scope, resolved, order, wanted, reading);
    }

    /// <summary>Rows of the current versions, in order, each resource once.</summary>
    public IAsyncEnumerable<RowDocument> CurrentAsync(QueryPlan plan, Order? order, Start start, int limit, bool withContent, Reading reading)
    {
        bool several = plan.Strands.Count > 1;
        bool checks = plan.Checks.Count > 0;
        var strands = plan.Strands.Select(s => _reader.CurrentAsync(
            plan, s, order, start, checks ? 0 : limit, withContent && !several && !checks, reading));
        var rows = several ? StrandMerge.MergeAsync([.. strands], order, start.Backward, reading.Cancellation) : strands.Single();
        return checks ? CheckedAsync(rows, plan.Checks, limit, reading) : rows;
    }

    /// <summary>Rows of versions that were current at the snapshot and are not any more, in order.</summary>
    public IAsyncEnumerable<RowDocument> FormerAsync(QueryPlan plan, Order? order, Start start, int limit, Reading reading)
    {
        bool checks = plan.Checks.Count > 0;
        var rows = _reader.FormerAsync(plan, order, start, checks ? 0 : limit, reading);
        return checks ? CheckedAsync(rows, plan.Checks, limit, reading) : rows;
    }

    /// <summary>All rows for which a condition holds at the reading's moment, in any order, up to a limit (0 for none).</summary>
    public async Task<List<RowDocument>> AllAsync(SearchScope scope, Clause where, int limit, Reading reading)
    {
        var plan = await PlanAsync(scope, where, null, Math.Max(limit, 1), reading);
        var found = new List<RowDocument>();
        await foreach (var row in CurrentAsync(plan, null, default, limit, withContent: false, reading))
            found.Add(row);
        if (reading.At is null || (limit > 0 && found.Count >= limit))
            return found;
        // Read second, so that a row that was superseded in between is met twice and not missed.
        var keys = found.Select(r => r.Key).ToHashSet(StringComparer.Ordinal);
        await foreach (var row in FormerAsync(plan, null, default, limit, reading))
        {
            if (keys.Add(row.Key))
                found.Add(row);
        }

        return found;
    }

    private async IAsyncEnumerable<RowDocument> CheckedAsync(IAsyncEnumerable<RowDocument> rows, IReadOnlyList<Clause> checks, int limit, Reading reading)
    {
        int size = Math.Clamp(limit, SmallestBatch, LargestBatch);
        int kept = 0;
        await foreach (var batch in rows.Chunk(size).WithCancellation(reading.Cancellation))
        {
            foreach (var row in await _check.FilterAsync(batch, checks, reading))
            {
                yield return row;
                if (++kept == limit)
                    yield break;
            }
        }
    }
}
