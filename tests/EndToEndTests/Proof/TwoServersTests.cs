namespace FhirHub.EndToEndTests.Proof;

/// <summary>Two servers on one database, which know nothing of each other.</summary>
[TestFixture]
internal sealed class TwoServersTests
{
    private TestServer[] _servers = [];

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        var database = await TestDatabase.NewAsync();
        // Both at once: the database is prepared by two at the same time.
        _servers = await Task.WhenAll(TestServer.StartAsync(database), TestServer.StartAsync(database));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
    }

    [Test]
    public async Task Updates_of_the_same_resources_on_both_are_all_kept()
    {
        var log = new WriteLog();
        string[] keys = [.. Enumerable.Range(0, 3).Select(_ => $"Basic/{Guid.NewGuid():N}")];
        await Task.WhenAll(Enumerable.Range(0, 16).Select(async client =>
        {
            for (int i = 0; i < 10; i++)
            {
                var answer = await log.PutAsync(_servers[client % 2].Http, keys[(client / 2 + i) % keys.Length]);
                Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK).Or.EqualTo(HttpStatusCode.Created), answer.Text);
            }
        }));
        Assert.That(log.Acknowledged, Is.EqualTo(160));
        foreach (var server in _servers)
            await log.AssertKeptAsync(server.Http);
    }

    [Test]
    public async Task Labels_added_on_both_at_once_are_all_there()
    {
        string id = (await _servers[0].Http.SendAsync("POST", "Patient", """{"resourceType":"Patient"}""")).Id;
        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => _servers[i % 2].Http.SendAsync(
            "POST", $"Patient/{id}/$meta-add", $$$"""{"resourceType":"Parameters","parameter":[{"name":"meta","valueMeta":{"tag":[{"code":"c{{{i}}}"}]}}]}""")));
        Assert.That(answers.Select(a => a.Status), Is.All.EqualTo(HttpStatusCode.OK));
        var read = await _servers[1].Http.FetchAsync($"Patient/{id}");
        Assert.That(read.Json["meta"]!["tag"]!.AsArray(), Has.Count.EqualTo(24));
        Assert.That(read.Version, Is.EqualTo(25));
    }

    [Test]
    public async Task What_one_wrote_the_other_reads_and_both_refuse_what_is_stale()
    {
        string id = (await _servers[0].Http.SendAsync("POST", "Patient", """{"resourceType":"Patient"}""")).Id;
        string body = $$"""{"resourceType":"Patient","id":"{{id}}"}""";
        (await _servers[1].Http.SendAsync("PUT", $"Patient/{id}", body, headers: ("If-Match", "W/\"1\""))).Expect(HttpStatusCode.OK);
        (await _servers[0].Http.SendAsync("PUT", $"Patient/{id}", body, headers: ("If-Match", "W/\"1\""))).ExpectIssue(HttpStatusCode.PreconditionFailed, "version-mismatch");
        (await _servers[0].Http.SendAsync("DELETE", $"Patient/{id}")).Expect(HttpStatusCode.NoContent);
        (await _servers[1].Http.FetchAsync($"Patient/{id}")).Expect(HttpStatusCode.Gone);
    }
}
