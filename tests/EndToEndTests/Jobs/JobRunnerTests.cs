using System.Collections.Concurrent;
using System.Text;
using FhirHub.Engine.Access;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Jobs;
using FhirHub.Engine.Storage;

namespace FhirHub.EndToEndTests.Jobs;

/// <summary>Jobs on nodes that stop, fall silent, fail and overlap.</summary>
[TestFixture]
internal sealed class JobRunnerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly JobOptions Options = new() { Concurrency = 2, Lease = TimeSpan.FromSeconds(1), Poll = TimeSpan.FromMilliseconds(50), MaxFailures = 2 };
    private TestDatabase? _testDatabase;
    private FhirDatabase? _database;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _testDatabase = await TestDatabase.NewAsync();
        _testDatabase.Share();
        _database = new FhirDatabase(new MongoOptions { ConnectionString = _testDatabase.ConnectionString, Database = _testDatabase.Name });
        using var store = NewStore();
        await store.PrepareAsync(CancellationToken.None);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _database!.Dispose();
        await _testDatabase!.ReleaseAsync();
    }

    [Test]
    public async Task A_job_goes_on_where_a_node_that_stopped_has_left_it()
    {
        using var store = NewStore();
        var seen = new ConcurrentQueue<string>();
        var type = new Steps("goes-on", async (context, cancellationToken) =>
        {
            string from = context.Job.Position is { } position ? Encoding.UTF8.GetString(position.Span) : "start";
            seen.Enqueue(from);
            await context.ReportAsync("half", "\"half\""u8.ToArray(), cancellationToken);
            if (from == "start")
                await Task.Delay(Timeout.Infinite, cancellationToken);
        });
        string id = await store.AddAsync(Caller.Open, type.Name, "{}"u8.ToArray(), CancellationToken.None);
        await using (Run(store, type))
            await UntilAsync(store, id, j => j.Progress == "half");
        await using (Run(store, type))
            await UntilAsync(store, id, j => j.State == JobState.Done);
        Assert.That(seen, Is.EqualTo(new[] { "start", "\"half\"" }));
    }

    [Test]
    public async Task A_node_that_lost_its_job_to_another_can_change_nothing_in_it()
    {
        using var silent = NewStore();
        using var other = NewStore();
        var stuck = new TaskCompletionSource();
        JobContext? lost = null;
        string id = await silent.AddAsync(Caller.Open, "fenced", "{}"u8.ToArray(), CancellationToken.None);
        // The first run neither ends nor heeds that it should; its node is cut off, so that it renews nothing.
        using var cut = new CancellationTokenSource();
        var first = new JobRunner(
            silent, [new Steps("fenced", (context, _) => { lost = context; return stuck.Task; })],
            Options with { Lease = TimeSpan.FromHours(1), Concurrency = 1 }, TimeProvider.System, (_, _, _) => { }).RunAsync(cut.Token);
        await UntilAsync(silent, id, j => j.State == JobState.Running);
        await using (Run(other, new Steps("fenced", (context, token) => context.ReportAsync("second", null, token))))
            await UntilAsync(other, id, j => j.State == JobState.Done);
        await Assert.ThrowsAsync<OperationCanceledException>(() => lost!.ReportAsync("first", null, CancellationToken.None));
        stuck.SetResult();
        await cut.CancelAsync();
        await first;
        var job = await other.FindAsync(Caller.Open, id, CancellationToken.None);
        Assert.That(job!.State, Is.EqualTo(JobState.Done));
        Assert.That(job.Progress, Is.EqualTo("second"));
    }

    [Test]
    public async Task A_running_job_stops_soon_after_it_is_cancelled()
    {
        using var store = NewStore();
        var stopped = new TaskCompletionSource();
        var type = new Steps("cancelled", async (_, cancellationToken) =>
        {
            using var told = cancellationToken.Register(stopped.SetResult);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        });
        string id = await store.AddAsync(Caller.Open, type.Name, "{}"u8.ToArray(), CancellationToken.None);
        await using var running = Run(store, type);
        await UntilAsync(store, id, j => j.State == JobState.Running);
        Assert.That(await store.CancelAsync(Caller.Open, id, CancellationToken.None), Is.True);
        await stopped.Task.WaitAsync(Patience);
        Assert.That((await store.FindAsync(Caller.Open, id, CancellationToken.None))!.State, Is.EqualTo(JobState.Cancelled));
        Assert.That(await store.CancelAsync(Caller.Open, id, CancellationToken.None), Is.False);
    }

    [TestCase(true, 2)]
    [TestCase(false, 1)]
    public async Task A_failure_is_tried_again_where_that_may_help(bool transient, int runs)
    {
        using var store = NewStore();
        int count = 0;
        var type = new Steps($"fails-{transient}", (_, _) =>
        {
            Interlocked.Increment(ref count);
            throw transient ? FhirException.Transient("away", "It is away.") : FhirException.Invalid("wrong", "It is wrong.");
        });
        string id = await store.AddAsync(Caller.Open, type.Name, "{}"u8.ToArray(), CancellationToken.None);
        await using var running = Run(store, type);
        var failed = await UntilAsync(store, id, j => j.State == JobState.Failed);
        Assert.That(failed.Error, Is.EqualTo(transient ? "It is away." : "It is wrong."));
        Assert.That(count, Is.EqualTo(runs));
    }

    [Test]
    public async Task Many_jobs_on_two_nodes_each_run_once()
    {
        using var one = NewStore();
        using var two = NewStore();
        var runs = new ConcurrentQueue<string>();
        var type = new Steps("many", (context, _) => { runs.Enqueue(context.Job.Id); return Task.CompletedTask; });
        string[] ids = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => one.AddAsync(Caller.Open, type.Name, "{}"u8.ToArray(), CancellationToken.None)));
        await using (Run(one, type))
        await using (Run(two, type))
        {
            foreach (string id in ids)
                await UntilAsync(one, id, j => j.State == JobState.Done);
        }

        Assert.That(runs.Order(), Is.EqualTo(ids.Order()));
    }

    private JobStore NewStore() => new(_database!, Options, TimeProvider.System);

    private static Running Run(JobStore store, IJobType type) => new(store, type);

    private static async Task<Job> UntilAsync(JobStore store, string id, Func<Job, bool> holds)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var job = (await store.FindAsync(Caller.Open, id, limit.Token))!;
            if (holds(job))
                return job;
            await Task.Delay(20, limit.Token);
        }
    }

    /// <summary>A node until it is disposed of.</summary>
    private sealed class Running : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _work;

        public Running(JobStore store, IJobType type) =>
            _work = new JobRunner(store, [type], Options, TimeProvider.System, (_, _, _) => { }).RunAsync(_stop.Token);

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _work;
            _stop.Dispose();
        }
    }

    private sealed class Steps(string name, Func<JobContext, CancellationToken, Task> run) : IJobType
    {
        public string Name => name;

        public Task RunAsync(JobContext context, CancellationToken cancellationToken) => run(context, cancellationToken);
    }
}
