using FhirHub.Engine.Storage;
using MongoDB.Driver;

namespace FhirHub.Engine.Transactions;

/// <summary>
/// Makes transactions that match by the same criteria take turns, on all nodes: each begins by changing the document of its criteria,
/// so the snapshot of the second holds what the first has written, or the second meets a conflict and starts again. A snapshot alone
/// would let both find nothing, and both create.
/// </summary>
internal sealed class CriteriaLocks(FhirDatabase database, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private readonly IMongoCollection<LockDocument> _locks = database.Collection<LockDocument>("locks");

    /// <summary>Creates what is missing.</summary>
    public static Task PrepareAsync(FhirDatabase database, CancellationToken cancellationToken) => DriverErrors.Translate(() =>
        database.Collection<LockDocument>("locks").Indexes.CreateOneAsync(
            new CreateIndexModel<LockDocument>("{ expires: 1 }", new CreateIndexOptions { ExpireAfter = TimeSpan.Zero }),
            cancellationToken: cancellationToken));

    /// <summary>Takes them until the transaction ends; must be the first that it does.</summary>
    public async Task HoldAsync(IClientSessionHandle session, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0)
            return;
        var use = Builders<LockDocument>.Update.Inc(l => l.Uses, 1L).Set(l => l.Expires, (time.GetUtcNow() + Lifetime).UtcDateTime);
        // In order, so that no two transactions each wait for what the other has.
        var uses = keys.Order(StringComparer.Ordinal)
            .Select(k => new UpdateOneModel<LockDocument>(Builders<LockDocument>.Filter.Eq(l => l.Key, k), use) { IsUpsert = true })
            .ToList();
        await _locks.BulkWriteAsync(session, uses, new BulkWriteOptions { IsOrdered = true }, cancellationToken);
    }
}
