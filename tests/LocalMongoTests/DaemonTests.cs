using System.Diagnostics;
using FhirHub.LocalMongo;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.LocalMongoTests;

[Parallelizable(ParallelScope.Self)]
public sealed class DaemonTests
{
    [Test]
    public async Task Running_database_is_found_again_without_delay()
    {
        await using var sandbox = new DaemonSandbox();
        var first = await sandbox.StartAsync();
        var watch = Stopwatch.StartNew();
        var second = await sandbox.StartAsync();
        Assert.That(second, Is.EqualTo(first));
        Assert.That(watch.ElapsedMilliseconds, Is.LessThan(500));
    }

    [Test]
    public async Task Processes_starting_together_get_one_database()
    {
        await using var sandbox = new DaemonSandbox();
        var others = Enumerable.Range(0, 3).Select(_ => sandbox.CommandLineAsync("start")).ToArray();
        var mine = await sandbox.StartAsync();
        foreach (var (code, output) in await Task.WhenAll(others))
        {
            Assert.That(code, Is.Zero, output);
            Assert.That(output, Does.Contain(mine.ConnectionString).And.Contain($"process {mine.ProcessId},"));
        }
    }

    [Test]
    public async Task Stopped_database_starts_again_quickly_on_the_same_port_with_its_data()
    {
        await using var sandbox = new DaemonSandbox();
        var first = await sandbox.StartAsync();
        using (var client = DaemonSandbox.Connect(first))
            await client.GetDatabase("d").GetCollection<BsonDocument>("c").InsertOneAsync(new BsonDocument("_id", 1));
        Assert.That(await LocalDatabase.StopAsync(sandbox.Options), Is.True);
        Assert.That(await LocalDatabase.FindAsync(sandbox.Options), Is.Null);
        Assert.That(File.Exists(Path.Combine(first.DataFolder, "pg", "postmaster.pid")), Is.False, "PostgreSQL was left running");
        var watch = Stopwatch.StartNew();
        var second = await sandbox.StartAsync();
        await TestContext.Out.WriteLineAsync($"second start: {watch.ElapsedMilliseconds} ms");
        Assert.That(second.Port, Is.EqualTo(first.Port));
        using var again = DaemonSandbox.Connect(second);
        Assert.That(await again.GetDatabase("d").GetCollection<BsonDocument>("c").CountDocumentsAsync(new BsonDocument()), Is.EqualTo(1));
        Assert.That(watch.Elapsed.TotalSeconds, Is.LessThan(6), "3 s on an idle machine");
    }

    [Test]
    public async Task Daemon_has_a_session_of_its_own_and_no_terminal()
    {
        await using var sandbox = new DaemonSandbox();
        var instance = await sandbox.StartAsync();
        var stat = await File.ReadAllTextAsync($"/proc/{instance.ProcessId}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        Assert.That((fields[3], fields[4]), Is.EqualTo((instance.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture), "0")), "session id and terminal");
    }

    [Test]
    public async Task Database_nobody_uses_stops_by_itself()
    {
        await using var sandbox = new DaemonSandbox();
        var options = sandbox.Options with { IdleLimit = TimeSpan.FromSeconds(1) };
        var instance = await LocalDatabase.EnsureStartedAsync(options);
        await Eventually.True(() => Task.FromResult(!DaemonSandbox.IsRunning(instance.ProcessId)), seconds: 20);
        Assert.That(File.Exists(Path.Combine(instance.DataFolder, "pg", "postmaster.pid")), Is.False);
    }

    [Test]
    public async Task Port_taken_by_a_stranger_is_not_mistaken_for_the_database()
    {
        await using var sandbox = new DaemonSandbox();
        var first = await sandbox.StartAsync();
        await LocalDatabase.StopAsync(sandbox.Options);
        using var stranger = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, first.Port);
        stranger.Start();
        var second = await sandbox.StartAsync();
        Assert.That(second.Port, Is.Not.EqualTo(first.Port));
    }

    [Test]
    public async Task Command_line_tells_status_and_stops()
    {
        await using var sandbox = new DaemonSandbox();
        Assert.That((await sandbox.CommandLineAsync("status")).Code, Is.EqualTo(1));
        var instance = await sandbox.StartAsync();
        var (code, output) = await sandbox.CommandLineAsync("status");
        Assert.That((code, output), Is.EqualTo((0, $"{instance.ConnectionString}\n  {instance.Engine}, process {instance.ProcessId}, data in {instance.DataFolder}\n")));
        Assert.That((await sandbox.CommandLineAsync("stop")).Output, Is.EqualTo("Stopped.\n"));
        Assert.That((await sandbox.CommandLineAsync("nonsense")).Code, Is.EqualTo(1));
    }
}
