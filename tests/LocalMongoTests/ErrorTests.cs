using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.LocalMongoTests;

public sealed class ErrorTests : DatabaseFixture
{
    [Test]
    public async Task Duplicate_id_is_error_11000_with_key_and_index()
    {
        var collection = NewCollection();
        await collection.InsertOneAsync(Doc("{ _id: 'a' }"));
        var error = (await Assert.ThrowsAsync<MongoWriteException>(() => collection.InsertOneAsync(Doc("{ _id: 'a' }"))))!.WriteError;
        Assert.That((error.Code, error.Category), Is.EqualTo((11000, ServerErrorCategory.DuplicateKey)));
        Assert.That(error.Message, Does.StartWith($"E11000 duplicate key error collection: {collection.CollectionNamespace} index: _id_ dup key: {{"));
    }

    [Test]
    public async Task Duplicate_in_a_unique_index_names_the_index_and_the_value()
    {
        var collection = NewCollection();
        await collection.Indexes.CreateOneAsync(new CreateIndexModel<BsonDocument>(Doc("{ 'a.b': 1, c: 1 }"), new CreateIndexOptions { Unique = true, Name = "u" }));
        await collection.InsertOneAsync(Doc("{ _id: 1, a: { b: 5 }, c: 'x' }"));
        var reply = await Database.RunCommandAsync<BsonDocument>(new BsonDocument
        {
            { "insert", collection.CollectionNamespace.CollectionName },
            { "documents", new BsonArray { Doc("{ _id: 2, a: { b: 5 }, c: 'x' }") } },
        });
        var error = reply["writeErrors"][0].AsBsonDocument;
        Assert.That((error["code"], error["keyPattern"], error["keyValue"]),
            Is.EqualTo(((BsonValue)11000, (BsonValue)Doc("{ 'a.b': 1, c: 1 }"), (BsonValue)Doc("{ 'a.b': 5, c: 'x' }"))));
        Assert.That(error["errmsg"].AsString, Does.Contain("index: u dup key:"));
    }

    [Test]
    public async Task Duplicate_made_by_an_update_or_findAndModify_is_error_11000()
    {
        var collection = NewCollection();
        await collection.Indexes.CreateOneAsync(new CreateIndexModel<BsonDocument>(Doc("{ a: 1 }"), new CreateIndexOptions { Unique = true }));
        await collection.InsertManyAsync([Doc("{ _id: 1, a: 1 }"), Doc("{ _id: 2, a: 2 }")]);
        var update = await Assert.ThrowsAsync<MongoWriteException>(() => collection.UpdateOneAsync(ById(2), Doc("{ $set: { a: 1 } }")));
        Assert.That(update!.WriteError.Code, Is.EqualTo(11000));
        var modify = await Assert.ThrowsAsync<MongoCommandException>(() => collection.FindOneAndUpdateAsync(ById(2), Doc("{ $set: { a: 1 } }")));
        Assert.That((modify!.Code, modify.CodeName), Is.EqualTo((11000, "DuplicateKey")));
    }

    [Test]
    public async Task Ordered_batch_stops_at_the_first_error_and_an_unordered_one_goes_on()
    {
        var ordered = NewCollection();
        await ordered.InsertOneAsync(Doc("{ _id: 2 }"));
        var batch = new[] { Doc("{ _id: 1 }"), Doc("{ _id: 2 }"), Doc("{ _id: 3 }") };
        var stopped = await Assert.ThrowsAsync<MongoBulkWriteException<BsonDocument>>(() => ordered.InsertManyAsync(batch));
        Assert.That(stopped!.WriteErrors.Select(e => (e.Index, e.Code)), Is.EqualTo(new[] { (1, 11000) }));
        Assert.That(await ordered.CountDocumentsAsync(Doc("{}")), Is.EqualTo(2));

        var unordered = NewCollection();
        await unordered.InsertOneAsync(Doc("{ _id: 2 }"));
        await Assert.ThrowsAsync<MongoBulkWriteException<BsonDocument>>(() => unordered.InsertManyAsync(batch, new InsertManyOptions { IsOrdered = false }));
        Assert.That(await unordered.CountDocumentsAsync(Doc("{}")), Is.EqualTo(3));
    }

    [Test]
    public async Task Document_of_16_MB_is_stored_and_a_larger_one_is_refused()
    {
        var collection = NewCollection();
        await collection.InsertOneAsync(new BsonDocument { { "_id", 1 }, { "b", new byte[16_777_216 - 64] } });
        Assert.That((await collection.Find(ById(1)).SingleAsync())["b"].AsByteArray, Has.Length.EqualTo(16_777_216 - 64));
        await Assert.ThatAsync(() => collection.InsertOneAsync(new BsonDocument { { "_id", 2 }, { "b", new byte[16_777_216] } }), Throws.Exception);
        await collection.InsertOneAsync(new BsonDocument { { "_id", 3 }, { "b", new byte[9_000_000] } });
        var grown = await Assert.ThrowsAsync<MongoWriteException>(() => collection.UpdateOneAsync(ById(3), new BsonDocument("$set", new BsonDocument("c", new byte[9_000_000]))));
        Assert.That(grown!.WriteError.Code, Is.AnyOf(17419, 10334));
        Assert.That(await collection.CountDocumentsAsync(Doc("{}")), Is.EqualTo(2));
    }

