using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.LocalMongoTests;

public sealed class CursorTests : DatabaseFixture
{
    private const int Rows = 5000;

    private IMongoCollection<BsonDocument> rows = null!;

    [OneTimeSetUp]
    public async Task Fill()
    {
        rows = NewCollection();
        await rows.InsertManyAsync(Enumerable.Range(0, Rows).Select(i => new BsonDocument { { "_id", i }, { "k", (i * 7919) % Rows }, { "text", new string('x', 200) } }));
    }

    [TestCase(1000)]
    [TestCase(37)]
    public async Task Find_gives_every_document_once_over_many_batches(int batchSize)
    {
        var ids = await rows.Find(Doc("{}"), new FindOptions { BatchSize = batchSize }).Project(Doc("{ _id: 1 }")).ToListAsync();
        Assert.That(ids.Select(d => d["_id"].AsInt32).Order(), Is.EqualTo(Enumerable.Range(0, Rows)));
    }

    [Test]
    public async Task Sorted_find_stays_sorted_over_batches()
    {
        var keys = await rows.Find(Doc("{}"), new FindOptions { BatchSize = 333 }).Sort(Doc("{ k: -1 }")).Project(Doc("{ k: 1 }")).ToListAsync();
        Assert.That(keys.Select(d => d["k"].AsInt32), Is.EqualTo(Enumerable.Range(0, Rows).Reverse()));
    }

    [Test]
    public async Task Aggregation_continues_over_batches()
    {
        var options = new AggregateOptions { BatchSize = 100 };
        var found = await rows.Aggregate<BsonDocument>(new[] { Doc("{ $match: { k: { $gte: 1000 } } }"), Doc("{ $sort: { k: 1 } }"), Doc("{ $project: { k: 1 } }") }, options).ToListAsync();
        Assert.That(found.Select(d => d["k"].AsInt32), Is.EqualTo(Enumerable.Range(1000, Rows - 1000)));
    }

    [Test]
    public async Task Many_cursors_interleave()
    {
        var cursors = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => rows.FindAsync(Doc("{}"), new FindOptions<BsonDocument> { BatchSize = 500 })));
        var counts = new int[cursors.Length];
        for (var open = true; open;)
        {
            open = false;
            for (var i = 0; i < cursors.Length; i++)
            {
                if (!await cursors[i].MoveNextAsync())
                    continue;
                open = true;
                counts[i] += cursors[i].Current.Count();
            }
        }
        Assert.That(counts, Is.All.EqualTo(Rows));
    }

    [Test]
    public async Task Cursor_stays_usable_when_another_client_writes()
    {
        var collection = NewCollection();
        await collection.InsertManyAsync(Enumerable.Range(0, 500).Select(i => new BsonDocument("_id", i)));
        using var cursor = await collection.FindAsync(Doc("{}"), new FindOptions<BsonDocument> { BatchSize = 50 });
        var seen = new List<int>();
        while (await cursor.MoveNextAsync())
        {
            seen.AddRange(cursor.Current.Select(d => d["_id"].AsInt32).Where(id => id < 500));
            await collection.UpdateManyAsync(Doc("{}"), Doc("{ $inc: { n: 1 } }"));
        }
        Assert.That(seen.Distinct().Count(), Is.EqualTo(500));
    }

    [Test]
    public async Task Killed_cursor_cannot_be_continued()
    {
        var opened = await Database.RunCommandAsync<BsonDocument>(new BsonDocument { { "find", Name }, { "batchSize", 2 } });
        var id = opened["cursor"]["id"].AsInt64;
        Assert.That(id, Is.Not.Zero);
        var killed = await Database.RunCommandAsync<BsonDocument>(new BsonDocument { { "killCursors", Name }, { "cursors", new BsonArray { id } } });
        Assert.That(killed["cursorsKilled"].AsBsonArray, Has.Count.EqualTo(1));
        var error = await Assert.ThrowsAsync<MongoCommandException>(() => GetMore(id));
        Assert.That((error!.Code, error.CodeName), Is.EqualTo((43, "CursorNotFound")));
    }

    [Test]
    public async Task Batch_size_and_limit_are_honoured()
    {
        var none = await Database.RunCommandAsync<BsonDocument>(new BsonDocument { { "find", Name }, { "batchSize", 0 } });
        Assert.That((none["cursor"]["firstBatch"].AsBsonArray.Count, none["cursor"]["id"].AsInt64 != 0), Is.EqualTo((0, true)));
        var limited = await rows.Find(Doc("{}"), new FindOptions { BatchSize = 3 }).Limit(10).ToListAsync();
        Assert.That(limited, Has.Count.EqualTo(10));
        var single = await Database.RunCommandAsync<BsonDocument>(new BsonDocument { { "find", Name }, { "batchSize", 3 }, { "singleBatch", true } });
        Assert.That((single["cursor"]["firstBatch"].AsBsonArray.Count, single["cursor"]["id"].AsInt64), Is.EqualTo((3, 0L)));
    }

    [Test]
    public async Task Large_documents_fill_batches_up_to_the_limit()
    {
        var collection = NewCollection();
        for (var i = 0; i < 10; i++)
            await collection.InsertOneAsync(new BsonDocument { { "_id", i }, { "bytes", new byte[5_000_000] } });
        var sizes = await collection.Find(Doc("{}")).ToListAsync();
        Assert.That(sizes.Select(d => d["bytes"].AsByteArray.Length), Is.EqualTo(Enumerable.Repeat(5_000_000, 10)));
    }

    private string Name => rows.CollectionNamespace.CollectionName;

    private Task<BsonDocument> GetMore(long id) =>
        Database.RunCommandAsync<BsonDocument>(new BsonDocument { { "getMore", id }, { "collection", Name } });
}
