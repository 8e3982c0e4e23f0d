using FhirHub.Engine.Search.Clauses;
using MongoDB.Bson;

namespace FhirHub.Engine.Search.Execution;

/// <summary>Decides what drives a search. The order of its rows never depends on that.</summary>
internal sealed class Planner(RowSource current, EntryStatistics statistics, WindowMemory windows)
{
    /// <summary>Rows that are found and sorted without further thought.</summary>
    private const int FewRows = 500;

    /// <summary>Rows that are sorted together with their JSON.</summary>
    private const int LightRows = 100;

    /// <summary>How much further conditions are counted that all find many rows, to tell the better of them.</summary>
    private const int FurtherProbe = 16;

    /// <summary>Rows up to which a condition's are counted at least.</summary>
    private const int ProbeRows = 1000;

    /// <summary>Alternatives that are read at the same time and with their JSON, whatever the number of their rows.</summary>
    public const int FewStrands = 3;

    /// <summary>Alternatives of a parameter, or types, that are read side by side, each in index order.</summary>
    private const int MostStrands = 16;

    /// <param name="scope">Its types.</param>
    /// <param name="where">Its condition; chains were replaced where their inner matches are few.</param>
    /// <param name="order">Null where any will do.</param>
    /// <param name="wanted">Rows on a page.</param>
    /// <param name="reading">Under which conditions it reads.</param>
    public async Task<QueryPlan> PlanAsync(SearchScope scope, Clause where, Order? order, int wanted, Reading reading)
    {
        Clause[] conjuncts = [.. Conjuncts(where)];
        Clause[] checks = [.. conjuncts.Where(NeedsCheck)];
        Clause[] filters = [.. conjuncts.Where(c => !NeedsCheck(c))];
        Driver[] drivers = [.. filters.Select(Driver.Of).OfType<Driver>()];
        long few = Math.Max(ProbeRows, order is null ? 0 : (long)Math.Sqrt((double)wanted * await statistics.TotalAsync(current, reading.Cancellation)));
        // Rows that are checked in batches are read in parts, each behind the one before.
        if (checks.Length > 0)
            order ??= Order.ByKey;
        var (best, rows) = await ChooseAsync(drivers, scope, order, few, reading);
        var plan = new QueryPlan { Scope = scope, Order = order, Where = new AllOf(filters), Checks = checks, Driver = null, Strands = [] };
        return Strands(plan, filters, drivers, best, rows, few);
    }

    /// <summary>The clauses that all have to hold.</summary>
    public static IEnumerable<Clause> Conjuncts(Clause clause) => clause is AllOf all ? all.Clauses.SelectMany(Conjuncts) : [clause];

    /// <summary>Whether a filter of the database cannot say it.</summary>
    public static bool NeedsCheck(Clause clause) => clause switch
    {
        LeadsTo or IsReferredTo or ContainsText or MemberOfList or AmongKeys => true,
        Not not => NeedsCheck(not.Clause),
        AllOf all => all.Clauses.Any(NeedsCheck),
        AnyOf any => any.Clauses.Any(NeedsCheck),
        _ => false,
    };

    /// <summary>The clause with the fewest rows; how many is not asked where it makes no difference.</summary>
    private async Task<(Driver? Best, long Rows)> ChooseAsync(Driver[] drivers, SearchScope scope, Order? order, long few, Reading reading)
    {
        if (drivers.Length == 0)
            return (null, long.MaxValue);
        if (drivers is [var only] && (order is null || (order.IsDefault && (only.Entry is not null || only.Entries is { Count: <= FewStrands }))))
            return (only, only.Known ?? 0);
        if (order is null or { IsDefault: true } && Foremost(drivers) is { } foremost)
            return foremost;
        var found = new List<(Driver Driver, long Rows)>();
        foreach (var driver in drivers.OrderBy(d => d.Known ?? long.MaxValue))
        {
            found.Add((driver, await RowsAsync(driver, scope, few, reading)));
            // Asking on would cost more than it could save.
            if (found[^1].Rows <= 1)
                break;
        }

        var best = found.MinBy(f => f.Rows);
        return best.Rows < few || found.Count == 1 ? best : await BestOfManyAsync(found, scope, few, reading);
    }

    /// <summary>All find many rows: the one whose parameter finds the fewest by and large, for which a few are counted further.</summary>
    private async Task<(Driver Best, long Rows)> BestOfManyAsync(List<(Driver Driver, long Rows)> found, SearchScope scope, long few, Reading reading)
    {
        var typical = new List<(Driver Driver, long Rows)>();
        foreach (var (driver, rows) in found)
        {
            long further = driver.Bounds is { } bounds
                ? statistics.Typical(bounds, few * FurtherProbe) ?? await ProbeAsync(driver, scope, few * FurtherProbe, isFurther: true, reading)
                : rows;
            typical.Add((driver, further));
        }

        return (typical.MinBy(t => t.Rows).Driver, few);
    }

