using FhirHub.Engine.Access;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Search;
using FhirHub.Engine.Storage;

namespace FhirHub.Engine.Transactions;

/// <summary>Finds what matches criteria, as a transaction sees it.</summary>
internal sealed class CriteriaMatcher(SearchRunner runner)
{
    private readonly MatchFinder _finder = new(runner);

    public async Task<IReadOnlyList<ResourceKey>> FindAsync(
        Caller caller, DatabaseSession session, SearchQuery query, int limit, CancellationToken cancellationToken)
    {
        var found = await _finder.FindAsync(session.Handle, caller, query, limit, cancellationToken);
        return [.. found.Select(ResourceKey.Parse)];
    }
}
