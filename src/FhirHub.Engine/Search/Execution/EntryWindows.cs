using MongoDB.Bson;

namespace FhirHub.Engine.Search.Execution;

/// <summary>Chooses windows of a parameter's entries that hold few enough rows, by asking the index.</summary>
/// <param name="term">The sort key.</param>
/// <param name="cuts">Good bounds, from before.</param>
internal sealed class EntryWindows(SortTerm term, WindowCuts cuts)
{
    private const int MostSteps = 200;

    /// <summary>Steps of bisection that find no row, until one is looked for.</summary>
    private const int PatientSteps = 16;

    /// <summary>The next window upward: as many rows as asked for, about, or a single value.</summary>
    public async Task<EntryWindow> UpwardAsync(string from, int rows, PlanRequest request)
    {
        string? to = null;
        foreach (string head in term.Heads)
        {
            // The index gives them by entry: the last is the largest.
            var found = await SampleAsync([head], new EntryWindow(from, to), rows, request);
            if (found.Count == rows && (to is null || Utf8Order.Compare(found[^1], to) < 0))
                to = found[^1];
        }

        return to == from ? EntryWindow.Only(from) : new EntryWindow(from, to);
    }

    /// <summary>The next window downward; null where there is nothing below.</summary>
    /// <param name="to">Its end; null for the largest value there is.</param>
    /// <param name="rows">As many, about.</param>
    /// <param name="request">What it is for.</param>
    public async Task<EntryWindow?> DownwardAsync(string? to, int rows, PlanRequest request)
    {
        string low = "";
        string? high = to;
        if (cuts.Below(term.Heads[0], to) is { } cut)
        {
            long expected = await CountAsync(new EntryWindow(cut, to), rows * 4, request);
            if (expected > rows / 4 && expected < rows * 4)
                return new EntryWindow(cut, to);
            (low, high) = expected < rows * 4 ? ("", cut) : (cut, to);
        }

        if (low.Length == 0 && await CountAsync(new EntryWindow("", to), rows * 4, request) is var all && all < rows * 4)
            return all == 0 ? null : new EntryWindow("", to);
        return await BisectAsync(low, high, to, rows, request);
    }

    private async Task<EntryWindow> BisectAsync(string low, string? high, string? to, int rows, PlanRequest request)
    {
        bool any = false;
        int patience = PatientSteps;
        for (int step = 0; step < MostSteps; step++)
        {
            if (TextMidpoint.Between(low, high) is not { } middle)
                break;
            long count = await CountAsync(new EntryWindow(middle, to), rows * 4, request);
            if (count >= rows * 4)
                low = middle;
            else
                (high, any) = (middle, any || count > 0);
            if (count >= rows / 4 && count < rows * 4)
            {
                cuts.Add(term.Heads[0], middle);
                return new EntryWindow(middle, to);
            }

            if (--patience > 0)
                continue;
            if (any)
                return new EntryWindow(high!, to);
            patience = PatientSteps;
            // Perhaps many rows share one value.
            string value = (await SampleAsync(term.Heads, new EntryWindow(low, to), 64, request)).Max(Utf8Order.Comparer)!;
            if (await CountAsync(new EntryWindow(EntryWindow.Behind(value), to), 1, request) == 0)
                return EntryWindow.Only(value);
            low = EntryWindow.Behind(value);
        }

        return new EntryWindow(low, to);
    }

    private Task<long> CountAsync(EntryWindow window, int limit, PlanRequest request) => SegmentReader.CountAsync(
        request.Source, window.Filter(term), IndexHints.Entries, limit, "size of a window", request.Reading);

    /// <summary>For some rows of a window, the smallest value that each has in it; in the order of the index.</summary>
    private async Task<List<string>> SampleAsync(IReadOnlyList<string> heads, EntryWindow window, int rows, PlanRequest request)
    {
        var segment = new Segment
        {
            Source = request.Source,
            Purpose = "values of a window",
            Filter = window.Filter(term with { Heads = heads }),
            Hint = IndexHints.Entries,
            EntriesOf = heads,
        };
        var found = new List<string>();
        await foreach (var row in SegmentReader.ReadAsync(segment, rows, withContent: false, request.Reading, request.Reading.Cancellation))
        {
            var values = (row.Tokens ?? []).Select(t => t[heads.First(h => t.StartsWith(h, StringComparison.Ordinal)).Length..]);
            found.Add(values.Where(v => IsIn(v, window)).Min(Utf8Order.Comparer) ?? window.From);
        }

        return found;
    }

    private static bool IsIn(string value, EntryWindow window) =>
        Utf8Order.Compare(value, window.From) >= 0 && (window.To is null || Utf8Order.Compare(value, window.To) < 0);
}