    /// <summary>One that never finds more rows than any other does, as far as is known; null where that is not so clear.</summary>
    private (Driver Best, long Rows)? Foremost(Driver[] drivers)
    {
        var ranges = drivers.Select(d => (Driver: d, Range: RangeOf(d))).ToList();
        if (ranges.Exists(r => r.Range is null))
            return null;
        var (driver, range) = ranges.MinBy(r => r.Range!.Value.Most);
        return ranges.TrueForAll(r => ReferenceEquals(r.Driver, driver) || r.Range!.Value.Least >= range!.Value.Most) ? (driver, range!.Value.Most) : null;
    }

    private (long Least, long Most)? RangeOf(Driver driver) => driver.Known is { } known ? (known, known)
        : driver.Bounds is { } bounds ? statistics.Range(bounds)
        : null;

    private async Task<long> RowsAsync(Driver driver, SearchScope scope, long few, Reading reading)
    {
        if (driver.Known is { } known)
            return known;
        if (driver.Bounds is { } seen && statistics.Estimate(seen, few) is { } estimate)
            return estimate;
        return await ProbeAsync(driver, scope, few, isFurther: false, reading);
    }

    private async Task<long> ProbeAsync(Driver driver, SearchScope scope, long most, bool isFurther, Reading reading)
    {
        var filter = FilterBuilder.And(driver.Bounds is { } b ? current.Filters.Build(b) : FilterBuilder.And(scope.Filter, current.Filters.Build(driver.Clause)));
        long rows = await SegmentReader.CountAsync(current, filter, driver.Hint(current, scope), (int)most, $"rows of {driver.Words}, at most {most}", reading);
        if (driver.Bounds is { } bounds)
            statistics.Learn(bounds, rows, isAll: rows < most, isFurther);
        return rows;
    }

    private QueryPlan Strands(QueryPlan plan, Clause[] filters, Driver[] drivers, Driver? best, long rows, long few)
    {
        var order = plan.Order;
        bool walkIsBounded = order is not null && order.Terms[0].Field == SortField.Updated && best?.Clause is UpdatedWithin && WalkPlan.Serves(order, plan.Scope);
        if (best is not null && !walkIsBounded)
        {
            if (order is { IsDefault: true } && best.Entry is not null)
                return Ordered(plan, filters, best);
            if (order is { IsDefault: true } && best.Entries is { Count: <= FewStrands } and { Count: > 0 } some)
                return SideBySide(plan, filters, best, some);
            if (order is null || rows <= FewRows)
                return Sorted(plan, filters, best, rows);
            if (order.IsDefault && best.Entries is { Count: <= MostStrands } entries)
                return SideBySide(plan, filters, best, entries);
            if (rows < few)
                return Sorted(plan, filters, best, rows);
            if (order.IsDefault && drivers.FirstOrDefault(d => d.Entry is not null) is { } ordered)
                return Ordered(plan, filters, ordered);
        }

        return Walk(plan, filters, order ?? Order.ByKey);
    }

    private QueryPlan SideBySide(QueryPlan plan, Clause[] filters, Driver driver, IReadOnlyList<string> entries)
    {
        var rest = Without(filters, driver);
        return plan with { Driver = driver, Strands = [.. entries.Select(e => new Strand(new OrderedEntryPlan(driver.Words, e, windows.Densities), rest))] };
    }

    private QueryPlan Ordered(QueryPlan plan, Clause[] filters, Driver driver)
    {
        var rest = driver.Entries is null ? filters : Without(filters, driver);
        return plan with { Driver = driver, Strands = [new Strand(new OrderedEntryPlan(driver.Words, driver.Entry!, windows.Densities), rest)] };
    }

    private QueryPlan Sorted(QueryPlan plan, Clause[] filters, Driver driver, long rows)
    {
        var sorted = new SortedPlan(driver.Words, current.Filters.Build(driver.Clause), driver.Hint(current, plan.Scope), rows <= LightRows);
        return plan with { Driver = driver, Strands = [new Strand(sorted, Without(filters, driver))] };
    }

    private QueryPlan Walk(QueryPlan plan, Clause[] filters, Order order)
    {
        var scope = plan.Scope;
        string?[] types = scope.AllTypes || scope.Types.Count > MostStrands ? [null] : [.. scope.Types];
        IEnumerable<RowPlan> walks = WalkPlan.Serves(order, scope) ? types.Select(t => new WalkPlan(t, order))
            : order.Terms[0].Field == SortField.Entry ? [new EntryWalkPlan(order, scope, windows.Cuts, windows.Densities)]
            : types.Select(t => new SortedPlan(t ?? "everything", t is null ? FilterBuilder.Everything : new BsonDocument("type", t), t is null ? IndexHints.UpdatedOfAll : IndexHints.Order, carriesContent: false));
        return plan with { Strands = [.. walks.Select(w => new Strand(w, filters))] };
    }

    private static Clause[] Without(Clause[] filters, Driver driver) => [.. filters.Where(f => !ReferenceEquals(f, driver.Clause))];
}