    [TestCase("{ fhirhubUnknown: 1 }", 59, "CommandNotFound")]
    [TestCase("{ find: 'c', filter: { $bad: 1 } }", 2, "BadValue")]
    [TestCase("{ find: 'c', filter: { a: { $nope: 1 } } }", 2, "BadValue")]
    [TestCase("{ aggregate: 'c', pipeline: [ { $nope: 1 } ], cursor: {} }", 40324, "Location40324")]
    [TestCase("{ insert: 'c', documents: [ {} ], unknownOption: 1 }", 40415, "Location40415")]
    [TestCase("{ getMore: NumberLong(123456), collection: 'c' }", 43, "CursorNotFound")]
    [TestCase("{ aggregate: 'c', pipeline: [ { $changeStream: {} } ], cursor: {} }", 40573, "Location40573")]
    [TestCase("{ bulkWrite: 1, ops: [], nsInfo: [] }", 59, "CommandNotFound")]
    [TestCase("{ ping: 1, readConcern: { level: 'nope' } }", 9, "FailedToParse")]
    [TestCase("{ find: 'c', readConcern: { level: 'snapshot' } }", 72, "InvalidOptions")]
    [TestCase("{ commitTransaction: 1 }", 72, "InvalidOptions")]
    [TestCase("{ find: 'c', maxTimeMS: -1 }", 2, "BadValue")]
    [TestCase("{ find: '' }", 73, "InvalidNamespace")]
    [TestCase("{ dropIndexes: 'missing', index: 'x' }", 26, "NamespaceNotFound")]
    [TestCase("{ renameCollection: 'x.missing', to: 'x.other' }", 26, "NamespaceNotFound")]
    public async Task Refusals_carry_code_and_name(string command, int code, string name)
    {
        var database = command.Contains("renameCollection", StringComparison.Ordinal) ? Client.GetDatabase("admin") : Database;
        var error = await Assert.ThrowsAsync<MongoCommandException>(() => database.RunCommandAsync<BsonDocument>(Doc(command)));
        Assert.That((error!.Code, error.CodeName), Is.EqualTo((code, name)), error.Message);
    }

    [Test]
    public async Task Creating_a_collection_twice_is_error_48()
    {
        await Database.CreateCollectionAsync("twice");
        var error = await Assert.ThrowsAsync<MongoCommandException>(() => Database.CreateCollectionAsync("twice"));
        Assert.That((error!.Code, error.CodeName), Is.EqualTo((48, "NamespaceExists")));
    }

    [Test]
    public async Task Collation_is_refused_by_name()
    {
        var collection = NewCollection();
        await collection.InsertOneAsync(Doc("{ _id: 1 }"));
        if (!LocalEngine.IsLocal)
            Assert.Pass("A MongoDB server supports collation.");
        await Assert.ThrowsAsync<MongoCommandException>(() => collection.Find(Doc("{ a: 'x' }"), new FindOptions { Collation = new Collation("en") }).ToListAsync());
    }

    [Test]
    public async Task Write_concern_of_more_nodes_than_there_are_is_reported_beside_the_write()
    {
        var collection = NewCollection().WithWriteConcern(new WriteConcern(3));
        var error = await Assert.ThrowsAsync<MongoWriteException>(() => collection.InsertOneAsync(Doc("{ _id: 1 }")));
        Assert.That(error!.WriteConcernError.Code, Is.EqualTo(100));
        Assert.That(collection.CountDocuments(Doc("{}")), Is.EqualTo(1));
    }

    [Test]
    public async Task Write_concerns_one_node_can_meet_are_accepted()
    {
        foreach (var concern in new[] { WriteConcern.W1, WriteConcern.WMajority, WriteConcern.WMajority.With(journal: true), WriteConcern.W1.With(wTimeout: TimeSpan.FromSeconds(1)) })
            await NewCollection().WithWriteConcern(concern).InsertOneAsync(Doc("{ _id: 1 }"));
    }

    [Test]
    public async Task Unacknowledged_write_is_applied()
    {
        var collection = NewCollection();
        await collection.WithWriteConcern(WriteConcern.Unacknowledged).InsertOneAsync(Doc("{ _id: 1 }"));
        await Eventually.True(async () => await collection.CountDocumentsAsync(Doc("{}")) == 1);
    }
}
