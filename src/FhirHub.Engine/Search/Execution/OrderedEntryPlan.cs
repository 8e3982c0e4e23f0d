using MongoDB.Bson;

namespace FhirHub.Engine.Search.Execution;

/// <summary>Rows with one entry, in default order, as the index on entries has them.</summary>
/// <param name="words">What is found.</param>
/// <param name="entry">The entry.</param>
/// <param name="densities">What is known of windows.</param>
internal sealed class OrderedEntryPlan(string words, string entry, WindowDensities densities) : RowPlan
{
    /// <summary>Rows of a window that may be passed over on the way to the place; the next narrower windows have a thirty-second of them.</summary>
    private const int WindowRows = 1500;

    public override string Words => $"{words} in index order";

    public override async IAsyncEnumerable<Segment> SegmentsAsync(PlanRequest request)
    {
        if (request.After is not [var place, ..])
        {
            yield return SegmentOf(request, FilterBuilder.Everything);
            yield break;
        }

        var window = OrderWindow.Around(place, await StartAsync(request, place));
        yield return SegmentOf(request, Within(window, request.Backward));
        bool descending = !request.Backward;
        while (window.Prefix.Length > 0)
        {
            var wider = window.Widened(descending);
            if (wider.Prefix.Length == 0 || !await IsDenseAsync(request, wider.Prefix))
            {
                window = wider;
                yield return SegmentOf(request, Within(window, request.Backward));
                continue;
            }

            foreach (var sibling in window.Siblings(descending))
                yield return SegmentOf(request, Within(sibling, request.Backward));
            window = wider with { Beyond = null };
        }
    }

    /// <summary>Digits of the first window: the widest that is read in one go.</summary>
    private async Task<int> StartAsync(PlanRequest request, string place)
    {
        int digits = 1;
        while (digits < place.Length && await IsDenseAsync(request, place[..digits]))
            digits++;
        return digits;
    }

    private async Task<bool> IsDenseAsync(PlanRequest request, string prefix)
    {
        if (densities.IsDense(entry, prefix) is { } known)
            return known;
        var filter = FilterBuilder.And(FilterBuilder.HasEntry(entry), InWindow(prefix));
        long rows = await SegmentReader.CountAsync(request.Source, filter, IndexHints.Entries, WindowRows, "size of a window", request.Reading);
        densities.Learn(entry, prefix, rows >= WindowRows);
        return rows >= WindowRows;
    }

    private Segment SegmentOf(PlanRequest request, BsonDocument window) => new()
    {
        Source = request.Source,
        Purpose = Words,
        Filter = FilterBuilder.And(FilterBuilder.HasEntry(entry), window, request.Residual),
        Hint = IndexHints.Entries,
        Sort = request.Sort,
    };

    private static BsonDocument Within(OrderWindow window, bool backward)
    {
        var inside = window.Prefix.Length == 0 ? FilterBuilder.Everything : InWindow(window.Prefix);
        if (window.Beyond is not { } beyond)
            return inside;
        // Not as a plain comparison: the local engine would read all of the entry's rows for it.
        var passed = new BsonDocument("$nor", new BsonArray { new BsonDocument("ord", new BsonDocument(backward ? "$lte" : "$gte", beyond)) });
        return FilterBuilder.And(inside, passed);
    }

    private static BsonDocument InWindow(string prefix) => new("ord", new BsonRegularExpression("^" + prefix));
}
