using System.Diagnostics;
using System.Globalization;
using FhirHub.LocalMongo;

namespace FhirHub.EndToEndTests.Proof;

/// <summary>
/// The server, and apart from it the database, is killed at random points under load, on a database that is set up as for
/// production: whatever was acknowledged is there afterwards, and histories are whole.
/// </summary>
[TestFixture]
internal sealed class CrashTests
{
    private const int Kills = 20;
    private const int Clients = 8;
    private LocalDatabaseOptions _options = new();
    private LocalDatabaseInstance? _instance;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _options = new LocalDatabaseOptions { Durable = true, DataRoot = Directory.CreateTempSubdirectory("fhirhub-crash-").FullName };
        _instance = await LocalDatabase.EnsureStartedAsync(_options);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await LocalDatabase.StopAsync(_options);
        Directory.Delete(_options.DataRoot!, recursive: true);
    }

    [Test]
    public async Task When_the_server_is_killed_under_load_nothing_acknowledged_is_lost()
    {
        await using var server = await ServerProcess.StartAsync(_instance!.ConnectionString, "server_killed");
        // A transaction that a server left open locks its resource until the database gives it up, after a minute on every MongoDB.
        // So the load goes on elsewhere after each kill.
        await RunAsync(server.Http, sameKeys: false, async () =>
        {
            await server.KillAsync();
            await server.RestartAsync();
        });
    }

    [Test]
    public async Task When_the_database_is_killed_under_load_nothing_acknowledged_is_lost()
    {
        await using var watch = LocalDatabaseWatch.Start(_instance!, _options);
        await using var server = await ServerProcess.StartAsync(_instance!.ConnectionString, "database_killed");
        int turn = 0;
        await RunAsync(server.Http, sameKeys: true, async () =>
        {
            // The engine alone, the daemon alone, both.
            int kind = turn++ % 3;
            if (kind != 1)
                Kill(EnginePid(watch.Instance.DataFolder));
            if (kind != 0)
                Kill(watch.Instance.ProcessId);
            await Readiness.UntilAsync(server.Http);
        });
    }

    private static async Task RunAsync(HttpClient http, bool sameKeys, Func<Task> killAndWaitAsync)
    {
        int seed = Environment.TickCount;
        await TestContext.Progress.WriteLineAsync($"seed {seed}");
        var random = new Random(seed);
        var log = new WriteLog();
        using var done = new CancellationTokenSource();
        var back = Task.CompletedTask;
        int kills = 0;
        // One waits for the server to be back, and the clients for that one: asking all at once would only slow its start.
        var clients = Enumerable.Range(0, Clients).Select(client => LoadAsync(http, log, () => sameKeys ? $"{client}" : $"{client}-{kills}", () => back, done.Token)).ToArray();
        for (; kills < Kills; kills++)
        {
            int until = log.Acknowledged + random.Next(5, 60);
            while (log.Acknowledged < until)
                await await Task.WhenAny(clients.Append(Task.Delay(1)));
            back = killAndWaitAsync();
            await back;
        }

        await done.CancelAsync();
        await Task.WhenAll(clients);
        await log.AssertKeptAsync(http);
        await TestContext.Progress.WriteLineAsync($"{log.Acknowledged} writes acknowledged over {Kills} kills");
    }

    /// <summary>Updates and patches a resource shared with others, one of its own, and new ones.</summary>
    private static async Task LoadAsync(HttpClient http, WriteLog log, Func<string> client, Func<Task> back, CancellationToken done)
    {
        for (int i = 0; !done.IsCancellationRequested; i++)
        {
            string name = client();
            string key = (i % 3) switch { 0 => $"Basic/shared{name[1..]}", 1 => $"Basic/own{name}", _ => $"Basic/new{name}-{i}" };
            try
            {
                var answer = i % 6 == 3 ? await log.PatchAsync(http, key) : await log.PutAsync(http, key);
                Assert.That(
                    answer.Status,
                    Is.EqualTo(HttpStatusCode.OK).Or.EqualTo(HttpStatusCode.Created).Or.EqualTo(HttpStatusCode.ServiceUnavailable).Or.EqualTo(HttpStatusCode.NotFound),
                    answer.Text);
            }
            catch (HttpRequestException)
            {
                await back();
            }
        }
    }

    private static int EnginePid(string dataFolder) => int.Parse(
        File.ReadLines(Path.Combine(dataFolder, "pg", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    private static void Kill(int id)
    {
        using var process = Process.GetProcessById(id);
        process.Kill();
    }
}
