using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.LocalMongoTests;

public sealed class TransactionTests : DatabaseFixture
{
    [Test]
    public async Task Writes_are_seen_inside_before_and_outside_after_the_commit()
    {
        var collection = await Created();
        using var session = await Client.StartSessionAsync();
        session.StartTransaction();
        await collection.InsertOneAsync(session, Doc("{ _id: 1 }"));
        Assert.That(await collection.CountDocumentsAsync(session, Doc("{}")), Is.EqualTo(1), "inside");
        Assert.That(await collection.CountDocumentsAsync(Doc("{}")), Is.Zero, "outside, before");
        await session.CommitTransactionAsync();
        Assert.That(await collection.CountDocumentsAsync(Doc("{}")), Is.EqualTo(1), "outside, after");
    }

    [Test]
    public async Task Abort_undoes_everything()
    {
        var collection = await Created();
        await collection.InsertOneAsync(Doc("{ _id: 1, n: 1 }"));
        using var session = await Client.StartSessionAsync();
        session.StartTransaction();
        await collection.UpdateOneAsync(session, ById(1), Doc("{ $set: { n: 2 } }"));
        await collection.InsertOneAsync(session, Doc("{ _id: 2 }"));
        await session.AbortTransactionAsync();
        Assert.That(await collection.Find(Doc("{}")).ToListAsync(), Is.EqualTo(new[] { Doc("{ _id: 1, n: 1 }") }));
    }

    [Test]
    public async Task Reads_keep_the_state_at_the_first_read()
    {
        var collection = await Created();
        await collection.InsertOneAsync(Doc("{ _id: 1, n: 1 }"));
        using var session = await Client.StartSessionAsync();
        session.StartTransaction(new TransactionOptions(readConcern: ReadConcern.Snapshot, writeConcern: WriteConcern.WMajority));
        var before = await collection.Find(session, ById(1)).SingleAsync();
        await collection.UpdateOneAsync(ById(1), Doc("{ $set: { n: 2 } }"));
        Assert.That(await collection.Find(session, ById(1)).SingleAsync(), Is.EqualTo(before));
        await session.CommitTransactionAsync();
    }

    [Test]
    public async Task Second_writer_of_a_document_gets_a_write_conflict_at_once()
    {
        var collection = await Created();
        await collection.InsertOneAsync(Doc("{ _id: 1, n: 1 }"));
        using var first = await Client.StartSessionAsync();
        using var second = await Client.StartSessionAsync();
        first.StartTransaction();
        second.StartTransaction();
        await collection.UpdateOneAsync(first, ById(1), Doc("{ $set: { n: 2 } }"));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var error = await Assert.ThrowsAsync<MongoCommandException>(() => collection.UpdateOneAsync(second, ById(1), Doc("{ $set: { n: 3 } }")));
        Assert.That(watch.ElapsedMilliseconds, Is.LessThan(1000));
        Assert.That((error!.Code, error.CodeName, error.HasErrorLabel("TransientTransactionError")), Is.EqualTo((112, "WriteConflict", true)));
        await first.CommitTransactionAsync();
        Assert.That((await collection.Find(ById(1)).SingleAsync())["n"], Is.EqualTo((BsonValue)2));
    }

    [Test]
    public async Task Write_based_on_an_outdated_read_gets_a_write_conflict()
    {
        var collection = await Created();
        await collection.InsertOneAsync(Doc("{ _id: 1, n: 1 }"));
        using var session = await Client.StartSessionAsync();
        session.StartTransaction();
        await collection.Find(session, ById(1)).SingleAsync();
        await collection.UpdateOneAsync(ById(1), Doc("{ $inc: { n: 1 } }"));
        var error = await Assert.ThrowsAsync<MongoCommandException>(() => collection.UpdateOneAsync(session, ById(1), Doc("{ $inc: { n: 1 } }")));
        Assert.That((error!.Code, error.HasErrorLabel("TransientTransactionError")), Is.EqualTo((112, true)));
    }

    [Test]
    public async Task After_an_error_the_transaction_is_gone()
    {
        var collection = await Created();
        await collection.InsertOneAsync(Doc("{ _id: 1 }"));
        using var session = await Client.StartSessionAsync();
        session.StartTransaction();
        await collection.InsertOneAsync(session, Doc("{ _id: 2 }"));
        var duplicate = await Assert.ThrowsAsync<MongoWriteException>(() => collection.InsertOneAsync(session, Doc("{ _id: 1 }")));
        Assert.That(duplicate!.WriteError.Category, Is.EqualTo(ServerErrorCategory.DuplicateKey));
        var gone = await Assert.ThrowsAsync<MongoCommandException>(() => collection.InsertOneAsync(session, Doc("{ _id: 3 }")));
        Assert.That((gone!.Code, gone.CodeName), Is.EqualTo((251, "NoSuchTransaction")));
        Assert.That(await collection.CountDocumentsAsync(Doc("{}")), Is.EqualTo(1));
    }

