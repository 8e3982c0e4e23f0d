using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.LocalMongoTests;

/// <summary>Results of many times 16 MB: the batches are cut by size, and joined again they must be what was asked for.</summary>
public sealed class BatchOrderTests : DatabaseFixture
{
    private const int Rows = 36;
    private const int Megabyte = 1024 * 1024;

    private static readonly string[] Sorts = ["{ _id: 1 }", "{ t: -1 }", "{ g: 1, t: 1 }"];
    private static readonly int?[] BatchSizes = [null, 5];
    private static readonly bool[] InTransaction = [false, true];

    private readonly List<BsonDocument> keys = [];
    private IMongoCollection<BsonDocument> rows = null!;

    [OneTimeSetUp]
    public async Task Fill()
    {
        rows = NewCollection();
        await rows.Indexes.CreateOneAsync(new CreateIndexModel<BsonDocument>("{ t: 1 }"));
        var random = new Random(20);
        foreach (var (t, id) in Enumerable.Range(0, Rows).OrderBy(_ => random.Next()).Select((t, id) => (t, id)).ToList())
        {
            keys.Add(new BsonDocument { { "_id", id }, { "t", t }, { "g", t % 3 } });
            await InsertAsync(rows, keys[^1], random.Next(3) == 0 ? random.Next(1024, 50_000) : random.Next(50_000, 6 * Megabyte));
        }
    }

    [Test]
    public async Task Find_keeps_its_order_over_batches_cut_by_size(
        [ValueSource(nameof(Sorts))] string sort, [ValueSource(nameof(BatchSizes))] int? batchSize, [ValueSource(nameof(InTransaction))] bool inTransaction)
    {
        var options = new FindOptions<BsonDocument> { Sort = sort, BatchSize = batchSize };
        var ids = await ReadAsync(inTransaction, session => session is null ? rows.FindAsync("{}", options) : rows.FindAsync(session, "{}", options));
        Assert.That(ids, Is.EqualTo(Sorted(sort)));
    }

    [Test]
    public async Task Aggregation_keeps_its_order_over_batches_cut_by_size(
        [ValueSource(nameof(Sorts))] string sort, [ValueSource(nameof(BatchSizes))] int? batchSize, [ValueSource(nameof(InTransaction))] bool inTransaction)
    {
        var options = new AggregateOptions { BatchSize = batchSize };
        PipelineDefinition<BsonDocument, BsonDocument> pipeline = new[] { new BsonDocument("$sort", Doc(sort)), Doc("{ $set: { more: 1 } }"), Doc("{ $limit: 30 }") };
        var ids = await ReadAsync(inTransaction, session => session is null ? rows.AggregateAsync(pipeline, options) : rows.AggregateAsync(session, pipeline, options));
        Assert.That(ids, Is.EqualTo(Sorted(sort).Take(30)));
    }

    [Test]
    public async Task Unsorted_find_gives_each_document_once([ValueSource(nameof(BatchSizes))] int? batchSize, [ValueSource(nameof(InTransaction))] bool inTransaction)
    {
        var options = new FindOptions<BsonDocument> { BatchSize = batchSize };
        var ids = await ReadAsync(inTransaction, session => session is null ? rows.FindAsync("{}", options) : rows.FindAsync(session, "{}", options));
        Assert.That(ids.Order(), Is.EqualTo(Enumerable.Range(0, Rows)));
    }

    [TestCase(null)]
    [TestCase(3)]
    [TestCase(4)]
    public async Task Largest_document_is_not_overtaken_by_small_ones(int? batchSize)
    {
        var collection = NewCollection();
        for (var id = 0; id < 9; id++)
            await InsertAsync(collection, new BsonDocument("_id", id), id is 1 or 5 ? (16 * Megabyte) - 100 : 100);
        using var cursor = await collection.FindAsync("{}", new FindOptions<BsonDocument> { Sort = "{ _id: 1 }", BatchSize = batchSize });
        Assert.That(await IdsAsync(cursor), Is.EqualTo(Enumerable.Range(0, 9)));
    }

    [TestCase(10, 5, 10)]
    [TestCase(10, 10)]
    [TestCase(2, 2, 15, 2)]
    [TestCase(1, 15, 1)]
    [TestCase(5, 5, 5, 5, 5, 5, 5)]
    [TestCase(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)]
    public async Task Last_documents_stay_last_whatever_their_sizes(params int[] megabytes)
    {
        var collection = NewCollection();
        foreach (var (size, id) in megabytes.Select((size, id) => (size, id)))
            await InsertAsync(collection, new BsonDocument("_id", id), size * Megabyte);
        using var cursor = await collection.FindAsync("{}", new FindOptions<BsonDocument> { Sort = "{ _id: 1 }" });
        Assert.That(await IdsAsync(cursor), Is.EqualTo(Enumerable.Range(0, megabytes.Length)));
    }

    [Test]
    public async Task First_batch_keeps_to_its_size_and_a_cursor_over_large_documents_can_be_killed()
    {
        var opened = await Database.RunCommandAsync<BsonDocument>(
            new BsonDocument { { "find", rows.CollectionNamespace.CollectionName }, { "sort", Doc("{ t: -1 }") }, { "batchSize", 20 } });
        var cursor = opened["cursor"].AsBsonDocument;
        var batch = cursor["firstBatch"].AsBsonArray.Select(document => document["_id"].AsInt32).ToList();
        Assert.That(batch, Is.EqualTo(Sorted("{ t: -1 }").Take(batch.Count)));
        Assert.That(batch, Has.Count.GreaterThan(0).And.Count.LessThan(20));
        Assert.That((opened["ok"].ToInt32(), cursor["ns"].AsString), Is.EqualTo((1, rows.CollectionNamespace.FullName)));
        var killed = await Database.RunCommandAsync<BsonDocument>(
            new BsonDocument { { "killCursors", rows.CollectionNamespace.CollectionName }, { "cursors", new BsonArray { cursor["id"] } } });
        Assert.That(killed["cursorsKilled"].AsBsonArray, Is.EqualTo(new BsonArray { cursor["id"] }));
    }

    private static async Task<List<int>> ReadAsync(bool inTransaction, Func<IClientSessionHandle?, Task<IAsyncCursor<BsonDocument>>> open)
    {
        if (!inTransaction)
        {
            using var plain = await open(null);
            return await IdsAsync(plain);
        }
        using var session = await Client.StartSessionAsync();
        session.StartTransaction();
        using var cursor = await open(session);
        var ids = await IdsAsync(cursor);
        await session.CommitTransactionAsync();
        return ids;
    }

    private static async Task<List<int>> IdsAsync(IAsyncCursor<BsonDocument> cursor)
    {
        var ids = new List<int>();
        while (await cursor.MoveNextAsync())
            ids.AddRange(cursor.Current.Select(document => document["_id"].AsInt32));
        return ids;
    }

    private static Task InsertAsync(IMongoCollection<BsonDocument> collection, BsonDocument keys, int size)
    {
        var bytes = new byte[size - keys.ToBson().Length];
        // Noise: the engine compresses what it can.
        new Random(size).NextBytes(bytes);
        return collection.InsertOneAsync(new BsonDocument(keys) { { "bytes", bytes } });
    }

    private IEnumerable<int> Sorted(string sort) => sort switch
    {
        "{ _id: 1 }" => Enumerable.Range(0, Rows),
        "{ t: -1 }" => keys.OrderByDescending(key => key["t"]).Select(key => key["_id"].AsInt32),
        _ => keys.OrderBy(key => key["g"]).ThenBy(key => key["t"]).Select(key => key["_id"].AsInt32),
    };
}
