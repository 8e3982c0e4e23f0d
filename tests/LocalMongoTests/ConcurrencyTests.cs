using System.Collections.Concurrent;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.LocalMongoTests;

public sealed class ConcurrencyTests : DatabaseFixture
{
    [Test]
    public async Task Racing_inserts_of_the_same_unique_keys_let_exactly_one_win()
    {
        const int Clients = 40, Keys = 20;
        var collection = NewCollection();
        await collection.Indexes.CreateOneAsync(new CreateIndexModel<BsonDocument>(Doc("{ k: 1 }"), new CreateIndexOptions { Unique = true }));
        var outcomes = new ConcurrentBag<(int Key, int Code)>();
        await Parallel(Clients, async _ =>
        {
            for (var key = 0; key < Keys; key++)
                outcomes.Add((key, await CodeOf(() => collection.InsertOneAsync(new BsonDocument("k", key)))));
        });
        Assert.That(outcomes.Select(o => o.Code).Distinct(), Is.EquivalentTo(new[] { 0, 11000 }));
        Assert.That(outcomes.Where(o => o.Code == 0).Select(o => o.Key).Order(), Is.EqualTo(Enumerable.Range(0, Keys)));
        Assert.That(await collection.CountDocumentsAsync(Doc("{}")), Is.EqualTo(Keys));
    }

    [Test]
    public async Task Racing_batches_in_opposite_order_do_not_fail_with_deadlocks()
    {
        const int Clients = 32, Keys = 20;
        var collection = NewCollection();
        await collection.Indexes.CreateManyAsync(
        [
            new(Doc("{ k: 1 }"), new CreateIndexOptions { Unique = true }),
            new(Doc("{ 'a.b': 1, c: 1 }"), new CreateIndexOptions { Unique = true }),
        ]);
        var codes = new ConcurrentBag<int>();
        await Parallel(Clients, async client =>
        {
            var keys = client % 2 == 0 ? Enumerable.Range(0, Keys) : Enumerable.Range(0, Keys).Reverse();
            try
            {
                await collection.InsertManyAsync(keys.Select(k => Doc($"{{ k: {k}, a: {{ b: {k} }}, c: {k} }}")), new InsertManyOptions { IsOrdered = false });
            }
            catch (MongoBulkWriteException<BsonDocument> e)
            {
                foreach (var error in e.WriteErrors)
                    codes.Add(error.Code);
            }
        });
        Assert.That(codes.Distinct(), Is.EqualTo(new[] { 11000 }));
        Assert.That(await collection.CountDocumentsAsync(Doc("{}")), Is.EqualTo(Keys));
    }

    [Test]
    public async Task Racing_compare_and_set_updates_lose_none_and_never_fail()
    {
        const int Clients = 32, Each = 10;
        var collection = NewCollection();
        await collection.InsertOneAsync(Doc("{ _id: 1, version: 0 }"));
        await Parallel(Clients, async _ =>
        {
            for (var done = 0; done < Each;)
            {
                var seen = (await collection.Find(ById(1)).SingleAsync())["version"].AsInt32;
                var result = await collection.UpdateOneAsync(new BsonDocument { { "_id", 1 }, { "version", seen } }, Doc("{ $inc: { version: 1 } }"));
                done += (int)result.ModifiedCount;
            }
        });
        Assert.That((await collection.Find(ById(1)).SingleAsync())["version"], Is.EqualTo((BsonValue)(Clients * Each)));
    }

    [Test]
    public async Task Racing_increments_and_findAndModify_count_exactly()
    {
        const int Clients = 32, Each = 20;
        var collection = NewCollection();
        var seen = new ConcurrentBag<int>();
        await Parallel(Clients, async _ =>
        {
            for (var i = 0; i < Each; i++)
            {
                var after = await collection.FindOneAndUpdateAsync(ById("counter"), Doc("{ $inc: { n: 1 } }"),
                    new FindOneAndUpdateOptions<BsonDocument> { IsUpsert = true, ReturnDocument = ReturnDocument.After });
                seen.Add(after["n"].AsInt32);
            }
        });
        Assert.That(seen.Order(), Is.EqualTo(Enumerable.Range(1, Clients * Each)));
    }

