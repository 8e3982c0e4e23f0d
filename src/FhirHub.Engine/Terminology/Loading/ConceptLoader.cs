using FhirHub.Engine.Errors;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Terminology.Catalog;
using FhirHub.Engine.Terminology.Systems;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.Engine.Terminology.Loading;

/// <summary>
/// Writes the concepts of large code systems into the database, on whichever node comes first. A set is written under a name of its own and
/// becomes visible by one update when it is complete: whatever ends in between, the concepts of before are what there is, and another node begins anew.
/// </summary>
public sealed class ConceptLoader(FhirDatabase database, TerminologyCatalog catalog, TimeProvider time)
{
    private const int BatchSize = 1000;
    private const int AtOnce = 4;

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(5);

    /// <summary>Readers of a set that is replaced may go on for as long as this.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    private readonly IMongoCollection<SetDocument> _sets = database.Collection<SetDocument>(LoadedSets.Collection);
    private readonly IMongoCollection<BsonDocument> _concepts = database.Collection<BsonDocument>(ConceptDocument.Collection);

    /// <summary>Creates the indexes that are missing.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => DriverErrors.Translate(() => _concepts.Indexes.CreateManyAsync(
        [new CreateIndexModel<BsonDocument>(ConceptDocument.ByKey), new CreateIndexModel<BsonDocument>(ConceptDocument.BySet)], cancellationToken));

    /// <summary>Loads what has to be loaded and no other node is loading, and removes what is in use no more.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var snapshot = await catalog.FreshAsync(cancellationToken);
        foreach (var entry in SystemLibrary.Large(snapshot))
        {
            var state = snapshot.Sets.GetValueOrDefault(entry.Key!);
            string fingerprint = SystemLibrary.Fingerprint(snapshot, entry);
            if (state?.Document.Fingerprint == fingerprint || (state?.Document.Loading is { Fault: not null } failed && failed.Fingerprint == fingerprint))
                continue;
            if (await ClaimAsync(entry, fingerprint, cancellationToken) is { } claim)
                await GuardedAsync(snapshot, entry, claim, cancellationToken);
        }

        await SweepAsync(snapshot, cancellationToken);
    }

    /// <summary>Null where another node is at it.</summary>
    private async Task<LoadingDocument?> ClaimAsync(TermEntry entry, string fingerprint, CancellationToken cancellationToken)
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

    /// <summary>Whatever is wrong with one code system is said with it, and keeps nobody from loading the others.</summary>
    private async Task GuardedAsync(TermSnapshot snapshot, TermEntry entry, LoadingDocument claim, CancellationToken cancellationToken)
    {
        try
        {
            await LoadAsync(snapshot, entry, claim, cancellationToken);
        }
        catch (Exception e) when (e is not (FhirException or OperationCanceledException))
        {
            string fault = e is HierarchyTooLargeException ? e.Message : $"its concepts could not be stored ({e.GetType().Name})";
            await UpdateAsync(entry, claim, Builders<SetDocument>.Update.Set(s => s.Loading, claim with { Fault = fault }), cancellationToken);
            catalog.Touch();
        }
    }

    private async Task LoadAsync(TermSnapshot snapshot, TermEntry entry, LoadingDocument claim, CancellationToken cancellationToken)
    {
        byte[] head;
        IReadOnlyList<Concept> concepts;
        using (var json = await entry.ReadAsync(cancellationToken))
        {
            head = HeadJson.Write(json.RootElement);
            concepts = await SystemLibrary.ReadConceptsAsync(snapshot, entry, json.RootElement, cancellationToken);
        }

        // Reading may have taken longer than the lease.
        if (!await RenewAsync(entry, claim, 0, cancellationToken))
            return;
        var codeSystem = HeadJson.Read(head);
        long renewed = time.GetTimestamp();
        int done = 0;
        foreach (var group in concepts.Chunk(BatchSize).Chunk(AtOnce))
        {
            await Task.WhenAll(group.Select(some => InsertAsync(claim.Set, codeSystem, some, cancellationToken)));
            done += group.Sum(g => g.Length);
            if (time.GetElapsedTime(renewed) < Renewal)
                continue;
            renewed = time.GetTimestamp();
            if (!await RenewAsync(entry, claim, done, cancellationToken))
                return;
        }

        await PublishAsync(entry, claim, head, concepts.Count, cancellationToken);
    }

    /// <summary>False where the lease has run out and another node has begun anew.</summary>
    private Task<bool> RenewAsync(TermEntry entry, LoadingDocument claim, int done, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow().UtcDateTime + Lease;
        return UpdateAsync(entry, claim, Builders<SetDocument>.Update.Set(s => s.Loading, claim with { Done = done, Until = until }), cancellationToken);
    }

    private Task InsertAsync(string set, CodeSystemHead head, Concept[] concepts, CancellationToken cancellationToken) => DriverErrors.Translate(() =>
        _concepts.InsertManyAsync(concepts.Select(c => ConceptDocument.Of(set, c, head)), new InsertManyOptions { IsOrdered = false }, cancellationToken));

    private async Task PublishAsync(TermEntry entry, LoadingDocument claim, byte[] head, int count, CancellationToken cancellationToken)
    {
        string? old = (await DriverErrors.Translate(() => _sets.Find(s => s.Key == entry.Key).FirstOrDefaultAsync(cancellationToken)))?.Set;
        var update = Builders<SetDocument>.Update
            .Set(s => s.Set, claim.Set).Set(s => s.Fingerprint, claim.Fingerprint).Set(s => s.Head, head).Set(s => s.Count, count).Unset(s => s.Loading);
        if (old is not null)
            update = update.Push("old", new OldSet(old, time.GetUtcNow().UtcDateTime));
        await UpdateAsync(entry, claim, update, cancellationToken);
        catalog.Touch();
    }

    /// <summary>False where the claim has been lost.</summary>
    private async Task<bool> UpdateAsync(TermEntry entry, LoadingDocument claim, UpdateDefinition<SetDocument> update, CancellationToken cancellationToken)
    {
        var mine = Builders<SetDocument>.Filter.Eq(s => s.Key, entry.Key) & new BsonDocument("loading.set", claim.Set);
        var result = await DriverErrors.Translate(() => _sets.UpdateOneAsync(mine, update, cancellationToken: cancellationToken));
        return result.MatchedCount == 1;
    }

    private async Task SweepAsync(TermSnapshot snapshot, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var large = SystemLibrary.Large(snapshot).Select(e => e.Key!).ToHashSet(StringComparer.Ordinal);
        foreach (var document in snapshot.Sets.Values.Select(s => s.Document))
        {
            foreach (var old in document.Old.Where(o => o.Since + Rest < now))
            {
                await RemoveAsync(old.Set, cancellationToken);
                await DriverErrors.Translate(() => _sets.UpdateOneAsync(
                    s => s.Key == document.Key, new BsonDocument("$pull", new BsonDocument("old", new BsonDocument("set", old.Set))), cancellationToken: cancellationToken));
            }

            if (large.Contains(document.Key) || document.Loading?.Until > now)
                continue;
            if (document.Set is { } set)
                await RetireUnusedAsync(document.Key, set, now, cancellationToken);
            else if (document.Old.Count == 0 && document.Loading is null or { Fault: not null })
                await ForgetAsync(document, now, cancellationToken);
        }
    }

    /// <summary>The code system is deleted, or small now.</summary>
    private Task<UpdateResult> RetireUnusedAsync(string key, string set, DateTime now, CancellationToken cancellationToken) => DriverErrors.Translate(() => _sets.UpdateOneAsync(
        s => s.Key == key && s.Set == set,
        Builders<SetDocument>.Update.Unset(s => s.Set).Unset(s => s.Fingerprint).Unset(s => s.Head).Push("old", new OldSet(set, now)),
        cancellationToken: cancellationToken));

    /// <summary>Unless somebody has begun to load it since it was read.</summary>
    private Task<DeleteResult> ForgetAsync(SetDocument document, DateTime now, CancellationToken cancellationToken) => DriverErrors.Translate(() => _sets.DeleteOneAsync(
        Builders<SetDocument>.Filter.Eq(s => s.Key, document.Key) & Builders<SetDocument>.Filter.Eq(s => s.Set, null)
            & (document.Loading is { } failed
                ? new BsonDocument { { "loading.set", failed.Set }, { "loading.until", new BsonDocument("$lt", now) } }
                : new BsonDocument("loading", BsonNull.Value)),
        cancellationToken));

    private Task<DeleteResult> RemoveAsync(string set, CancellationToken cancellationToken) => DriverErrors.Translate(
        () => _concepts.DeleteManyAsync(new BsonDocument(ConceptDocument.Set, set), cancellationToken));

    /// <summary>Begins every entry of the set: short, and of no two lengths.</summary>
    private static string NewName() => Convert.ToBase64String(Guid.NewGuid().ToByteArray(), 0, 9).Replace('+', '-').Replace('/', '_');
}
