namespace FhirHub.EndToEndTests.Proof;

/// <summary>Many clients on one resource: nothing is lost, versions are gapless, and nobody gets a 500.</summary>
[TestFixture]
internal sealed class ConcurrencyTests : ServerTests
{
    private const int Clients = 32;

    [Test]
    public async Task Of_32_clients_that_update_one_resource_without_If_Match_each_write_becomes_a_version()
    {
        var log = new WriteLog();
        string key = $"Basic/{NewId()}";
        await ManyAsync(async _ =>
        {
            for (int i = 0; i < 8; i++)
            {
                var answer = await log.PutAsync(Http, key);
                Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK).Or.EqualTo(HttpStatusCode.Created), answer.Text);
            }
        });
        Assert.That(log.Acknowledged, Is.EqualTo(Clients * 8));
        await log.AssertKeptAsync(Http);
        await AssertVersionOfAsync(key, Clients * 8);
    }

    [Test]
    public async Task Of_32_clients_that_update_one_resource_with_If_Match_only_those_who_saw_the_newest_version_do()
    {
        var log = new WriteLog();
        string key = $"Basic/{NewId()}";
        await log.PutAsync(Http, key);
        await ManyAsync(async _ =>
        {
            for (int done = 0; done < 1;)
            {
                string seen = (await Http.FetchAsync(key)).Header("ETag")!;
                var answer = await log.PutAsync(Http, key, ("If-Match", seen));
                Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK).Or.EqualTo(HttpStatusCode.PreconditionFailed), answer.Text);
                if (answer.Status != HttpStatusCode.OK)
                    continue;
                Assert.That($"W/\"{answer.Version - 1}\"", Is.EqualTo(seen));
                done++;
            }
        });
        await log.AssertKeptAsync(Http);
        await AssertVersionOfAsync(key, 1 + Clients);
    }

    [Test]
    public async Task Of_32_clients_with_the_same_If_Match_one_updates()
    {
        string id = await NewPatientAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => PutPatientAsync(id, headers: ("If-Match", "W/\"1\""))));
        Assert.That(answers.Count(a => a.Status == HttpStatusCode.OK), Is.EqualTo(1));
        Assert.That(answers.Count(a => a.Status == HttpStatusCode.PreconditionFailed), Is.EqualTo(Clients - 1));
        await AssertVersionAsync($"Patient/{id}", 2);
    }

    [Test]
    public async Task Readers_beside_writers_never_see_a_version_go_back_or_a_half_written_one()
    {
        var log = new WriteLog();
        string key = $"Basic/{NewId()}";
        await log.PutAsync(Http, key);
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 4).Select(async _ =>
        {
            for (long last = 0; !done.IsCancellationRequested;)
            {
                var read = (await Http.FetchAsync(key)).Expect(HttpStatusCode.OK);
                Assert.That(read.Version, Is.GreaterThanOrEqualTo(last));
                Assert.That((string?)read.Json["meta"]!["versionId"], Is.EqualTo($"{read.Version}"));
                last = read.Version;
            }
        }).ToArray();
        for (int i = 0; i < 60; i++)
            await (i % 3 == 0 ? log.PatchAsync(Http, key) : log.PutAsync(Http, key));
        await done.CancelAsync();
        await Task.WhenAll(readers);
        await log.AssertKeptAsync(Http);
    }

    [Test]
    public async Task Writes_that_their_clients_give_up_happen_wholly_or_not_at_all()
    {
        var log = new WriteLog();
        string[] keys = [.. Enumerable.Range(0, 4).Select(_ => $"Basic/{NewId()}")];
        int givenUp = 0;
        await Task.WhenAll(Enumerable.Range(1, 8).Select(async client =>
        {
            using var hasty = new HttpClient { BaseAddress = Server.BaseUrl, Timeout = TimeSpan.FromMilliseconds(client * 4) };
            for (int i = 0; i < 25; i++)
            {
                try
                {
                    await log.PutAsync(hasty, keys[(client + i) % keys.Length]);
                }
                catch (TaskCanceledException)
                {
                    Interlocked.Increment(ref givenUp);
                }
            }
        }));
        // What was given up may still be on its way; a write of each resource comes after all that queue up for it.
        foreach (string key in keys)
            Assert.That((int)(await log.PutAsync(Http, key)).Status, Is.LessThan(300));
        Assert.That(givenUp, Is.GreaterThan(0));
        await log.AssertKeptAsync(Http);
    }

    private static Task ManyAsync(Func<int, Task> client) => Task.WhenAll(Enumerable.Range(0, Clients).Select(client));

    private async Task AssertVersionOfAsync(string key, long version) =>
        Assert.That((await Http.FetchAsync(key)).Version, Is.EqualTo(version));
}
