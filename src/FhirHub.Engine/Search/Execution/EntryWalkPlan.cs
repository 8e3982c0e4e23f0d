using MongoDB.Bson;

namespace FhirHub.Engine.Search.Execution;

/// <summary>
/// Walks the entries of the parameter that a search is sorted by, window after window, then the rows that lack it. A row may have several
/// entries; it belongs to the window of the one that it is sorted by.
/// </summary>
/// <param name="order">By a parameter first.</param>
/// <param name="scope">The types.</param>
/// <param name="cuts">Good bounds of windows, from before.</param>
/// <param name="densities">What is known of the rows of single values.</param>
internal sealed class EntryWalkPlan(Order order, SearchScope scope, WindowCuts cuts, WindowDensities densities) : RowPlan
{
    private const int FewestRows = 100;
    private const int MostRows = 2000;

    private readonly SortTerm _term = order.Terms[0];
    private readonly EntryWindows _windows = new(order.Terms[0], cuts);

    public override string Words => "entries of the sort parameter in index order, checking each row";

    public override bool CarriesContent => false;

    public override async IAsyncEnumerable<Segment> SegmentsAsync(PlanRequest request)
    {
        bool inTail = request.After is { } after && after[0] == _term.Missing;
        if (request.Backward || inTail)
        {
            foreach (var segment in inTail ? Tail(request) : [])
                yield return segment;
        }

        if (request.Backward || !inTail)
        {
            await foreach (var segment in ValuesAsync(request, inTail ? null : request.After?[0]))
                yield return segment;
        }

        if (!request.Backward && !inTail)
        {
            foreach (var segment in Tail(request))
                yield return segment;
        }
    }

    private async IAsyncEnumerable<Segment> ValuesAsync(PlanRequest request, string? from)
    {
        bool upward = _term.Descending == request.Backward;
        string? edge = upward ? from ?? "" : from is null ? null : EntryWindow.Behind(from);
        for (int rows = Math.Clamp(request.Wanted * 2, FewestRows, MostRows); ; rows = Math.Min(rows * 2, MostRows))
        {
            EntryWindow? next = upward ? await _windows.UpwardAsync(edge!, rows, request) : await _windows.DownwardAsync(edge, rows, request);
            if (next is not { } window)
                yield break;
            await foreach (var segment in InWindowAsync(window, request))
                yield return segment;
            edge = upward ? window.To : window.From;
            if (string.IsNullOrEmpty(edge))
                yield break;
        }
    }

    private IAsyncEnumerable<Segment> InWindowAsync(EntryWindow window, PlanRequest request)
    {
        string field = order.FieldOf(0, request.Source.KeyField);
        var inWindow = window.KeyFilter(field, _term);
        // Many rows may share a value: the index has them in default order.
        if (window.IsOne && _term.Heads.Count == 1 && order.Terms is [_, { Field: SortField.Order }])
            return OneValueAsync(window.From, inWindow, request);
        var segment = SortedPlan.SegmentOf(request, window.Filter(_term), IndexHints.Entries, Words);
        return AsyncEnumerable.Repeat(segment with { KeyFilter = FilterBuilder.And(inWindow, request.BehindPlace) }, 1);
    }

    private IAsyncEnumerable<Segment> OneValueAsync(string value, BsonDocument inWindow, PlanRequest request)
    {
        var ofValue = new PlanRequest
        {
            Source = request.Source,
            Order = Order.Default,
            After = request.After is { } after && after[0] == value ? [after[1]] : null,
            Backward = request.Backward,
            Residual = request.Residual,
            Wanted = request.Wanted,
            Reading = request.Reading,
        };
        return new OrderedEntryPlan("one value of the sort parameter", _term.Heads[0] + value, densities)
            .SegmentsAsync(ofValue)
            .Select(s => s with { Keys = order.Expressions(), KeyFilter = inWindow, InIndexOrder = true });
    }

    /// <summary>The rows that lack the parameter; they come last.</summary>
    private IEnumerable<Segment> Tail(PlanRequest request)
    {
        var lacking = new BsonDocument("$nor", new BsonArray { new EntryWindow("", null).Filter(_term) });
        bool inTail = request.After is { } place && place[0] == _term.Missing;
        if (scope.OnlyType is not { } type || order.Terms is not [_, { Field: SortField.Order }])
        {
            var bounds = FilterBuilder.And(scope.Filter, lacking);
            return [SortedPlan.SegmentOf(request, bounds, scope.OnlyType is null ? IndexHints.UpdatedOfAll : IndexHints.Order, "rows without the sort parameter")];
        }

        var behind = inTail ? new BsonDocument("ord", new BsonDocument(request.Backward ? "$gt" : "$lt", request.After![1])) : FilterBuilder.Everything;
        return
        [
            new Segment
            {
                Source = request.Source,
                Purpose = "rows without the sort parameter",
                Filter = FilterBuilder.And(new BsonDocument("type", type), behind, lacking, request.Residual),
                Hint = IndexHints.Order,
                Sort = Order.Default.Sort(request.Source.KeyField, request.Backward),
            },
        ];
    }
}
