using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.LocalMongoTests;

/// <summary>The administrative commands, as the driver and mongosh use them.</summary>
public sealed class CommandTests : DatabaseFixture
{
    [Test]
    public async Task Hello_presents_a_replica_set_primary_with_sessions()
    {
        var hello = await Run("{ hello: 1 }");
        Assert.That(hello["isWritablePrimary"].AsBoolean, Is.True);
        Assert.That(hello["maxBsonObjectSize"].ToInt32(), Is.EqualTo(16_777_216));
        Assert.That(hello["logicalSessionTimeoutMinutes"].ToInt32(), Is.EqualTo(30));
        Assert.That(hello["maxWireVersion"].ToInt32(), Is.GreaterThanOrEqualTo(17));
        Assert.That(hello["setName"].AsString, Is.Not.Empty);
    }

    [TestCase("{ ping: 1 }")]
    [TestCase("{ buildInfo: 1 }")]
    [TestCase("{ connectionStatus: 1 }")]
    [TestCase("{ hostInfo: 1 }")]
    [TestCase("{ serverStatus: 1 }")]
    [TestCase("{ getParameter: 1, featureCompatibilityVersion: 1 }")]
    [TestCase("{ listDatabases: 1, nameOnly: true }")]
    [TestCase("{ dbStats: 1 }")]
    [TestCase("{ startSession: 1 }")]
    [TestCase("{ ping: 1, $readPreference: { mode: 'primary' }, comment: 'c' }")]
    public async Task Answered_with_ok(string command) =>
        Assert.That((await Client.GetDatabase("admin").RunCommandAsync<BsonDocument>(Doc(command)))["ok"].ToDouble(), Is.EqualTo(1.0));

    [Test]
    public async Task Collections_are_listed_renamed_and_dropped()
    {
        await Database.CreateCollectionAsync("listed");
        Assert.That(await (await Database.ListCollectionNamesAsync(new ListCollectionNamesOptions { Filter = Doc("{ name: 'listed' }") })).ToListAsync(), Has.Count.EqualTo(1));
        await Database.RenameCollectionAsync("listed", "renamed");
        Assert.That(await (await Database.ListCollectionNamesAsync()).ToListAsync(), Does.Contain("renamed").And.Not.Contain("listed"));
        await Database.DropCollectionAsync("renamed");
        await Database.DropCollectionAsync("renamed");
        Assert.That(await (await Database.ListCollectionNamesAsync()).ToListAsync(), Does.Not.Contain("renamed"));
    }

    [Test]
    public async Task Database_appears_in_the_list_and_goes_when_dropped()
    {
        var name = Database.DatabaseNamespace.DatabaseName + "_x";
        await Client.GetDatabase(name).GetCollection<BsonDocument>("c").InsertOneAsync(Doc("{ _id: 1 }"));
        Assert.That(await (await Client.ListDatabaseNamesAsync()).ToListAsync(), Does.Contain(name));
        await Client.DropDatabaseAsync(name);
        Assert.That(await (await Client.ListDatabaseNamesAsync()).ToListAsync(), Does.Not.Contain(name));
    }

