using System.Globalization;
using System.Text;
using FhirHub.Benchmarks.Load;
using FhirHub.Engine.Indexing;
using FhirHub.Samples;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.Benchmarks.Search;

/// <summary>A create and a transaction of a hundred, beside inserts of equal documents into the same collection.</summary>
internal sealed class WriteCases
{
    private const int Entries = 100;
    private const int Bundles = 8;
    private readonly IMongoCollection<BsonDocument> _resources;
    private readonly MongoClient _client;
    private readonly byte[][] _creates;
    private readonly byte[][] _transactions;
    private readonly BsonDocument[] _documents;

    private WriteCases(FilledDatabase filled, BsonDocument[] documents)
    {
        _client = filled.Bench.Client;
        _resources = filled.Resources;
        _documents = documents;
        byte[][] bodies = [.. documents.Select(d => d["json"].AsByteArray)];
        _creates = [.. bodies.Select(b => HttpConnection.Send("POST", "/fhir/Observation", b))];
        _transactions = [.. bodies.Chunk(Entries).Select(c => HttpConnection.Send("POST", "/fhir", Bundle(c)))];
    }

    public static async Task<WriteCases> OfAsync(FilledDatabase filled, CancellationToken cancellationToken)
    {
        var keys = filled.Data.Resources().Where(r => r.Type == "Observation").Take(Entries * Bundles).Select(r => $"Observation/{r.Id}");
        var documents = await filled.Resources.Find(new BsonDocument("_id", new BsonDocument("$in", new BsonArray(keys)))).ToListAsync(cancellationToken);
        return new WriteCases(filled, [.. documents.Take(documents.Count / Entries * Entries)]);
    }

    public IReadOnlyList<Comparison> All(HttpConnections fhir) =>
    [
        new("create",
        [
            fhir.Variant("FhirHub", 201, (c, t) => _creates[(c * 31 + t) % _creates.Length]),
            new("driver insert", async (c, t, token) =>
            {
                await _resources.InsertOneAsync(Fresh(_documents[(c * 31 + t) % _documents.Length]), cancellationToken: token);
                return true;
            }),
        ]),
        new($"transaction of {Entries} creates",
        [
            fhir.Variant("FhirHub", 200, (c, t) => _transactions[(c * 3 + t) % _transactions.Length]),
            new("driver insertMany in a transaction", async (c, t, token) =>
            {
                await InsertManyAsync((c * 3 + t) % _transactions.Length, token);
                return true;
            }),
        ]),
    ];

    private async Task InsertManyAsync(int bundle, CancellationToken cancellationToken)
    {
        var documents = _documents.Skip(bundle * Entries).Take(Entries).Select(Fresh).ToList();
        using var session = await _client.StartSessionAsync(cancellationToken: cancellationToken);
        await session.WithTransactionAsync(
            async (s, token) =>
            {
                await _resources.InsertManyAsync(s, documents, cancellationToken: token);
                return true;
            },
            new TransactionOptions(ReadConcern.Snapshot, ReadPreference.Primary, WriteConcern.WMajority),
            cancellationToken);
    }

    /// <summary>The same document of another resource, written now.</summary>
    private static BsonDocument Fresh(BsonDocument document)
    {
        string key = $"Observation/{Guid.CreateVersion7()}";
        return new BsonDocument(document)
        {
            ["_id"] = key,
            ["lastUpdated"] = TimeProvider.System.GetUtcNow().UtcDateTime,
            ["ord"] = document["ord"].AsString[..OrderKey.TimeDigits] + OrderKey.Of(key, IndexEntries.None, null, DateTime.UnixEpoch)[OrderKey.TimeDigits..],
        };
    }

    private static byte[] Bundle(byte[][] resources)
    {
        var bundle = new StringBuilder("""{"resourceType":"Bundle","type":"transaction","entry":[""");
        for (int i = 0; i < resources.Length; i++)
        {
            if (i > 0)
                bundle.Append(',');
            bundle.Append(
                CultureInfo.InvariantCulture,
                $$$"""{"fullUrl":"urn:uuid:{{{Guid.CreateVersion7()}}}","resource":{{{Encoding.UTF8.GetString(resources[i])}}},"request":{"method":"POST","url":"Observation"}}""");
        }

        return Encoding.UTF8.GetBytes(bundle.Append("]}").ToString());
    }
}
