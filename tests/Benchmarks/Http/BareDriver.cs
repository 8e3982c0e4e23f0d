using FhirHub.Benchmarks.Load;
using FhirHub.Engine.Indexing;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.Benchmarks.Http;

/// <summary>The database work of each interaction and nothing else, called in the benchmark's own process.</summary>
internal sealed class BareDriver
{
    private static readonly string[] IndexOptions = ["key", "name", "unique", "sparse", "partialFilterExpression"];

    private static readonly FindOptions CurrentOfType = new() { Hint = BsonDocument.Parse("{ type: 1, lastUpdated: -1, _id: -1 }") };
    private static readonly FindOptions OldOfType = new() { Hint = BsonDocument.Parse("{ type: 1, lastUpdated: -1, key: -1 }") };
    private readonly IMongoCollection<BsonDocument> _resources;
    private readonly IMongoCollection<BsonDocument> _history;
    private readonly IMongoCollection<BsonDocument> _indexed;
    private readonly IMongoCollection<BsonDocument> _bare;
    private readonly IMongoCollection<BsonDocument> _indexedHistory;
    private readonly MongoClient _client;
    private BsonDocument[] _stored = [];

    public BareDriver(BenchmarkDatabase database)
    {
        _client = database.Client;
        _resources = database.Database.GetCollection<BsonDocument>("resources");
        _history = database.Database.GetCollection<BsonDocument>("history");
        _indexed = database.Database.GetCollection<BsonDocument>("bare_indexed");
        _bare = database.Database.GetCollection<BsonDocument>("bare");
        _indexedHistory = database.Database.GetCollection<BsonDocument>("bare_history");
    }

    /// <summary>Collections of its own with the indexes of FhirHub's, and the documents that FhirHub stored: what they are found by included.</summary>
    public async Task PrepareAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        await CopyIndexesAsync(_resources, _indexed, cancellationToken);
        await CopyIndexesAsync(_history, _indexedHistory, cancellationToken);
        var seeded = new BsonDocument("_id", new BsonDocument("$in", new BsonArray(ids.Select(id => $"Patient/{id}"))));
        _stored = [.. await _resources.Find(seeded).ToListAsync(cancellationToken)];
        await _indexed.InsertManyAsync(_stored, cancellationToken: cancellationToken);
    }

    public async ValueTask<bool> FindAsync(string id, CancellationToken cancellationToken) =>
        await _resources.Find(ById(id)).Limit(1).FirstOrDefaultAsync(cancellationToken) is not null;

    public ValueTask<bool> InsertIndexedAsync(int number, CancellationToken cancellationToken) => InsertAsync(_indexed, number, cancellationToken);

    public ValueTask<bool> InsertBareAsync(int number, CancellationToken cancellationToken) => InsertAsync(_bare, number, cancellationToken);

    public async ValueTask<bool> ReplaceAsync(string id, int number, CancellationToken cancellationToken)
    {
        var next = Document($"Patient/{id}", number);
        var result = await _indexed.ReplaceOneAsync(ById(id), next, cancellationToken: cancellationToken);
        return result.MatchedCount == 1;
    }

    /// <summary>Find, then replace and file the old version in one transaction.</summary>
    public async ValueTask<bool> ReplaceWithHistoryAsync(string id, int number, CancellationToken cancellationToken)
    {
        var old = await _indexed.Find(ById(id)).Limit(1).FirstAsync(cancellationToken);
        var next = Document($"Patient/{id}", number);
        using var session = await _client.StartSessionAsync(cancellationToken: cancellationToken);
        return await session.WithTransactionAsync(
            async (s, token) =>
            {
                var result = await _indexed.ReplaceOneAsync(s, ById(id), next, cancellationToken: token);
                old["key"] = old["_id"];
                old["_id"] = ObjectId.GenerateNewId();
                await _indexedHistory.InsertOneAsync(s, old, cancellationToken: token);
                return result.MatchedCount == 1;
            },
            new TransactionOptions(ReadConcern.Snapshot, ReadPreference.Primary, WriteConcern.WMajority),
            cancellationToken);
    }

    /// <summary>The two finds of a page of one resource's history.</summary>
    public async ValueTask<bool> InstanceHistoryAsync(string id, CancellationToken cancellationToken)
    {
        var current = await _resources.Find(ById(id)).Limit(51).ToListAsync(cancellationToken);
        var old = await _history.Find(new BsonDocument("key", $"Patient/{id}")).Sort("{ version: -1 }").Limit(51).ToListAsync(cancellationToken);
        return current.Count == 1 && old.Count > 0;
    }

    /// <summary>The two finds of a page of a type's history.</summary>
    public async ValueTask<bool> TypeHistoryAsync(CancellationToken cancellationToken)
    {
        var type = new BsonDocument("type", "Patient");
        var current = await _resources.Find(type, CurrentOfType).Project("{ tokens: 0, exact: 0, ranges: 0 }").Sort("{ lastUpdated: -1, _id: -1 }").Limit(51).ToListAsync(cancellationToken);
        var old = await _history.Find(type, OldOfType).Sort("{ lastUpdated: -1, key: -1 }").Limit(51).ToListAsync(cancellationToken);
        return current.Count + old.Count > 50;
    }

    private static async Task CopyIndexesAsync(IMongoCollection<BsonDocument> from, IMongoCollection<BsonDocument> to, CancellationToken cancellationToken)
    {
        var indexes = (await (await from.Indexes.ListAsync(cancellationToken)).ToListAsync(cancellationToken))
            .Where(i => i["name"] != "_id_")
            .Select(i => new BsonDocument(i.Where(e => IndexOptions.Contains(e.Name))));
        var command = new BsonDocument { { "createIndexes", to.CollectionNamespace.CollectionName }, { "indexes", new BsonArray(indexes) } };
        await to.Database.RunCommandAsync<BsonDocument>(command, cancellationToken: cancellationToken);
    }

    private async ValueTask<bool> InsertAsync(IMongoCollection<BsonDocument> collection, int number, CancellationToken cancellationToken)
    {
        await collection.InsertOneAsync(Document($"Patient/{Guid.CreateVersion7()}", number), cancellationToken: cancellationToken);
        return true;
    }

    private static BsonDocument ById(string id) => new("_id", $"Patient/{id}");

    /// <summary>What FhirHub stored of some resource, as another one's, written now.</summary>
    private BsonDocument Document(string key, int number)
    {
        var stored = _stored[number % _stored.Length];
        return new BsonDocument(stored)
        {
            ["_id"] = key,
            ["lastUpdated"] = TimeProvider.System.GetUtcNow().UtcDateTime,
            ["ord"] = stored["ord"].AsString[..OrderKey.TimeDigits] + OrderKey.Of(key, IndexEntries.None, null, DateTime.UnixEpoch)[OrderKey.TimeDigits..],
        };
    }
}
