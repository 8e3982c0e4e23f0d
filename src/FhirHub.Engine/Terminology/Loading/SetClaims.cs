using FhirHub.Engine.Storage;
using FhirHub.Engine.Terminology.Catalog;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.Engine.Terminology.Loading;

/// <summary>Who writes which set: one node at a time for each code system, for as long as its lease is renewed.</summary>
internal sealed class SetClaims(FhirDatabase database, TimeProvider time)
{
    /// <summary>After a node has ended without a word, another begins so much later.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    public static readonly TimeSpan Renewal = TimeSpan.FromSeconds(2);

    private readonly IMongoCollection<SetDocument> _sets = database.Collection<SetDocument>(LoadedSets.Collection);

    /// <summary>Null where another node is at it.</summary>
    public async Task<LoadingDocument?> ClaimAsync(TermEntry entry, string fingerprint, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var claim = new LoadingDocument(NewName(), fingerprint, now + Lease, 0, entry.ConceptCount, null);
        try
        {
            var known = await DriverErrors.Translate(() => _sets.Find(s => s.Key == entry.Key).FirstOrDefaultAsync(cancellationToken));
            if (known?.Loading is { } other && other.Until >= now)
                return null;
            var asKnown = Builders<SetDocument>.Filter.Eq(s => s.Key, entry.Key) & (known?.Loading is { } last
                ? new BsonDocument { { "loading.set", last.Set }, { "loading.until", new BsonDocument("$lt", now) } }
                : new BsonDocument("loading", BsonNull.Value));
            var update = Builders<SetDocument>.Update.Set(s => s.Loading, claim);
            // With the claim, in one: what ends in between would leave those concepts to nobody.
            if (known?.Loading is { } abandoned)
                update = update.Push("old", new OldSet(abandoned.Set, now));
            var result = await DriverErrors.Translate(
                () => _sets.UpdateOneAsync(asKnown, update, new UpdateOptions { IsUpsert = known is null }, cancellationToken));
            return result.MatchedCount == 1 || result.UpsertedId is not null ? claim : null;
        }
        catch (DuplicateKeyException)
        {
            return null;
        }
    }

    /// <summary>False where the lease has run out and another node has begun anew.</summary>
    public Task<bool> RenewAsync(TermEntry entry, LoadingDocument claim, int done, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow().UtcDateTime + Lease;
        return UpdateAsync(entry, claim, Builders<SetDocument>.Update.Set(s => s.Loading, claim with { Done = done, Until = until }), cancellationToken);
    }

    /// <summary>Makes the set the one to use. False where another node has begun anew.</summary>
    public async Task<bool> PublishAsync(TermEntry entry, LoadingDocument claim, byte[] head, int count, CancellationToken cancellationToken)
    {
        var known = await DriverErrors.Translate(() => _sets.Find(s => s.Key == entry.Key).FirstOrDefaultAsync(cancellationToken));
        var update = Builders<SetDocument>.Update
            .Set(s => s.Set, claim.Set).Set(s => s.Fingerprint, claim.Fingerprint).Set(s => s.Head, head).Set(s => s.Count, count).Unset(s => s.Loading);
        if (known?.Set is { } old)
            update = update.Push("old", new OldSet(old, time.GetUtcNow().UtcDateTime));
        return await UpdateAsync(entry, claim, update, cancellationToken);
    }

    /// <summary>Says why the set cannot be written; it is not tried again until the code system changes.</summary>
    public Task<bool> FailAsync(TermEntry entry, LoadingDocument claim, string fault, CancellationToken cancellationToken) =>
        UpdateAsync(entry, claim, Builders<SetDocument>.Update.Set(s => s.Loading, claim with { Fault = fault }), cancellationToken);

    /// <summary>Leaves it to whoever comes next, at once.</summary>
    public Task<bool> GiveUpAsync(TermEntry entry, LoadingDocument claim, CancellationToken cancellationToken) => UpdateAsync(
        entry,
        claim,
        Builders<SetDocument>.Update.Unset(s => s.Loading).Push("old", new OldSet(claim.Set, time.GetUtcNow().UtcDateTime)),
        cancellationToken);

    /// <summary>False where the claim has been lost.</summary>
    private async Task<bool> UpdateAsync(TermEntry entry, LoadingDocument claim, UpdateDefinition<SetDocument> update, CancellationToken cancellationToken)
    {
        var mine = Builders<SetDocument>.Filter.Eq(s => s.Key, entry.Key) & new BsonDocument("loading.set", claim.Set);
        var result = await DriverErrors.Translate(() => _sets.UpdateOneAsync(mine, update, cancellationToken: cancellationToken));
        return result.MatchedCount == 1;
    }

    private static string NewName() => $"{Guid.NewGuid():N}"[..16];
}
