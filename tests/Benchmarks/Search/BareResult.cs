namespace FhirHub.Benchmarks.Search;

/// <summary>What the driver gave.</summary>
/// <param name="Matches">Keys in order.</param>
/// <param name="Included">Keys of what came with them.</param>
/// <param name="Total">Of a count; null elsewhere.</param>
internal sealed record BareResult(IReadOnlyList<string> Matches, IReadOnlyList<string> Included, long? Total = null)
{
    public BareResult(IReadOnlyList<BareRow> rows) : this([.. rows.Select(r => r.Key)], [])
    {
    }
}
