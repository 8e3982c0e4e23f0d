using FhirHub.EndToEndTests.Validation;
using FhirHub.Engine.Packs;
using FhirHub.Engine.Storage;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.EndToEndTests.Packs;

/// <summary>What is stored and cannot be read: a server lives with it, and with all else.</summary>
[TestFixture]
internal sealed class BrokenStoreTests
{
    [Test]
    public async Task A_pack_that_cannot_be_read_does_not_end_the_server()
    {
        var database = await TestDatabase.NewAsync();
        await using var server = await TestServer.StartAsync(database);
        using var client = new MongoClient(database.ConnectionString);
        var packs = client.GetDatabase(database.Name).GetCollection<BsonDocument>("packs");
        await packs.InsertOneAsync(new BsonDocument
        {
            { "_id", "broken" }, { "version", "1.0.0" }, { "fingerprint", "f" }, { "installed", DateTime.UnixEpoch },
            { "dependencies", new BsonArray() }, { "resources", new BsonArray() }, { "policy", """{"validation":5}""" },
        });
        // Nobody knows what it would refuse: writes say which pack it is, and what helps.
        var refused = await AnswerAsync(server, HttpStatusCode.InternalServerError);
        Assert.That(refused.IssueCodes, Is.EqualTo(new[] { "pack-unreadable" }));
        Assert.That(refused.Text, Does.Contain("broken").And.Contain("'validation' is no object").And.Contain("uninstall"));
        (await server.Http.FetchAsync("Patient?_summary=count")).Expect(HttpStatusCode.OK);
        (await server.Http.SendAsync("POST", "Patient/$validate", """{"resourceType":"Patient"}""")).Expect(HttpStatusCode.OK);

        (await server.Http.SendAsync("POST", "$uninstall-pack?name=broken")).Expect(HttpStatusCode.OK);
        await AnswerAsync(server, HttpStatusCode.Created);
        // What is not even a pack.
        await packs.InsertOneAsync(new BsonDocument { { "_id", "odd" }, { "version", 7 }, { "resources", "none" } });
        await AnswerAsync(server, HttpStatusCode.InternalServerError);
        await packs.DeleteOneAsync(Builders<BsonDocument>.Filter.Eq("_id", "odd"));
        await AnswerAsync(server, HttpStatusCode.Created);
        Assert.That(server.IsEnding, Is.False);
    }

    [Test]
    public async Task A_pack_that_cannot_be_read_keeps_nobody_from_writing_where_nothing_is_to_be_validated()
    {
        var database = await TestDatabase.NewAsync();
        database.Share();
        using var client = new MongoClient(database.ConnectionString);
        await client.GetDatabase(database.Name).GetCollection<BsonDocument>("packs").InsertOneAsync(new BsonDocument { { "_id", "odd" }, { "version", 7 } });
        await using (var server = await TestServer.StartAsync(database, ("Validation:Level", "Off")))
            (await server.Http.SendAsync("POST", "Patient", """{"resourceType":"Patient"}""")).Expect(HttpStatusCode.Created);
        // It is ready without, too: what it installs heals it.
        await using (var server = await TestServer.StartAsync(database, ("Packs:0", CompiledPacks.Archive("cn-base"))))
            (await server.Http.FetchAsync("StructureDefinition/cn-patient")).Expect(HttpStatusCode.OK);
        await database.ReleaseAsync();
    }

    [Test]
    public async Task A_definition_that_cannot_be_read_does_not_hide_the_others()
    {
        var database = await TestDatabase.NewAsync();
        await using var server = await TestServer.StartAsync(database);
        foreach (string id in new[] { "one", "two", "three" })
            await server.Http.DefineAsync(id, Profiles.Requiring(id, "birthDate"));
        using var client = new MongoClient(database.ConnectionString);
        var resources = client.GetDatabase(database.Name).GetCollection<BsonDocument>("resources");
        var broken = await resources.UpdateOneAsync(
            Builders<BsonDocument>.Filter.Eq("_id", "StructureDefinition/two"), Builders<BsonDocument>.Update.Set("json", new BsonBinaryData("{\"url\":"u8.ToArray())));
        Assert.That(broken.ModifiedCount, Is.EqualTo(1));
        using var store = new FhirDatabase(new MongoOptions { ConnectionString = database.ConnectionString, Database = database.Name });
        using var catalog = new DefinitionCatalog(store, TimeProvider.System);
        await catalog.RefreshAsync(CancellationToken.None);
        Assert.That(catalog.All("StructureDefinition").Select(e => e.Key), Is.EqualTo(new[] { "StructureDefinition/one", "StructureDefinition/three" }));
        Assert.That(catalog.Unreadable().Select(e => e.Key), Is.EqualTo(new[] { "StructureDefinition/two" }));
    }

    [Test]
    public async Task What_no_version_of_the_server_can_read_keeps_it_from_being_ready_and_not_from_listening()
    {
        var database = await TestDatabase.NewAsync();
        using var client = new MongoClient(database.ConnectionString);
        var resources = client.GetDatabase(database.Name).GetCollection<BsonDocument>("resources");
        await resources.InsertOneAsync(new BsonDocument { { "_id", "StructureDefinition/odd" }, { "type", "StructureDefinition" }, { "version", "one" }, { "lastUpdated", DateTime.UnixEpoch } });
        await using var server = await TestServer.ListenAsync(database);
        for (int i = 0; i < 200; i++)
            Assert.That((await server.Http.GetAsync("/healthz/ready")).IsSuccessStatusCode, Is.False);
        Assert.That(server.IsEnding, Is.False);
        await resources.DeleteOneAsync(Builders<BsonDocument>.Filter.Eq("_id", "StructureDefinition/odd"));
        await Readiness.UntilAsync(server.Http);
    }

    private static async Task<Answer> AnswerAsync(TestServer server, HttpStatusCode wanted)
    {
        Answer answer;
        do
            answer = await server.Http.SendAsync("POST", "Patient", """{"resourceType":"Patient"}""");
        while (answer.Status != wanted);
        return answer;
    }
}
