using FhirHub.Engine.Access;
using FhirHub.Engine.Search.Execution;
using FhirHub.Engine.Storage;
using MongoDB.Driver;

namespace FhirHub.Engine.Search;

/// <summary>
/// Finds the current matches of a condition, for conditional interactions: https://hl7.org/fhir/R4/http.html#cond-update. Inside a
/// transaction it sees what the transaction sees.
/// </summary>
internal sealed class MatchFinder(FhirDatabase database, SearchRunner runner)
{
    /// <summary>The current versions that match, in no particular order, with their search fields and content.</summary>
    /// <param name="session">The transaction to read in; null for none.</param>
    /// <param name="caller">On whose behalf.</param>
    /// <param name="query">Its types and condition count; its sort, page and includes do not.</param>
    /// <param name="limit">Matches at most; 2 tells one from several.</param>
    /// <exception cref="Errors.FhirException">Transient: it took too long.</exception>
    public Task<IReadOnlyList<ResourceDocument>> FindAsync(
        IClientSessionHandle? session, Caller caller, SearchQuery query, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return session is null ? DriverErrors.Translate(() => ReadAsync(null, query, limit, cancellationToken)) : ReadAsync(session, query, limit, cancellationToken);
    }

    /// <summary>In a transaction the driver's errors go to its retry loop as they are.</summary>
    private async Task<IReadOnlyList<ResourceDocument>> ReadAsync(
        IClientSessionHandle? session, SearchQuery query, int limit, CancellationToken cancellationToken)
    {
        var reading = runner.NewReading(session, cancellationToken);
        var rows = await runner.Finder.AllAsync(new SearchScope(query.Types, query.AllTypes), query.Where, limit, reading);
        if (rows.Count == 0)
            return [];
        var filter = Builders<ResourceDocument>.Filter.In(r => r.Key, rows.Select(r => r.Key));
        var find = session is null ? database.Resources.Find(filter) : database.Resources.Find(session, filter);
        var found = await find.ToListAsync(cancellationToken);
        // Outside a transaction one of them may have changed in between; then it is not known to match.
        var versions = rows.ToDictionary(r => r.Key, r => r.Version, StringComparer.Ordinal);
        return [.. found.Where(f => !f.Deleted && versions[f.Key] == f.Version)];
    }
}
