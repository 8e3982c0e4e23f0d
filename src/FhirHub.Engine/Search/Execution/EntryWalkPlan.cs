using MongoDB.Bson;

namespace FhirHub.Engine.Search.Execution;

/// <summary>Walks the entries of the parameter that a search is sorted by.</summary>
internal sealed class EntryWalkPlan(Order order, SearchScope scope) : RowPlan
{
    public override string Words => "sorted walk of all rows";

    public override bool CarriesContent => false;

    public override IAsyncEnumerable<Segment> SegmentsAsync(PlanRequest request) => AsyncEnumerable.Repeat(
        SortedPlan.SegmentOf(
            request,
            scope.OnlyType is null ? FilterBuilder.Everything : scope.Filter,
            scope.OnlyType is null ? IndexHints.UpdatedOfAll : IndexHints.Order,
            Words + order.Terms.Count),
        1);
}
