using MongoDB.Bson;

namespace FhirHub.Engine.Search.Execution;

/// <summary>Walks a type, or everything, in the order of an index and keeps what matches; bounded by the search's time limit.</summary>
/// <param name="type">The type to walk; null for all.</param>
/// <param name="order">An order that an index has.</param>
internal sealed class WalkPlan(string? type, Order order) : RowPlan
{
    public override string Words => $"{type ?? "all types"} in index order, checking each";

    /// <summary>Whether an index has the order: default, by time and key, or by key.</summary>
    public static bool Serves(Order order, SearchScope scope) =>
        (order.IsDefault && scope.OnlyType is not null) || order.Terms is [{ Field: SortField.Key }] or [{ Field: SortField.Updated }, { Field: SortField.Key }];

    public override IAsyncEnumerable<Segment> SegmentsAsync(PlanRequest request)
    {
        // Planners do not keep the order of an "or": what shares the first key with the place is asked for by itself.
        IEnumerable<BsonDocument> parts = request.After is { } after ? order.Behind(after, request.Source.KeyField, request.Backward) : [FilterBuilder.Everything];
        return parts.Select(part => SegmentOf(request, part)).ToAsyncEnumerable();
    }

    private Segment SegmentOf(PlanRequest request, BsonDocument part) => new()
    {
        Source = request.Source,
        Purpose = Words,
        Filter = FilterBuilder.And(TypeBounds(), part, request.Residual),
        Hint = Hint(),
        Sort = request.Sort,
    };

    private BsonDocument Hint() => order.Terms[0].Field switch
    {
        SortField.Order => IndexHints.Order,
        SortField.Key => IndexHints.Id,
        _ => type is null ? IndexHints.UpdatedOfAll : IndexHints.Updated,
    };

    private BsonDocument TypeBounds() => type is null ? FilterBuilder.Everything
        : order.Terms[0].Field == SortField.Key ? new BsonDocument("_id", new BsonDocument { { "$gt", type + "/" }, { "$lt", type + "0" } })
        : new BsonDocument("type", type);
}
