using FhirHub.EndToEndTests.Search;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Terminology.Catalog;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.EndToEndTests.Terminology;

/// <summary>How large code systems come into the database, and changes to other servers.</summary>
[TestFixture]
internal sealed class LoadingTests
{
    private const int Count = 6000;
    private static readonly GeneratedSystem System = new(Terms.Root + "loaded", Count);

    [Test]
    public async Task Two_servers_load_a_code_system_once_and_both_know_it()
    {
        var database = await TestDatabase.NewAsync();
        await using var one = await TestServer.StartAsync(database);
        await using var two = await TestServer.StartAsync(database);
        await PutAsync(one);
        await Loaded.UntilAsync(one.Http, System.Url, GeneratedSystem.Code(Count - 1));
        await CustomParameters.UntilAsync(async () => (await two.Http.FetchAsync($"CodeSystem/$lookup?system={System.Url}&code={GeneratedSystem.Code(7)}")).Status == HttpStatusCode.OK);
        using var client = new MongoClient(database.ConnectionString);
        var data = client.GetDatabase(database.Name);
        string[] sets = await SetsAsync(data);
        Assert.That(sets, Has.Length.EqualTo(1), "loaded once");
        Assert.That(await data.GetCollection<BsonDocument>(sets[0]).CountDocumentsAsync(new BsonDocument()), Is.EqualTo(Count));
    }

    [Test]
    public async Task A_look_that_fails_forgets_nothing()
    {
        var testDatabase = await TestDatabase.NewAsync();
        await using var server = await TestServer.StartAsync(testDatabase);
        await server.Http.PutAsync(Terms.Diseases("old"));
        await server.Http.PutAsync(Terms.Diseases("new"));
        using var client = new MongoClient(testDatabase.ConnectionString);
        var data = client.GetDatabase(testDatabase.Name);
        // Longer ago than is looked at twice.
        await data.GetCollection<BsonDocument>("resources").UpdateOneAsync(
            new BsonDocument("_id", "CodeSystem/old"), new BsonDocument("$set", new BsonDocument("lastUpdated", DateTime.UnixEpoch)));
        var sets = data.GetCollection<BsonDocument>("codeSystems");
        await sets.InsertOneAsync(new BsonDocument { { "_id", "unreadable" }, { "concepts", 5 } });
        using var database = new FhirDatabase(new MongoOptions { ConnectionString = testDatabase.ConnectionString, Database = testDatabase.Name });
        using var catalog = new TerminologyCatalog(database, TimeProvider.System);
        await Assert.CatchAsync<Exception>(() => catalog.RefreshAsync(default));
        await sets.DeleteOneAsync(new BsonDocument("_id", "unreadable"));
        await catalog.RefreshAsync(default);
        Assert.That(catalog.Current.Find("CodeSystem", Terms.Root + "old", null), Is.Not.Null);
        Assert.That(catalog.Current.Find("CodeSystem", Terms.Root + "new", null), Is.Not.Null);
    }

