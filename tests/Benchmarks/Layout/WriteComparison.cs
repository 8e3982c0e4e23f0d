using FhirHub.Benchmarks.Load;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.Benchmarks.Layout;

/// <summary>What a transaction around replace and history costs, and what each index costs an insert.</summary>
internal sealed class WriteComparison(MongoClient client, IMongoDatabase database)
{
    private static readonly (string Name, string[] Indexes)[] IndexSets =
    [
        ("no index", []),
        ("+ {lastUpdated, _id}", ["{ lastUpdated: -1, _id: -1 }"]),
        ("+ {type, lastUpdated, _id}", ["{ lastUpdated: -1, _id: -1 }", "{ type: 1, lastUpdated: -1, _id: -1 }"]),
        ("+ {references}", ["{ lastUpdated: -1, _id: -1 }", "{ type: 1, lastUpdated: -1, _id: -1 }", "{ references: 1 }"]),
    ];

    private readonly IMongoCollection<BsonDocument> _resources = database.GetCollection<BsonDocument>("resources");
    private readonly IMongoCollection<BsonDocument> _history = database.GetCollection<BsonDocument>("history");
    private int _next = 1_000_000_000;

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        for (int i = 0; i < IndexSets.Length; i++)
        {
            await database.CreateCollectionAsync(CollectionOf(i), cancellationToken: cancellationToken);
            if (IndexSets[i].Indexes.Length > 0)
            {
                await database.GetCollection<BsonDocument>(CollectionOf(i)).Indexes.CreateManyAsync(
                    IndexSets[i].Indexes.Select(k => new CreateIndexModel<BsonDocument>(k)), cancellationToken);
            }
        }
    }

    public IReadOnlyList<Comparison> All() =>
    [
        new("replace and file the old version",
        [
            new("in one transaction", (c, t, token) => InTransactionAsync(NumberOf(c, t), token)),
            new("two writes", (c, t, token) => SeparatelyAsync(NumberOf(c, t), token)),
        ]),
        new("insert", [.. IndexSets.Select((set, i) => new Variant(set.Name, (_, _, token) => InsertAsync(CollectionOf(i), token)))]),
    ];

    private static string CollectionOf(int set) => $"insert_{set}";

    // Each client changes documents that no other one does.
    private static int NumberOf(int client, int turn) => client * 100 + turn % 100;

    private async ValueTask<bool> InsertAsync(string collection, CancellationToken cancellationToken)
    {
        var document = LayoutDocuments.Current(Interlocked.Increment(ref _next));
        await database.GetCollection<BsonDocument>(collection).InsertOneAsync(document, cancellationToken: cancellationToken);
        return true;
    }

    private async ValueTask<bool> InTransactionAsync(int number, CancellationToken cancellationToken)
    {
        using var session = await client.StartSessionAsync(cancellationToken: cancellationToken);
        return await session.WithTransactionAsync(
            async (s, token) =>
            {
                var replaced = await _resources.ReplaceOneAsync(s, ById(number), LayoutDocuments.Current(number), cancellationToken: token);
                await _history.InsertOneAsync(s, NextSuperseded(number), cancellationToken: token);
                return replaced.MatchedCount == 1;
            },
            new TransactionOptions(ReadConcern.Snapshot, ReadPreference.Primary, WriteConcern.WMajority),
            cancellationToken);
    }

    private async ValueTask<bool> SeparatelyAsync(int number, CancellationToken cancellationToken)
    {
        await _history.InsertOneAsync(NextSuperseded(number), cancellationToken: cancellationToken);
        var replaced = await _resources.ReplaceOneAsync(ById(number), LayoutDocuments.Current(number), cancellationToken: cancellationToken);
        return replaced.MatchedCount == 1;
    }

    private BsonDocument NextSuperseded(int number)
    {
        var superseded = LayoutDocuments.Superseded(number);
        superseded["_id"] = $"{superseded["key"].AsString}/{Interlocked.Increment(ref _next)}";
        return superseded;
    }

    private static BsonDocument ById(int number) => new("_id", LayoutDocuments.KeyOf(number));
}
