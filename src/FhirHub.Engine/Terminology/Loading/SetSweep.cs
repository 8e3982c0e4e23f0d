using FhirHub.Engine.Storage;
using FhirHub.Engine.Terminology.Catalog;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.Engine.Terminology.Loading;

/// <summary>Removes sets that are in use no more, and those that nobody knows of.</summary>
internal sealed class SetSweep(FhirDatabase database, TimeProvider time)
{
    /// <summary>Readers of a set that is replaced may go on for as long as this.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    /// <summary>Collections are listed so often.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly IMongoCollection<SetDocument> _sets = database.Collection<SetDocument>(LoadedSets.Collection);
    private long _listed = long.MinValue;

    public async Task RunAsync(TermSnapshot snapshot, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var large = SystemLibrary.Large(snapshot).Select(e => e.Key!).ToHashSet(StringComparer.Ordinal);
        foreach (var document in snapshot.Sets.Values.Select(s => s.Document))
        {
            foreach (var old in document.Old.Where(o => o.Since + Rest < now))
            {
                await DropAsync(ConceptDocument.CollectionOf(old.Set), cancellationToken);
                await DriverErrors.Translate(() => _sets.UpdateOneAsync(
                    s => s.Key == document.Key, new BsonDocument("$pull", new BsonDocument("old", new BsonDocument("set", old.Set))), cancellationToken: cancellationToken));
            }

            if (large.Contains(document.Key) || document.Loading?.Until > now)
                continue;
            if (document.Set is { } set)
                await RetireAsync(document.Key, set, now, cancellationToken);
            else if (document.Old.Count == 0)
                await ForgetAsync(document, now, cancellationToken);
        }

        if (_listed == long.MinValue || time.GetElapsedTime(_listed) > Interval)
        {
            await DropUnknownAsync(cancellationToken);
            _listed = time.GetTimestamp();
        }
    }

    /// <summary>The code system is deleted, or small now.</summary>
    private Task<UpdateResult> RetireAsync(string key, string set, DateTime now, CancellationToken cancellationToken) => DriverErrors.Translate(() => _sets.UpdateOneAsync(
        s => s.Key == key && s.Set == set,
        Builders<SetDocument>.Update.Unset(s => s.Set).Unset(s => s.Fingerprint).Unset(s => s.Head).Push("old", new OldSet(set, now)),
        cancellationToken: cancellationToken));

    /// <summary>Unless somebody has begun to load it since it was read. What had been written of it is then in a collection that nobody knows.</summary>
    private Task<DeleteResult> ForgetAsync(SetDocument document, DateTime now, CancellationToken cancellationToken) => DriverErrors.Translate(() => _sets.DeleteOneAsync(
        Builders<SetDocument>.Filter.Eq(s => s.Key, document.Key) & Builders<SetDocument>.Filter.Eq(s => s.Set, null)
            & (document.Loading is { } last
                ? new BsonDocument { { "loading.set", last.Set }, { "loading.until", new BsonDocument("$lt", now) } }
                : new BsonDocument("loading", BsonNull.Value)),
        cancellationToken));

    /// <summary>A set is claimed before its collection is made: one that was there already, and is in no document now, is nobody's.</summary>
    private async Task DropUnknownAsync(CancellationToken cancellationToken)
    {
        var there = await DriverErrors.Translate(async () => await (await _sets.Database.ListCollectionNamesAsync(
            new ListCollectionNamesOptions { Filter = new BsonDocument("name", new BsonRegularExpression("^" + ConceptDocument.Prefix)) }, cancellationToken)).ToListAsync(cancellationToken));
        if (there.Count == 0)
            return;
        var documents = await DriverErrors.Translate(() => _sets.Find(new BsonDocument()).ToListAsync(cancellationToken));
        var known = documents.SelectMany(d => d.Sets).Select(ConceptDocument.CollectionOf).ToHashSet(StringComparer.Ordinal);
        foreach (string unknown in there.Where(t => !known.Contains(t)))
            await DropAsync(unknown, cancellationToken);
    }

    private Task DropAsync(string collection, CancellationToken cancellationToken) =>
        DriverErrors.Translate(() => _sets.Database.DropCollectionAsync(collection, cancellationToken));
}