    [Test]
    public async Task A_load_that_was_cut_short_is_begun_anew()
    {
        var database = await TestDatabase.NewAsync();
        await using var server = await TestServer.StartAsync(database);
        using var client = new MongoClient(database.ConnectionString);
        var data = client.GetDatabase(database.Name);
        await data.GetCollection<BsonDocument>("codeSystems").InsertOneAsync(new BsonDocument
        {
            { "_id", "CodeSystem/loaded" },
            { "loading", new BsonDocument { { "set", "abandoned" }, { "fingerprint", "x" }, { "until", new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc) }, { "done", 1 }, { "total", Count }, { "fault", BsonNull.Value } } },
        });
        await data.GetCollection<BsonDocument>("concepts_abandoned").InsertOneAsync(
            new BsonDocument { { "_id", "half" }, { "ord", 0 }, { "code", "half" }, { "keys", new BsonArray() } });
        await PutAsync(server);
        await Loaded.UntilAsync(server.Http, System.Url, GeneratedSystem.Code(Count - 1));
        Assert.That((await server.Http.ExpandAsync(System.Url + "/all", "&count=0")).Total(), Is.EqualTo(Count));
        (await server.Http.FetchAsync($"CodeSystem/$lookup?system={System.Url}&code=half")).ExpectIssue(HttpStatusCode.NotFound, "code-unknown");
        var state = await data.GetCollection<BsonDocument>("codeSystems").Find(new BsonDocument("_id", "CodeSystem/loaded")).SingleAsync();
        Assert.That(state["old"].AsBsonArray.Select(o => o["set"].AsString), Is.EqualTo(new[] { "abandoned" }), "to be removed");
    }

    [Test]
    public async Task Concepts_that_nobody_knows_of_are_removed()
    {
        var database = await TestDatabase.NewAsync();
        using var client = new MongoClient(database.ConnectionString);
        var data = client.GetDatabase(database.Name);
        await data.GetCollection<BsonDocument>("concepts_lost").InsertOneAsync(new BsonDocument("_id", "half"));
        await using var server = await TestServer.StartAsync(database);
        await Loaded.UntilAsync(async () => (await SetsAsync(data)).Length == 0);
    }

    [Test]
    public async Task A_server_that_is_killed_while_it_loads_finishes_when_it_is_back()
    {
        const int Many = 100_000;
        var large = new GeneratedSystem(Terms.Root + "killed", Many);
        var database = await TestDatabase.NewAsync();
        database.Share();
        using var client = new MongoClient(database.ConnectionString);
        var data = client.GetDatabase(database.Name);
        var states = data.GetCollection<BsonDocument>("codeSystems");
        await using (var server = await ServerProcess.StartAsync(database.ConnectionString, database.Name))
        {
            (await server.Http.SendBytesAsync("PUT", "CodeSystem/killed", large.Json("killed").ToArray(), FhirHttp.FhirJson, ("Prefer", "return=minimal"))).Expect(HttpStatusCode.Created);
            await Loaded.UntilAsync(async () => (await SetsAsync(data)).Length == 1 && await data.GetCollection<BsonDocument>((await SetsAsync(data))[0]).EstimatedDocumentCountAsync() > 0);
            await server.KillAsync();
            var state = await states.Find(new BsonDocument("_id", "CodeSystem/killed")).SingleAsync();
            Assert.That(state.Contains("concepts"), Is.False, "not loaded yet");
            await server.RestartAsync();
            await Loaded.UntilAsync(server.Http, large.Url, GeneratedSystem.Code(Many - 1));
            Assert.That((await server.Http.ExpandAsync(large.Url + "/all", "&count=0")).Total(), Is.EqualTo(Many));
            Assert.That((await server.Http.ExpandAsync(large.Url + "/all", $"&offset={Many - 2}&count=10")).Codes(), Has.Length.EqualTo(2));
            state = await states.Find(new BsonDocument("_id", "CodeSystem/killed")).SingleAsync();
            Assert.That(await data.GetCollection<BsonDocument>("concepts_" + state["concepts"].AsString).CountDocumentsAsync(new BsonDocument()), Is.EqualTo(Many));
        }

        await database.ReleaseAsync();
    }

    [Test]
    public async Task A_code_system_that_is_replaced_while_it_loads_is_the_new_one_in_the_end()
    {
        await using var server = await TestServer.StartAsync();
        string url = Terms.Root + "replaced";
        for (int version = 1; version <= 3; version++)
        {
            var system = new GeneratedSystem(url, 5000 + version * 1000);
            await server.Http.SendBytesAsync("PUT", "CodeSystem/replaced", system.Json("replaced", $"{version}").ToArray(), FhirHttp.FhirJson, ("Prefer", "return=minimal"));
        }

        await Loaded.UntilAsync(server.Http, url, GeneratedSystem.Code(1));
        await Loaded.UntilAsync(async () => (await server.Http.ExpandAsync(url + "/all", "&count=0")).Total() == 8000);
        Assert.That((string?)(await server.Http.FetchAsync($"CodeSystem/$lookup?system={url}&code={GeneratedSystem.Code(7999)}")).Expect(HttpStatusCode.OK).Parameter("version"), Is.EqualTo("3"));
    }

    [Test]
    public async Task An_expansion_beside_a_load_is_of_the_old_concepts_or_of_the_new()
    {
        await using var server = await TestServer.StartAsync();
        string url = Terms.Root + "exchanged";
        await PutAsync("old");
        await Loaded.UntilAsync(server.Http, url, "old5999");
        await PutAsync("new");
        string[] kinds;
        do
        {
            var page = await server.Http.ExpandAsync(url + "/all", "&offset=100&count=3000");
            kinds = [.. page.Codes().Select(c => c[..3]).Distinct()];
            Assert.That(kinds, Has.Length.EqualTo(1), "never both");
            Assert.That(page.Total(), Is.EqualTo(6000));
            Assert.That(page.Codes(), Has.Length.EqualTo(3000));
        }
        while (kinds[0] != "new");

        Task PutAsync(string kind) => server.Http.PutAsync($$"""
            {"resourceType":"CodeSystem","id":"exchanged","url":"{{url}}","version":"1","status":"active","content":"complete","caseSensitive":true,"valueSet":"{{url}}/all",
             "concept":[{{string.Join(',', Enumerable.Range(0, 6000).Select(i => $$"""{"code":"{{kind}}{{i}}","display":"{{kind}}"}"""))}}]}
            """);
    }

    [Test]
    public async Task A_deleted_code_system_is_unknown_at_once()
    {
        await using var server = await TestServer.StartAsync();
        await PutAsync(server);
        await Loaded.UntilAsync(server.Http, System.Url, GeneratedSystem.Code(1));
        (await server.Http.SendAsync("DELETE", "CodeSystem/loaded")).Expect(HttpStatusCode.NoContent);
        (await server.Http.FetchAsync($"CodeSystem/$lookup?system={System.Url}&code={GeneratedSystem.Code(1)}")).ExpectIssue(HttpStatusCode.NotFound, "code-system-unknown");
    }

    [Test]
    public async Task A_change_on_one_server_shows_on_the_other()
    {
        var database = await TestDatabase.NewAsync();
        await using var one = await TestServer.StartAsync(database);
        await using var two = await TestServer.StartAsync(database);
        await one.Http.PutAsync(Terms.Diseases("dis"));
        await CustomParameters.UntilAsync(async () => (await two.Http.FetchAsync($"CodeSystem/$lookup?system={Terms.Root}dis&code=A")).Status == HttpStatusCode.OK);
        await two.Http.PutAsync(Terms.Filtered("s", "dis", "concept", "is-a", "A1"));
        await CustomParameters.UntilAsync(async () => (await one.Http.FetchAsync($"Condition?code:in={Terms.Root}vs/s", ("Prefer", "handling=strict"))).Status == HttpStatusCode.OK);
    }

    [Test]
    public async Task The_validator_judges_by_a_large_code_system()
    {
        await using var server = await TestServer.StartAsync();
        await PutAsync(server);
        await Loaded.UntilAsync(server.Http, System.Url, GeneratedSystem.Code(Count - 1));
        await server.Http.PutAsync($$"""
            {"resourceType":"StructureDefinition","id":"bound","url":"{{Terms.Root}}bound","name":"Bound","status":"active","fhirVersion":"4.0.1","kind":"resource","abstract":false,
             "type":"Condition","baseDefinition":"http://hl7.org/fhir/StructureDefinition/Condition","derivation":"constraint",
             "differential":{"element":[{"id":"Condition.code","path":"Condition.code","binding":{"strength":"required","valueSet":"{{System.Url}}/all"} } ]} }
            """);
        foreach (var (code, isRight) in new[] { (GeneratedSystem.Code(4321), true), ("X1", false) })
        {
            string condition = $$$"""{"resourceType":"Condition","subject":{"reference":"Patient/p"},"code":{"coding":[{"system":"{{{System.Url}}}","code":"{{{code}}}"}]}}""";
            var answer = (await server.Http.SendAsync("POST", $"Condition/$validate?profile={Terms.Root}bound", condition)).Expect(HttpStatusCode.OK);
            Assert.That(answer.Issues.Any(i => (string?)i["severity"] == "error"), Is.EqualTo(!isRight), answer.Text);
        }
    }

    private static async Task<string[]> SetsAsync(IMongoDatabase data) =>
        [.. (await (await data.ListCollectionNamesAsync()).ToListAsync()).Where(n => n.StartsWith("concepts", StringComparison.Ordinal))];

    private static async Task PutAsync(TestServer server) =>
        (await server.Http.SendBytesAsync("PUT", "CodeSystem/loaded", System.Json("loaded").ToArray(), FhirHttp.FhirJson, ("Prefer", "return=minimal"))).Expect(HttpStatusCode.Created);
}