    [Test]
    public async Task Racing_upserts_of_one_id_make_one_document()
    {
        var collection = NewCollection();
        await Parallel(32, async client =>
        {
            for (var i = 0; i < 10; i++)
                await collection.UpdateOneAsync(ById(i), Doc($"{{ $push: {{ by: {client} }} }}"), new UpdateOptions { IsUpsert = true });
        });
        var all = await collection.Find(Doc("{}")).ToListAsync();
        Assert.That(all.Select(d => d["by"].AsBsonArray.Count), Is.EqualTo(Enumerable.Repeat(32, 10)));
    }

    [Test]
    public async Task First_inserts_of_many_clients_create_the_collection_once()
    {
        for (var round = 0; round < 5; round++)
        {
            var collection = NewCollection();
            await Parallel(32, client => collection.InsertOneAsync(new BsonDocument("_id", client)));
            Assert.That(await collection.CountDocumentsAsync(Doc("{}")), Is.EqualTo(32));
        }
    }

    [Test]
    public async Task Same_indexes_created_by_many_clients_exist_once()
    {
        var collection = NewCollection();
        await Parallel(16, _ => collection.Indexes.CreateManyAsync([new(Doc("{ a: 1 }")), new(Doc("{ b: 1, c: -1 }"))]));
        Assert.That((await (await collection.Indexes.ListAsync()).ToListAsync()).Select(i => i["name"].AsString), Is.EquivalentTo(new[] { "_id_", "a_1", "b_1_c_-1" }));
    }

    [Test]
    public async Task Sixty_four_clients_work_at_once()
    {
        var collection = NewCollection();
        await collection.InsertManyAsync(Enumerable.Range(0, 64).Select(i => new BsonDocument { { "_id", i }, { "n", 0 } }));
        await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(async () =>
        {
            using var client = new MongoClient(LocalEngine.ConnectionString);
            var own = client.GetDatabase(Database.DatabaseNamespace.DatabaseName).GetCollection<BsonDocument>(collection.CollectionNamespace.CollectionName);
            for (var round = 0; round < 20; round++)
            {
                await own.UpdateOneAsync(ById(i), Doc("{ $inc: { n: 1 } }"));
                Assert.That((await own.Find(ById(i)).SingleAsync())["n"], Is.EqualTo((BsonValue)(round + 1)));
            }
        })));
    }

    [Test]
    public async Task Check_then_create_in_transactions_with_a_lock_document_creates_one()
    {
        var collection = NewCollection();
        await Database.CreateCollectionAsync(collection.CollectionNamespace.CollectionName);
        await Parallel(20, async _ =>
        {
            using var session = await Client.StartSessionAsync();
            await session.WithTransactionAsync(async (s, stop) =>
            {
                await collection.UpdateOneAsync(s, ById("lock"), Doc("{ $inc: { n: 1 } }"), new UpdateOptions { IsUpsert = true }, stop);
                if (await collection.CountDocumentsAsync(s, Doc("{ kind: 'x' }"), cancellationToken: stop) == 0)
                    await collection.InsertOneAsync(s, new BsonDocument("kind", "x"), cancellationToken: stop);
                return true;
            });
        });
        Assert.That(await collection.CountDocumentsAsync(Doc("{ kind: 'x' }")), Is.EqualTo(1));
    }

    private static Task Parallel(int count, Func<int, Task> work) => Task.WhenAll(Enumerable.Range(0, count).Select(i => Task.Run(() => work(i))));

    private static async Task<int> CodeOf(Func<Task> action)
    {
        try
        {
            await action();
            return 0;
        }
        catch (MongoWriteException e)
        {
            return e.WriteError.Code;
        }
    }
}
