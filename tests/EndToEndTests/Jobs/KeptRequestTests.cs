using FhirHub.EndToEndTests.Transactions;
using MongoDB.Bson;
using MongoDB.Driver;
using static FhirHub.EndToEndTests.Transactions.Bundles;

namespace FhirHub.EndToEndTests.Jobs;

/// <summary>What is kept of requests that run later, and of what they answer: on two servers of one database, with a look into it.</summary>
[TestFixture]
internal sealed class KeptRequestTests
{
    private static readonly (string, string) Later = ("Prefer", "respond-async");
    private TestServer? _one;
    private TestServer? _two;
    private MongoClient? _client;
    private IMongoDatabase? _database;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        var database = await TestDatabase.NewAsync();
        _one = await TestServer.StartAsync(database);
        _two = await TestServer.StartAsync(database);
        _client = new MongoClient(database.ConnectionString);
        _database = _client.GetDatabase(database.Name);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _client!.Dispose();
        await _one!.DisposeAsync();
        await _two!.DisposeAsync();
    }

    private HttpClient Http => _one!.Http;

    private IMongoCollection<BsonDocument> Answers => _database!.GetCollection<BsonDocument>("answers");

    [Test]
    public async Task A_key_that_is_used_again_after_its_time_is_a_new_request()
    {
        string key = NewId(), first = NewId(), second = NewId();
        await RunLaterAsync(key, first);
        await ForgetKeysAsync();
        await RunLaterAsync(key, second);
        (await Http.FetchAsync($"Basic/{first}")).Expect(HttpStatusCode.OK);
        (await Http.FetchAsync($"Basic/{second}")).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task Of_different_requests_with_one_key_on_two_servers_one_is_refused_and_none_is_lost()
    {
        for (int i = 0; i < 10; i++)
        {
            string key = NewId();
            string[] ids = [NewId(), NewId()];
            HttpClient[] servers = [_one!.Http, _two!.Http];
            var answers = await Task.WhenAll(ids.Zip(servers, (id, http) => http.PostBundleAsync(Put(id), Later, ("Idempotency-Key", key))));
            Assert.That(answers.Select(a => a.Status).Order(), Is.EqualTo(new[] { HttpStatusCode.Accepted, HttpStatusCode.UnprocessableEntity }));
            int accepted = Array.FindIndex(answers, a => a.Status == HttpStatusCode.Accepted);
            await AsyncJobs.EndAsync(Http, answers[accepted].Header("Content-Location")!);
            (await Http.FetchAsync($"Basic/{ids[accepted]}")).Expect(HttpStatusCode.OK);
            (await Http.FetchAsync($"Basic/{ids[1 - accepted]}")).Expect(HttpStatusCode.NotFound);
        }
    }

    [Test]
    public async Task Of_different_batches_with_one_key_on_two_servers_one_happens_and_nothing_of_the_other()
    {
        for (int i = 0; i < 10; i++)
        {
            string key = NewId();
            string[] marks = [NewId(), NewId()];
            HttpClient[] servers = [_one!.Http, _two!.Http];
            // The second has more entries than the first: those that meet nothing of the other would be written.
            var answers = await Task.WhenAll(marks.Zip(servers, (mark, http) => http.PostBundleAsync(
                Batch([.. Enumerable.Range(0, mark == marks[0] ? 1 : 20).Select(n => Entry("PUT", $"Basic/{mark}-{n}", Basic($"{mark}-{n}")))]), ("Idempotency-Key", key))));
            Assert.That(answers.Select(a => a.Status).Order(), Is.EqualTo(new[] { HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity }));
            int refused = Array.FindIndex(answers, a => a.Status == HttpStatusCode.UnprocessableEntity);
            for (int n = 0; n < 20; n++)
                (await Http.FetchAsync($"Basic/{marks[refused]}-{n}")).Expect(HttpStatusCode.NotFound);
            (await Http.FetchAsync($"Basic/{marks[1 - refused]}-0")).Expect(HttpStatusCode.OK);
        }
    }

    [Test]
    public async Task An_operation_in_a_batch_that_is_repeated_after_a_kill_happens_once()
    {
        string key = NewId(), composition = NewId();
        (await Http.SendAsync("PUT", $"Composition/{composition}", $$"""
            {"resourceType":"Composition","id":"{{composition}}","status":"final","type":{"text":"t"},"date":"2026-01-01","author":[{"display":"a"}],"title":"t"}
            """)).Expect(HttpStatusCode.Created);
        const string Persist = """{"resourceType":"Parameters","parameter":[{"name":"persist","valueBoolean":true}]}""";
        string batch = Batch(
            Entry("POST", "Basic/$reindex"), Entry("POST", $"Composition/{composition}/$document", Persist), Entry("GET", $"Composition/{composition}"));
        var first = (await Http.PostBundleAsync(batch, ("Idempotency-Key", key))).Expect(HttpStatusCode.OK);
        Assert.That(first.EntryStatuses(), Is.EqualTo(new[] { "202", "200", "200" }), first.Text);
        Assert.That((string?)first.Entries[0]["response"]!["location"], Does.Contain("/_jobs/"));
        // As if the server had died before it kept the answer to the whole: those to the entries are there.
        Assert.That((await Answers.DeleteManyAsync("{ _id: { $not: /[:\\/#]/ } }")).DeletedCount, Is.GreaterThan(0));
        var again = (await Http.PostBundleAsync(batch, ("Idempotency-Key", key))).Expect(HttpStatusCode.OK);
        Assert.That(again.Entries[..2].Select(e => e.ToJsonString()), Is.EqualTo(first.Entries[..2].Select(e => e.ToJsonString())));
        Assert.That(await _database!.GetCollection<BsonDocument>("jobs").CountDocumentsAsync("{ type: 'reindex' }"), Is.EqualTo(1));
        Assert.That((int)(await Http.FetchAsync("Bundle?_summary=count")).Json["total"]!, Is.EqualTo(1));
    }

    [Test]
    public async Task DELETE_of_a_job_leaves_nothing_of_its_request_and_its_answer()
    {
        var accepted = (await Http.PostBundleAsync(Batch(Entry("PUT", "Basic/left", Basic("left"))), Later)).Expect(HttpStatusCode.Accepted);
        string url = accepted.Header("Content-Location")!;
        await AsyncJobs.EndAsync(Http, url);
        string kept = (await _database!.GetCollection<BsonDocument>("jobs").Find(new BsonDocument("_id", url.Split('/')[^1])).SingleAsync())["input"].AsByteArray is { } input
            ? (string)JsonNode.Parse(input)!["Id"]!
            : string.Empty;
        var ofJob = Builders<BsonDocument>.Filter.Regex("_id", $"^(request|answer):{kept}");
        Assert.That(await Answers.CountDocumentsAsync(ofJob), Is.EqualTo(3), "the answer, that to the entry, and that it has begun; the request is done with");
        (await Http.SendAsync("DELETE", url)).Expect(HttpStatusCode.Accepted);
        Assert.That(await Answers.CountDocumentsAsync(ofJob), Is.Zero);
    }

    private async Task RunLaterAsync(string key, string id)
    {
        var accepted = (await Http.PostBundleAsync(Put(id), Later, ("Idempotency-Key", key))).Expect(HttpStatusCode.Accepted);
        await AsyncJobs.EndAsync(Http, accepted.Header("Content-Location")!);
    }

    /// <summary>As time does after a day: what is kept for jobs has a longer life.</summary>
    private async Task ForgetKeysAsync() =>
        await Answers.UpdateManyAsync("{ _id: { $not: /:/ } }", Builders<BsonDocument>.Update.Set("expires", DateTime.UnixEpoch));

    private static string Put(string id) => Transaction(Entry("PUT", $"Basic/{id}", Basic(id)));

    private static string Basic(string id) => $$"""{"resourceType":"Basic","id":"{{id}}","code":{"text":"x"} }""";

    private static string NewId() => Guid.NewGuid().ToString("N");
}
