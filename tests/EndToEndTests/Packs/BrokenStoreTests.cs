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
        // A write looks itself where the background has not looked for two seconds: it has failed by then.
        await AnswerAsync(server, HttpStatusCode.InternalServerError);
        await packs.DeleteOneAsync(Builders<BsonDocument>.Filter.Eq("_id", "broken"));
        await AnswerAsync(server, HttpStatusCode.Created);
        Assert.That(server.IsEnding, Is.False);
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

    private static async Task AnswerAsync(TestServer server, HttpStatusCode wanted)
    {
        Answer answer;
        do
            answer = await server.Http.SendAsync("POST", "Patient", """{"resourceType":"Patient"}""");
        while (answer.Status != wanted);
    }
}