    [Test]
    public async Task Commit_may_be_repeated()
    {
        var collection = await Created();
        using var session = await Client.StartSessionAsync();
        session.StartTransaction();
        await collection.InsertOneAsync(session, Doc("{ _id: 1 }"));
        await session.CommitTransactionAsync();
        await session.CommitTransactionAsync();
        Assert.That(await collection.CountDocumentsAsync(Doc("{}")), Is.EqualTo(1));
    }

    [Test]
    public async Task Collection_can_be_created_inside()
    {
        var collection = NewCollection();
        using var session = await Client.StartSessionAsync();
        session.StartTransaction();
        await collection.InsertOneAsync(session, Doc("{ _id: 1 }"));
        await session.CommitTransactionAsync();
        Assert.That(await collection.CountDocumentsAsync(Doc("{}")), Is.EqualTo(1));
    }

    [Test]
    public async Task Cursor_continues_inside_the_transaction()
    {
        var collection = await Created();
        await collection.InsertManyAsync(Enumerable.Range(0, 300).Select(i => new BsonDocument("_id", i)));
        using var session = await Client.StartSessionAsync();
        session.StartTransaction();
        var all = await collection.Find(session, Doc("{}"), new FindOptions { BatchSize = 50 }).ToListAsync();
        Assert.That(all, Has.Count.EqualTo(300));
        await session.CommitTransactionAsync();
    }

    [Test]
    public async Task Commands_MongoDB_refuses_inside_are_refused()
    {
        await Created();
        using var session = await Client.StartSessionAsync();
        session.StartTransaction();
        var error = await Assert.ThrowsAsync<MongoCommandException>(() => Database.RunCommandAsync<BsonDocument>(session, Doc("{ listCollections: 1 }")));
        Assert.That(error!.Code, Is.EqualTo(263));
        await session.AbortTransactionAsync();
    }

    [Test]
    public async Task Concurrent_transfers_keep_the_total()
    {
        const int Accounts = 8, Workers = 8, Transfers = 10;
        var collection = await Created();
        await collection.InsertManyAsync(Enumerable.Range(0, Accounts).Select(i => new BsonDocument { { "_id", i }, { "n", 100 } }));
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(async () =>
        {
            var random = new Random(worker);
            for (var i = 0; i < Transfers; i++)
            {
                var from = random.Next(Accounts);
                var to = (from + 1 + random.Next(Accounts - 1)) % Accounts;
                using var session = await Client.StartSessionAsync();
                await session.WithTransactionAsync(async (s, stop) =>
                {
                    await collection.UpdateOneAsync(s, ById(from), Doc("{ $inc: { n: -1, moves: 1 } }"), cancellationToken: stop);
                    await collection.UpdateOneAsync(s, ById(to), Doc("{ $inc: { n: 1, moves: 1 } }"), cancellationToken: stop);
                    return true;
                });
            }
        })));
        var accounts = await collection.Find(Doc("{}")).ToListAsync();
        Assert.That(accounts.Sum(a => a["n"].AsInt32), Is.EqualTo(Accounts * 100));
        Assert.That(accounts.Sum(a => a.GetValue("moves", 0).AsInt32), Is.EqualTo(2 * Workers * Transfers));
    }

    [Test]
    public async Task Higher_transaction_number_ends_the_open_transaction_of_the_session()
    {
        var collection = await Created();
        using var wire = await RawSession.OpenAsync(Database);
        await wire.RunAsync(Insert(collection, 1), number: 5, start: true);
        await wire.RunAsync(Insert(collection, 2), number: 6, start: true);
        await wire.RunAsync(Doc("{ commitTransaction: 1 }"), number: 6, database: "admin");
        Assert.That((await collection.Find(Doc("{}")).SingleAsync())["_id"], Is.EqualTo((BsonValue)2));
        Assert.That(await wire.FailsAsync(Insert(collection, 3), number: 5, start: false), Is.EqualTo(225));
        Assert.That(await wire.FailsAsync(Insert(collection, 3), number: 7, start: false), Is.EqualTo(251));
        Assert.That(await wire.FailsAsync(Insert(collection, 3), number: 6, start: false), Is.EqualTo(256));
    }

    private static BsonDocument Insert(IMongoCollection<BsonDocument> collection, int id) =>
        new() { { "insert", collection.CollectionNamespace.CollectionName }, { "documents", new BsonArray { new BsonDocument("_id", id) } } };

    private async Task<IMongoCollection<BsonDocument>> Created()
    {
        var collection = NewCollection();
        await Database.CreateCollectionAsync(collection.CollectionNamespace.CollectionName);
        return collection;
    }
}
