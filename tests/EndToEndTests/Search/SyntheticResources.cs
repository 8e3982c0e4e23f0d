using System.Collections.Concurrent;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Storage;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.EndToEndTests.Search;

/// <summary>
/// Versions with index entries of a test's choice, written as the server writes them, and beside them what they should be found by:
/// the tests of the search engine do not hang on what the indexer makes of resources.
/// </summary>
internal sealed class SyntheticResources(TestDatabase at, WriteClock clock) : IDisposable
{
    private readonly MongoClient _client = new(at.ConnectionString);
    private readonly ConcurrentDictionary<string, BsonDocument> _current = new();

    /// <summary>The current versions, by key; deletions left out.</summary>
    public IReadOnlyDictionary<string, BsonDocument> Current => _current;

    private IMongoDatabase Database => _client.GetDatabase(at.Name);

    /// <summary>Writes a new version; one writer at a time for each key.</summary>
    /// <param name="key">Of the resource.</param>
    /// <param name="entries">Its index entries; null deletes it.</param>
    public async Task WriteAsync(string key, params string[]? entries)
    {
        var resources = Database.GetCollection<BsonDocument>("resources");
        var old = await resources.Find(new BsonDocument("_id", key)).FirstOrDefaultAsync();
        using var flight = clock.Begin();
        long stamp = flight.Next(old?["stamp"].AsInt64 ?? 0);
        var next = Document(key, entries, (old?["version"].AsInt64 ?? 0) + 1, stamp);
        if (old is null)
            await resources.InsertOneAsync(next);
        else
            await ReplaceAsync(resources, old, next, stamp);
        if (entries is null)
            _current.TryRemove(key, out _);
        else
            _current[key] = next;
    }

    /// <summary>A new resource with content of a test's choice.</summary>
    public async Task InsertAsync(string key, byte[] json, params string[] entries)
    {
        using var flight = clock.Begin();
        var document = Document(key, entries, 1, flight.Next(0));
        document["json"] = new BsonBinaryData(json);
        await Database.GetCollection<BsonDocument>("resources").InsertOneAsync(document);
        _current[key] = document;
    }

    /// <summary>Many new resources at once.</summary>
    public async Task FillAsync(params IEnumerable<(string Key, string[] Entries)> resources)
    {
        foreach (var group in resources.Chunk(1000))
        {
            using var flight = clock.Begin();
            var documents = group.Select(r => Document(r.Key, r.Entries, 1, flight.Next(0))).ToList();
            await Database.GetCollection<BsonDocument>("resources").InsertManyAsync(documents);
            foreach (var document in documents)
                _current[document["_id"].AsString] = document;
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task ReplaceAsync(IMongoCollection<BsonDocument> resources, BsonDocument old, BsonDocument next, long stamp)
    {
        using var session = await _client.StartSessionAsync();
        await session.WithTransactionAsync(async (s, token) =>
        {
            await resources.ReplaceOneAsync(s, new BsonDocument { { "_id", old["_id"] }, { "version", old["version"] } }, next, cancellationToken: token);
            var filed = new BsonDocument(old)
            {
                ["_id"] = $"{old["_id"]}/{old["version"]}",
                ["key"] = old["_id"],
                ["supersededBy"] = stamp,
                ["supersededAt"] = WriteClock.TimeOf(stamp),
                ["expires"] = WriteClock.TimeOf(stamp).AddHours(1).AddMinutes(1),
            };
            await Database.GetCollection<BsonDocument>("history").InsertOneAsync(s, filed, cancellationToken: token);
            if (!old.GetValue("deleted", false).AsBoolean)
                await Database.GetCollection<BsonDocument>("superseded").InsertOneAsync(s, filed, cancellationToken: token);
            return true;
        });
    }

    private static BsonDocument Document(string key, string[]? entries, long version, long stamp)
    {
        string type = key.Split('/')[0];
        var document = new BsonDocument
        {
            { "_id", key }, { "type", type }, { "version", version }, { "lastUpdated", WriteClock.TimeOf(stamp) }, { "stamp", stamp },
            { "method", entries is null ? "DELETE" : "PUT" },
        };
        if (entries is null)
            return document.Add("deleted", true);
        var json = new BsonBinaryData(System.Text.Encoding.UTF8.GetBytes($$"""{"resourceType":"{{type}}","id":"{{key.Split('/')[1]}}","language":"v{{version}}"}"""));
        var time = new IndexEntries { HasPrimaryDate = false };
        return document
            .Add("json", json)
            .Add("tokens", new BsonArray(entries))
            .Add("ord", OrderKey.Of(key, time, null, WriteClock.TimeOf(stamp)));
    }
}
