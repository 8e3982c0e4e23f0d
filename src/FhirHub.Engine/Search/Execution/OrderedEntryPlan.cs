using MongoDB.Bson;

namespace FhirHub.Engine.Search.Execution;

/// <summary>Rows with one entry, in default order, as the index on entries has them.</summary>
/// <param name="words">What is found.</param>
/// <param name="entry">The entry.</param>
/// <param name="densities">What is known of windows.</param>
internal sealed class OrderedEntryPlan(string words, string entry, WindowDensities densities) : RowPlan
{
    /// <summary>Rows of a window that may be passed over on the way to the place; the next narrower windows have a thirty-second of them.</summary>
    private const int WindowRows = 800;

    /// <summary>Windows of one digit more.</summary>
    private const int Narrowing = 32;

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

    /// <summary>Digits of the first window: one that is read in one go, and not much narrower than it could be.</summary>
    private async Task<int> StartAsync(PlanRequest request, string place)
    {
        // Entries of a parameter are about as dense; counting from the widest window down would cost each new one a walk.
        int digits = Math.Min(densities.UsualDigits(entry), place.Length);
        bool isSparse = false;
        while (digits > 1 && await RowsAsync(request, place[..digits]) < WindowRows / Narrowing)
        {
            isSparse = true;
            digits--;
        }

        while (digits < place.Length && await IsDenseAsync(request, place[..digits]))
            digits++;
        densities.LearnDigits(entry, digits, isSparse);
        return digits;
    }

    private async Task<bool> IsDenseAsync(PlanRequest request, string prefix) => await RowsAsync(request, prefix) >= WindowRows;

    /// <summary>Rows of a window, counted up to what makes it dense.</summary>
    private async Task<long> RowsAsync(PlanRequest request, string prefix)
    {
        if (densities.Rows(entry, prefix) is { } known)
            return known;
        var filter = FilterBuilder.And(FilterBuilder.HasEntry(entry), InWindow(prefix));
        long rows = await SegmentReader.CountAsync(request.Source, filter, IndexHints.Entries, WindowRows, "size of a window", request.Reading);
        densities.Learn(entry, prefix, rows);
        return rows;
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