    [Test]
    public async Task Indexes_are_created_listed_used_and_dropped()
    {
        var collection = NewCollection();
        await collection.InsertManyAsync(Enumerable.Range(0, 200).Select(i => new BsonDocument { { "_id", i }, { "token", new BsonArray { "a" + i % 10, "b" + i } }, { "k", i } }));
        var names = await collection.Indexes.CreateManyAsync(
        [
            new(Doc("{ token: 1, k: -1 }")),
            new(Doc("{ k: 1 }"), new CreateIndexOptions<BsonDocument> { Unique = true, PartialFilterExpression = Doc("{ k: { $gt: 10 } }") }),
            new(Doc("{ at: 1 }"), new CreateIndexOptions { ExpireAfter = TimeSpan.FromDays(1) }),
        ]);
        Assert.That(names, Is.EqualTo(new[] { "token_1_k_-1", "k_1", "at_1" }));
        var listed = (await (await collection.Indexes.ListAsync()).ToListAsync()).ToDictionary(i => i["name"].AsString);
        Assert.That(listed.Keys, Is.EquivalentTo(new[] { "_id_", "token_1_k_-1", "k_1", "at_1" }));
        Assert.That(listed["k_1"]["unique"].ToBoolean(), Is.True);
        Assert.That(listed["at_1"]["expireAfterSeconds"].ToInt32(), Is.EqualTo(86400));
        var found = await collection.Find(Doc("{ token: 'a3' }"), new FindOptions { Hint = "token_1_k_-1" }).Sort(Doc("{ k: -1 }")).Limit(3).ToListAsync();
        Assert.That(found.Select(d => d["k"].AsInt32), Is.EqualTo(new[] { 193, 183, 173 }));
        await collection.Indexes.DropOneAsync("k_1");
        await collection.InsertOneAsync(Doc("{ _id: 1000, k: 50 }"));
        await collection.Indexes.DropAllAsync();
        Assert.That(await (await collection.Indexes.ListAsync()).ToListAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Index_of_the_same_name_with_other_keys_is_error_86()
    {
        var collection = NewCollection();
        await collection.Indexes.CreateOneAsync(new CreateIndexModel<BsonDocument>(Doc("{ a: 1 }"), new CreateIndexOptions { Name = "n" }));
        var error = await Assert.ThrowsAsync<MongoCommandException>(() =>
            collection.Indexes.CreateOneAsync(new CreateIndexModel<BsonDocument>(Doc("{ b: 1 }"), new CreateIndexOptions { Name = "n" })));
        Assert.That((error!.Code, error.CodeName), Is.EqualTo((86, "IndexKeySpecsConflict")));
    }

    [Test]
    public async Task Unique_index_over_duplicates_is_refused()
    {
        var collection = NewCollection();
        await collection.InsertManyAsync([Doc("{ a: 1 }"), Doc("{ a: 1 }")]);
        var error = await Assert.ThrowsAsync<MongoCommandException>(() =>
            collection.Indexes.CreateOneAsync(new CreateIndexModel<BsonDocument>(Doc("{ a: 1 }"), new CreateIndexOptions { Unique = true })));
        Assert.That((error!.Code, error.CodeName), Is.EqualTo((11000, "DuplicateKey")));
    }

    [Test]
    public async Task CollMod_changes_the_expiry_of_an_index()
    {
        var collection = NewCollection();
        await collection.Indexes.CreateOneAsync(new CreateIndexModel<BsonDocument>(Doc("{ at: 1 }"), new CreateIndexOptions { ExpireAfter = TimeSpan.FromHours(1) }));
        await Database.RunCommandAsync<BsonDocument>(new BsonDocument
        {
            { "collMod", collection.CollectionNamespace.CollectionName },
            { "index", Doc("{ name: 'at_1', expireAfterSeconds: 60 }") },
        });
        var index = (await (await collection.Indexes.ListAsync()).ToListAsync()).Single(i => i["name"] == "at_1");
        Assert.That(index["expireAfterSeconds"].ToInt32(), Is.EqualTo(60));
    }

    [Test]
    public async Task Explain_names_the_index_that_serves_a_query()
    {
        var collection = NewCollection();
        await collection.InsertManyAsync(Enumerable.Range(0, 500).Select(i => new BsonDocument { { "_id", i }, { "k", i } }));
        await collection.Indexes.CreateOneAsync(new CreateIndexModel<BsonDocument>(Doc("{ k: 1 }")));
        var plan = await Run($"{{ explain: {{ find: '{collection.CollectionNamespace.CollectionName}', filter: {{ k: 7 }}, hint: 'k_1' }}, verbosity: 'queryPlanner' }}");
        Assert.That(plan["queryPlanner"].ToString(), Does.Contain("Index").Or.Contain("IXSCAN"));
    }

    [Test]
    public async Task Statistics_count_documents_and_indexes()
    {
        var collection = NewCollection();
        await collection.InsertManyAsync(Enumerable.Range(0, 10).Select(i => new BsonDocument("_id", i)));
        var stats = await Run($"{{ collStats: '{collection.CollectionNamespace.CollectionName}' }}");
        Assert.That((stats["count"].ToInt32(), stats["nindexes"].ToInt32()), Is.EqualTo((10, 1)));
    }

    [Test]
    public async Task Geo_and_union_stages_work()
    {
        var places = NewCollection();
        await places.Indexes.CreateOneAsync(new CreateIndexModel<BsonDocument>(Doc("{ at: '2dsphere' }")));
        await places.InsertManyAsync([Doc("{ _id: 'near', at: { type: 'Point', coordinates: [8.5, 47.4] } }"), Doc("{ _id: 'far', at: { type: 'Point', coordinates: [9.5, 47.4] } }")]);
        var near = await places.Find(Doc("{ at: { $nearSphere: { $geometry: { type: 'Point', coordinates: [8.5, 47.4] }, $maxDistance: 1000 } } }")).ToListAsync();
        Assert.That(near.Select(d => d["_id"].AsString), Is.EqualTo(new[] { "near" }));
        var union = await (await places.AggregateAsync<BsonDocument>(new[] { Doc($"{{ $unionWith: '{places.CollectionNamespace.CollectionName}' }}"), Doc("{ $count: 'n' }") })).SingleAsync();
        Assert.That(union["n"].ToInt32(), Is.EqualTo(4));
    }

    private Task<BsonDocument> Run(string command) => Database.RunCommandAsync<BsonDocument>(Doc(command));
}
