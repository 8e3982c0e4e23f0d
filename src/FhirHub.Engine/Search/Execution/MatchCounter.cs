using FhirHub.Engine.Storage;
using MongoDB.Bson;

namespace FhirHub.Engine.Search.Execution;

/// <summary>Counts the matches of a search at one moment.</summary>
internal sealed class MatchCounter(RowFinder finder, WriteClock clock)
{
    private const int MaxAttempts = 5;

    /// <summary>Matches up to which an estimate is the number itself.</summary>
    private const int EstimateRows = 10_000;

    /// <summary>All of them; as long as that takes, within the reading's time.</summary>
    public async Task<long> CountAsync(QueryPlan plan, Reading reading)
    {
        if (reading.At is null)
            return await CurrentAsync(plan, 0, reading);
        for (int attempt = 1; ; attempt++)
        {
            var before = clock.Now();
            long current = await CurrentAsync(plan, 0, reading);
            long former = 0;
            bool certain = true;
            await foreach (var row in finder.FormerAsync(plan, default, 0, reading))
            {
                former++;
                // Superseded while the others were counted: it may have been among them.
                certain &= before.Sees(row.SupersededBy);
            }

            if (certain || attempt == MaxAttempts)
                return current + former;
        }
    }

    /// <summary>The number of current matches where it is small, else at least that many: counting stops there.</summary>
    public Task<long> EstimateAsync(QueryPlan plan, Reading reading) => CurrentAsync(plan, EstimateRows, reading);

    private async Task<long> CurrentAsync(QueryPlan plan, int limit, Reading reading)
    {
        if (plan.Checks.Count == 0)
            return await SegmentReader.CountAsync(finder.Current, Filter(plan, reading), Hint(plan), limit, "count", reading);
        long counted = 0;
        await foreach (var row in finder.CurrentAsync(plan, default, limit, withContent: false, reading))
            counted++;
        return counted;
    }

    private BsonDocument Filter(QueryPlan plan, Reading reading) => FilterBuilder.And(
        [plan.Driver is { } driver ? finder.Current.Filters.Build(driver.Clause) : FilterBuilder.Everything,
        plan.Scope.Filter,
        .. Planner.Conjuncts(plan.Where).Where(c => !ReferenceEquals(c, plan.Driver?.Clause)).Select(finder.Current.Filters.Build),
        plan.Driver?.Bounds is null ? RowReader.NotDeleted : FilterBuilder.Everything,
        (reading.At ?? reading.Watch?.At) is { } at ? finder.Current.Visible(at) : FilterBuilder.Everything]);

    private BsonDocument Hint(QueryPlan plan) => plan.Driver?.Hint(finder.Current, plan.Scope)
        ?? (plan.Scope.AllTypes ? IndexHints.UpdatedOfAll : IndexHints.Order);
}
