using MongoDB.Bson;

namespace FhirHub.Engine.Search.Execution;

/// <summary>Finds all rows of an index range, few enough, and lets the database sort them: it keeps no more than are wanted.</summary>
/// <param name="words">What is found.</param>
/// <param name="bounds">What bounds the index walk.</param>
/// <param name="hint">The index.</param>
/// <param name="carriesContent">Whether there are so few that their JSON may go through the sort.</param>
internal sealed class SortedPlan(string words, BsonDocument bounds, BsonDocument hint, bool carriesContent) : RowPlan
{
    public override string Words => $"all of {words}, sorted";

    public override bool CarriesContent => carriesContent;

    public override IAsyncEnumerable<Segment> SegmentsAsync(PlanRequest request) =>
        AsyncEnumerable.Repeat(SegmentOf(request, bounds, hint, Words), 1);

    public static Segment SegmentOf(PlanRequest request, BsonDocument bounds, BsonDocument hint, string purpose)
    {
        var keys = request.Order?.Expressions();
        return new Segment
        {
            Source = request.Source,
            Purpose = purpose,
            Filter = FilterBuilder.SortedWithin(bounds, request.Residual, keys is null ? request.BehindPlace : FilterBuilder.Everything),
            Hint = hint,
            Sort = request.Sort,
            Keys = keys,
            KeyFilter = keys is null ? null : request.BehindPlace,
        };
    }
}
