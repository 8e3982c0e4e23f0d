using FhirHub.Engine.Access;
using FhirHub.Engine.Search.Execution;
using MongoDB.Driver;

namespace FhirHub.Engine.Search;

/// <summary>
/// Finds the current matches of a condition, for conditional interactions: https://hl7.org/fhir/R4/http.html#cond-update. It sees what its
/// transaction sees, so that what matches stays as it was found until the commit.
/// </summary>
internal sealed class MatchFinder(SearchRunner runner)
{
    /// <summary>Keys of what matches, <c>Patient/1</c>, in no particular order. The driver's errors go to the transaction's retry loop as they are.</summary>
    /// <param name="session">The transaction to read in.</param>
    /// <param name="caller">On whose behalf.</param>
    /// <param name="query">Its types and condition count; its sort, page and includes do not.</param>
    /// <param name="limit">Matches at most; 2 tells one from several.</param>
    /// <exception cref="Errors.FhirException">Transient: it took too long.</exception>
    public async Task<IReadOnlyList<string>> FindAsync(
        IClientSessionHandle session, Caller caller, SearchQuery query, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var reading = runner.NewReading(session, cancellationToken);
        var rows = await runner.Finder.AllAsync(new SearchScope(query.Types, query.AllTypes), query.Where, limit, reading);
        return [.. rows.Select(r => r.Key)];
    }
}
