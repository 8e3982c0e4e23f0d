namespace FhirHub.Engine.Search.Execution;

/// <summary>A way to find rows in the search's order: a sequence of index-bounded queries.</summary>
internal abstract class RowPlan
{
    /// <summary>In words, for an explanation.</summary>
    public abstract string Words { get; }

    /// <summary>Whether rows may come with their JSON: it costs nothing where the database neither sorts nor computes.</summary>
    public virtual bool CarriesContent => true;

    /// <summary>The queries, in order; the reader stops when it has enough. Each may depend on what the last one returned.</summary>
    public abstract IAsyncEnumerable<Segment> SegmentsAsync(PlanRequest request);
}
