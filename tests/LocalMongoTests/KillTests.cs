using FhirHub.LocalMongo;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.LocalMongoTests;

/// <summary>SIGKILL of daemon and engine on a durable database while clients write.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class KillTests
{
    [Test]
    public async Task Writes_survive_kills_of_the_engine_exactly_once()
    {
        await using var sandbox = new DaemonSandbox();
        var instance = await sandbox.StartAsync();
        await WriteThroughKills(instance, kills: 4, () => DaemonSandbox.Kill(DaemonSandbox.Postmaster(instance)));
    }

    [Test]
    public async Task Writes_survive_kills_of_the_daemon_exactly_once()
    {
        await using var sandbox = new DaemonSandbox();
        var instance = await sandbox.StartAsync();
        await using var watch = LocalDatabaseWatch.Start(instance, sandbox.Options);
        await WriteThroughKills(instance, kills: 4, () => DaemonSandbox.Kill(watch.Instance.ProcessId));
        Assert.That(watch.Instance.Port, Is.EqualTo(instance.Port));
        Assert.That(watch.Instance.ProcessId, Is.Not.EqualTo(instance.ProcessId));
    }

    [Test]
    public async Task Daemon_killed_without_a_watch_is_replaced_at_the_next_start()
    {
        await using var sandbox = new DaemonSandbox();
        var first = await sandbox.StartAsync();
        using var client = DaemonSandbox.Connect(first);
        var collection = client.GetDatabase("d").GetCollection<BsonDocument>("c");
        await collection.InsertOneAsync(new BsonDocument("_id", 1));
        var orphan = DaemonSandbox.Postmaster(first);
        DaemonSandbox.Kill(first.ProcessId);
        var second = await sandbox.StartAsync();
        Assert.That(second.Port, Is.EqualTo(first.Port));
        Assert.That(DaemonSandbox.IsRunning(orphan), Is.False, "the orphaned PostgreSQL");
        Assert.That(await collection.CountDocumentsAsync(new BsonDocument()), Is.EqualTo(1));
    }

    [Test]
    public async Task Outcome_of_a_commit_is_known_after_the_daemon_was_killed()
    {
        await using var sandbox = new DaemonSandbox();
        var first = await sandbox.StartAsync();
        using var client = DaemonSandbox.Connect(first);
        var database = client.GetDatabase("d");
        await database.CreateCollectionAsync("c");
        using var committed = await RawSession.OpenAsync(database, first.ConnectionString);
        using var open = await RawSession.OpenAsync(database, first.ConnectionString);
        await committed.RunAsync(BsonDocument.Parse("{ insert: 'c', documents: [ { _id: 1 } ] }"), number: 1, start: true);
        await committed.RunAsync(new BsonDocument("commitTransaction", 1), number: 1, database: "admin");
        await open.RunAsync(BsonDocument.Parse("{ insert: 'c', documents: [ { _id: 2 } ] }"), number: 1, start: true);
        DaemonSandbox.Kill(first.ProcessId);
        await sandbox.StartAsync();

        using var later = DaemonSandbox.Connect(first);
        var resent = await later.GetDatabase("admin").RunCommandAsync<BsonDocument>(committed.Commit(1));
        Assert.That(resent["ok"].ToDouble(), Is.EqualTo(1.0));
        var lost = await Assert.ThrowsAsync<MongoCommandException>(() => later.GetDatabase("admin").RunCommandAsync<BsonDocument>(open.Commit(1)));
        Assert.That((lost!.Code, lost.HasErrorLabel("TransientTransactionError")), Is.EqualTo((251, true)));
        Assert.That(await later.GetDatabase("d").GetCollection<BsonDocument>("c").CountDocumentsAsync(new BsonDocument()), Is.EqualTo(1));
    }

    [Test]
    public async Task Throw_away_database_whose_server_was_killed_begins_afresh()
    {
        await using var sandbox = new DaemonSandbox { IsDurable = false };
        var first = await sandbox.StartAsync();
        using var client = DaemonSandbox.Connect(first);
        await client.GetDatabase("d").GetCollection<BsonDocument>("c").InsertOneAsync(new BsonDocument("_id", 1));
        int server = DaemonSandbox.Postmaster(first);
        DaemonSandbox.Kill(first.ProcessId);
        DaemonSandbox.Kill(server);
        await Eventually.True(() => Task.FromResult(!DaemonSandbox.IsRunning(server)));
        using var later = DaemonSandbox.Connect(await sandbox.StartAsync());
        Assert.That(await later.GetDatabase("d").GetCollection<BsonDocument>("c").CountDocumentsAsync(new BsonDocument()), Is.Zero);
    }

    /// <summary>Each writer increments a counter of its own: nothing acknowledged may be missing, and nothing may be applied twice.</summary>
    private static async Task WriteThroughKills(LocalDatabaseInstance instance, int kills, Action kill)
    {
        const int Writers = 8;
        using var client = DaemonSandbox.Connect(instance);
        var collection = client.GetDatabase("d").GetCollection<BsonDocument>("c");
        await collection.InsertManyAsync(Enumerable.Range(0, Writers).Select(i => new BsonDocument { { "_id", i }, { "n", 0 } }));
        using var stop = new CancellationTokenSource();
        var acknowledged = new int[Writers];
        var unknown = new int[Writers];
        var writers = Enumerable.Range(0, Writers).Select(i => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    await collection.UpdateOneAsync(new BsonDocument("_id", i), new BsonDocument("$inc", new BsonDocument("n", 1)));
                    Interlocked.Increment(ref acknowledged[i]);
                }
                catch (Exception e) when (e is MongoConnectionException or TimeoutException)
                {
                    Interlocked.Increment(ref unknown[i]);
                }
            }
        })).ToArray();
        for (var round = 0; round < kills; round++)
        {
            var before = acknowledged.Sum();
            await Eventually.True(() => Task.FromResult(acknowledged.Sum() > before + 50), seconds: 30);
            kill();
            var after = acknowledged.Sum();
            await Eventually.True(() => Task.FromResult(acknowledged.Sum() > after + 50), seconds: 30);
        }
        await stop.CancelAsync();
        await Task.WhenAll(writers);
        await TestContext.Out.WriteLineAsync($"{acknowledged.Sum()} acknowledged, {unknown.Sum()} unknown");
        foreach (var document in await collection.Find(new BsonDocument()).ToListAsync())
        {
            var i = document["_id"].AsInt32;
            Assert.That(document["n"].AsInt32, Is.InRange(acknowledged[i], acknowledged[i] + unknown[i]), $"writer {i}");
        }
    }
}
