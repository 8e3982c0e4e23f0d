using System.Collections.Concurrent;
using FhirHub.EndToEndTests.Jobs;
using FhirHub.LocalMongo;
using static FhirHub.EndToEndTests.Transactions.Bundles;

namespace FhirHub.EndToEndTests.Transactions;

/// <summary>The server is killed in the middle of transactions and jobs: each happens wholly or not at all, and what is repeated happens once.</summary>
[TestFixture]
internal sealed class TransactionCrashTests
{
    private const int Kills = 8;
    private const int Size = 6;
    private LocalDatabaseOptions _options = new();
    private LocalDatabaseInstance? _instance;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _options = new LocalDatabaseOptions { Durable = true, DataRoot = Directory.CreateTempSubdirectory("fhirhub-transactions-").FullName };
        _instance = await LocalDatabase.EnsureStartedAsync(_options);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await LocalDatabase.StopAsync(_options);
        Directory.Delete(_options.DataRoot!, recursive: true);
    }

    [Test]
    public async Task When_the_server_is_killed_each_transaction_is_there_wholly_or_not_at_all()
    {
        await using var server = await ServerProcess.StartAsync(_instance!.ConnectionString, "transactions_killed");
        var sent = new ConcurrentDictionary<string, bool>();
        using var done = new CancellationTokenSource();
        var back = Task.CompletedTask;
        var clients = Enumerable.Range(0, 6).Select(_ => LoadAsync(server.Http, sent, () => back, done.Token)).ToArray();
        int seed = Environment.TickCount;
        await TestContext.Progress.WriteLineAsync($"seed {seed}");
        var random = new Random(seed);
        for (int i = 0; i < Kills; i++)
        {
            int until = sent.Count + random.Next(5, 40);
            while (sent.Count < until)
                await await Task.WhenAny(clients.Append(Task.Delay(1)));
            back = RestartAsync(server);
            await back;
        }

        await done.CancelAsync();
        await Task.WhenAll(clients);
        Assert.That(sent.Values.Count(acknowledged => acknowledged), Is.GreaterThan(Kills));
        foreach (var (mark, acknowledged) in sent)
        {
            int there = 0;
            for (int i = 0; i < Size; i++)
                there += (await server.Http.FetchAsync($"Basic/{mark}-{i}")).Status == HttpStatusCode.OK ? 1 : 0;
            Assert.That(there, acknowledged ? Is.EqualTo(Size) : Is.EqualTo(0).Or.EqualTo(Size), mark);
        }
    }

    [Test]
    public async Task What_a_client_repeats_with_its_key_after_a_kill_happens_once()
    {
        await using var server = await ServerProcess.StartAsync(_instance!.ConnectionString, "keys_killed");
        string[] marks = [.. Enumerable.Range(0, 24).Select(_ => Guid.NewGuid().ToString("N"))];
        var back = Task.CompletedTask;
        int begun = 0;
        var clients = marks.Chunk(6).Select(async own =>
        {
            foreach (string mark in own)
            {
                Interlocked.Increment(ref begun);
                await UntilAnsweredAsync(server.Http, mark, () => back);
            }
        }).ToArray();
        while (begun < 10)
            await await Task.WhenAny(clients.Append(Task.Delay(1)));
        back = RestartAsync(server);
        await back;
        await Task.WhenAll(clients);
        var all = await AllMarksAsync(server.Http);
        Assert.That(all.Order(), Is.EqualTo(marks.Order()));
    }

    [Test]
    public async Task A_batch_that_is_killed_half_way_goes_on_and_writes_each_entry_once()
    {
        await using var server = await ServerProcess.StartAsync(_instance!.ConnectionString, "jobs_killed", ("JobLeaseSeconds", "2"));
        string[] marks = [.. Enumerable.Range(0, 400).Select(_ => Guid.NewGuid().ToString("N"))];
        string batch = Batch([.. marks.Select(m => Entry("POST", "Basic", Basic(m)))]);
        var accepted = (await server.Http.PostBundleAsync(batch, ("Prefer", "respond-async"))).Expect(HttpStatusCode.Accepted);
        string url = accepted.Header("Content-Location")!;
        while ((int)(await server.Http.FetchAsync("_history?_summary=count")).Json["total"]! < 50)
            await Task.Yield();
        await RestartAsync(server);
        var result = await AsyncJobs.EndAsync(server.Http, url);
        Assert.That(result.Entries[0]["resource"]!["entry"]!.AsArray().Select(e => (string?)e!["response"]!["status"]), Is.All.EqualTo("201 Created"));
        Assert.That((await AllMarksAsync(server.Http)).Order(), Is.EqualTo(marks.Order()));
    }

    private static async Task RestartAsync(ServerProcess server)
    {
        await server.KillAsync();
        await server.RestartAsync();
    }

    private static async Task LoadAsync(HttpClient http, ConcurrentDictionary<string, bool> sent, Func<Task> back, CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            string mark = Guid.NewGuid().ToString("N");
            sent[mark] = false;
            try
            {
                var entries = Enumerable.Range(0, Size).Select(i => Entry("PUT", $"Basic/{mark}-{i}", Basic(mark, $"{mark}-{i}")));
                var answer = await http.PostBundleAsync(Transaction([.. entries]));
                Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK).Or.EqualTo(HttpStatusCode.ServiceUnavailable), answer.Text);
                sent[mark] = answer.Status == HttpStatusCode.OK;
            }
            catch (HttpRequestException)
            {
                await back();
            }
        }
    }

    /// <summary>Sends the same transaction with the same key until the server says what became of it.</summary>
    private static async Task UntilAnsweredAsync(HttpClient http, string mark, Func<Task> back)
    {
        string bundle = Transaction(Entry("POST", "Basic", Basic(mark)));
        while (true)
        {
            try
            {
                var answer = await http.PostBundleAsync(bundle, ("Idempotency-Key", mark));
                if (answer.Status == HttpStatusCode.OK)
                    return;
                // What the killed server had begun still holds its turn in the database, for a minute at most.
                Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable).Or.EqualTo(HttpStatusCode.Conflict), answer.Text);
            }
            catch (HttpRequestException)
            {
                await back();
            }
        }
    }

    private static async Task<List<string>> AllMarksAsync(HttpClient http)
    {
        var marks = new List<string>();
        await foreach (var page in http.PagesAsync("Basic/_history?_count=500"))
            marks.AddRange(page.Entries.Select(e => (string)e["resource"]!["code"]!["text"]!));
        return marks;
    }

    private static string Basic(string mark, string? id = null) =>
        $$"""{"resourceType":"Basic",{{(id is null ? string.Empty : $"\"id\":\"{id}\",")}}"code":{"text":"{{mark}}"} }""";
}
