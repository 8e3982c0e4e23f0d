using FhirHub.Engine.Storage;

namespace FhirHub.Engine.Search.Execution;

/// <summary>Gathers the rows of one page at one moment.</summary>
internal sealed class PageReader(RowFinder finder, long pageBytes)
{
    private static readonly Taken Nothing = new([], Complete: true);

    /// <summary>
    /// The first page. It reads what is current; only where more pages follow must it show the moment to which they refer. Then versions
    /// later than that make way for those they superseded.
    /// </summary>
    /// <param name="plan">How to find its rows.</param>
    /// <param name="order">Their order.</param>
    /// <param name="count">Rows at most.</param>
    /// <param name="reading">Of what is current, watched.</param>
    /// <returns>Null where something younger was met.</returns>
    public async Task<PageRows?> FirstAsync(QueryPlan plan, Order order, int count, Reading reading)
    {
        var watch = reading.Watch ?? throw new ArgumentException("What is current is read under a watch.");
        var current = await TakeAsync(finder.CurrentAsync(plan, default, count + 1, withContent: true, reading), count + 1);
        if (current.Complete && current.Rows.Count <= count && watch.Answers == 1)
            return new PageRows(current.Rows, More: false);
        if (!watch.IsOfOneMoment)
            return null;
        return await finder.IsSupersededSinceAsync(watch.At, reading)
            ? await WithFormerAsync(current, plan, order, default, count, reading.As(watch.At))
            : Merge(current, Nothing, order, backward: false, count);
    }

    /// <summary>A page at the reading's moment, or of what is current, from a place on; in the direction of the reading.</summary>
    public async Task<PageRows> ReadAsync(QueryPlan plan, Order order, Start start, int count, Reading reading)
    {
        var current = await TakeAsync(finder.CurrentAsync(plan, start, count + 1, withContent: true, reading), count + 1);
        return reading.At is null
            ? Merge(current, Nothing, order, start.Backward, count)
            : await WithFormerAsync(current, plan, order, start, count, reading);
    }

    /// <summary>Superseded versions are read second: a row that is superseded in between is met twice and shown once.</summary>
    private async Task<PageRows> WithFormerAsync(Taken current, QueryPlan plan, Order order, Start start, int count, Reading reading)
    {
        var former = await TakeAsync(finder.FormerAsync(plan, start, count + 1, reading), count + 1);
        return Merge(current, former, order, start.Backward, count);
    }

    private async Task<Taken> TakeAsync(IAsyncEnumerable<RowDocument> rows, int count)
    {
        var taken = new List<RowDocument>();
        long bytes = 0;
        var budget = new RowBudget();
        await foreach (var row in rows)
        {
            if (taken.Count > 0 && bytes > pageBytes)
                return new Taken(taken, Complete: false);
            taken.Add(budget.KeepEntries(row));
            bytes += row.Json?.Length ?? 0;
            if (taken.Count == count)
                break;
        }

        return new Taken(taken, Complete: true);
    }

    private static PageRows Merge(Taken current, Taken former, Order order, bool backward, int count)
    {
        var page = new List<RowDocument>();
        int c = 0, f = 0;
        while (page.Count < count)
        {
            bool currentLeft = c < current.Rows.Count, formerLeft = f < former.Rows.Count;
            // Behind a list that was cut, rows of the other one cannot be placed.
            if ((!currentLeft && !current.Complete) || (!currentLeft && !formerLeft))
                break;
            int compared = !currentLeft ? 1 : !formerLeft ? -1 : Compare(current.Rows[c], former.Rows[f], order, backward);
            page.Add(compared <= 0 ? current.Rows[c] : former.Rows[f]);
            if (compared <= 0)
                c++;
            if (compared >= 0)
                f++;
        }

        return new PageRows(page, c < current.Rows.Count || f < former.Rows.Count || !current.Complete);
    }

    private static int Compare(RowDocument a, RowDocument b, Order order, bool backward)
    {
        int compared = order.Compare(order.PlaceOf(a), order.PlaceOf(b));
        return backward ? -compared : compared;
    }

    /// <summary>Rows of one collection; not complete where they were cut for their size.</summary>
    private sealed record Taken(List<RowDocument> Rows, bool Complete);
}

/// <summary>The rows of a page, in the direction they were read.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="More">Whether more follow in that direction.</param>
internal sealed record PageRows(List<RowDocument> Rows, bool More);
