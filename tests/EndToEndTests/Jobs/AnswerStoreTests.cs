using System.Security.Cryptography;
using FhirHub.Engine.Access;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Jobs;
using FhirHub.Engine.Storage;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.EndToEndTests.Jobs;

/// <summary>Answers longer than a document, by more than one attempt.</summary>
[TestFixture]
internal sealed class AnswerStoreTests
{
    private static readonly JobOptions Options = new() { Concurrency = 1, Lease = TimeSpan.FromMilliseconds(300), Poll = TimeSpan.FromMilliseconds(20) };
    private TestDatabase? _testDatabase;
    private FhirDatabase? _database;
    private AnswerStore? _answers;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _testDatabase = await TestDatabase.NewAsync();
        _testDatabase.Share();
        _database = new FhirDatabase(new MongoOptions { ConnectionString = _testDatabase.ConnectionString, Database = _testDatabase.Name });
        _answers = new AnswerStore(_database, TimeProvider.System);
        await _answers.PrepareAsync(CancellationToken.None);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _database!.Dispose();
        await _testDatabase!.ReleaseAsync();
    }

    [Test]
    public async Task A_long_answer_comes_back_byte_for_byte_and_of_two_the_first_counts()
    {
        var receipt = NewReceipt();
        var first = Long();
        Assert.That((await KeepAsync(receipt, first)).Body.ToArray(), Is.EqualTo(first.Body.ToArray()));
        Assert.That((await KeepAsync(receipt, Long())).Body.ToArray(), Is.EqualTo(first.Body.ToArray()));
        Assert.That((await FindAsync(receipt))!.Body.ToArray(), Is.EqualTo(first.Body.ToArray()));
    }

    [Test]
    public async Task The_parts_of_two_attempts_never_mix()
    {
        var receipt = NewReceipt();
        var first = Long();
        await KeepAsync(receipt, first);
        // Another attempt gets no further than to write its parts down.
        await _answers!.StageAsync(Caller.Open, receipt, Long(), CancellationToken.None);
        Assert.That((await FindAsync(receipt))!.Body.ToArray(), Is.EqualTo(first.Body.ToArray()));
    }

    [Test]
    public async Task A_missing_part_is_an_error_and_no_shorter_answer()
    {
        var receipt = NewReceipt();
        await KeepAsync(receipt, Long());
        using var client = new MongoClient(_testDatabase!.ConnectionString);
        var deleted = await client.GetDatabase(_testDatabase.Name).GetCollection<BsonDocument>("answers")
            .DeleteOneAsync(Builders<BsonDocument>.Filter.Regex("_id", $"^{receipt.Id}#.*2$"));
        Assert.That(deleted.DeletedCount, Is.EqualTo(1));
        var fault = await Assert.ThrowsAsync<FhirException>(() => FindAsync(receipt));
        Assert.That(fault!.Issues[0].Code, Is.EqualTo("answer-incomplete"));
    }

    [Test]
    public async Task A_removed_answer_leaves_none_of_its_parts_and_none_of_its_neighbours_goes()
    {
        var (gone, stays) = (NewReceipt(), NewReceipt());
        await KeepAsync(gone, Long());
        await KeepAsync(gone.OfPart(3), Long());
        await KeepAsync(stays, Long());
        await _answers!.RemoveAsync(Caller.Open, gone, CancellationToken.None);
        using var client = new MongoClient(_testDatabase!.ConnectionString);
        var left = client.GetDatabase(_testDatabase.Name).GetCollection<BsonDocument>("answers");
        Assert.That(await left.CountDocumentsAsync(Builders<BsonDocument>.Filter.Regex("_id", $"^{gone.Id}")), Is.Zero);
        Assert.That((await FindAsync(stays))!.Body.IsEmpty, Is.False);
    }

    [Test]
    public async Task A_node_that_lost_its_job_cannot_publish_an_answer()
    {
        using var silent = new JobStore(_database!, Options, TimeProvider.System);
        await silent.PrepareAsync(CancellationToken.None);
        var receipt = NewReceipt();
        var lost = new TaskCompletionSource<JobContext>();
        var stuck = new TaskCompletionSource();
        string id = await silent.AddAsync(Caller.Open, "publishes", "{}"u8.ToArray(), CancellationToken.None);
        using var cut = new CancellationTokenSource();
        // Renews nothing for an hour, while its lease ends soon.
        var options = Options with { Lease = TimeSpan.FromHours(1) };
        var first = new JobRunner(silent, [new Held(lost, stuck.Task)], options, TimeProvider.System, (_, _, _) => { }).RunAsync(cut.Token);
        var context = await lost.Task;
        using var other = new JobStore(_database!, Options, TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var done = new TaskCompletionSource<JobContext>();
        var second = new JobRunner(other, [new Held(done, Task.CompletedTask)], Options, TimeProvider.System, (_, _, _) => { }).RunAsync(stop.Token);
        await done.Task;
        var staged = await _answers!.StageAsync(Caller.Open, receipt, Long(), CancellationToken.None);
        await Assert.ThrowsAsync<OperationCanceledException>(() => context.CommitAsync((session, token) => _answers.PublishAsync(Caller.Open, session, staged, token)));
        Assert.That(await FindAsync(receipt), Is.Null);
        stuck.SetResult();
        await cut.CancelAsync();
        await stop.CancelAsync();
        await Task.WhenAll(first, second);
        Assert.That((await other.FindAsync(Caller.Open, id, CancellationToken.None))!.State, Is.EqualTo(JobState.Done));
    }

    private Task<StoredAnswer> KeepAsync(Receipt receipt, StoredAnswer answer) => _answers!.KeepAsync(Caller.Open, receipt, answer, CancellationToken.None);

    private Task<StoredAnswer?> FindAsync(Receipt receipt) => _answers!.FindAsync(Caller.Open, null, receipt, CancellationToken.None);

    private static Receipt NewReceipt() => new(Guid.NewGuid().ToString("N"), "hash", TimeSpan.FromHours(1));

    /// <summary>Three parts.</summary>
    private static StoredAnswer Long() => new(200, [new("ETag", "W/\"1\"")], RandomNumberGenerator.GetBytes(20_000_000));

    private sealed class Held(TaskCompletionSource<JobContext> begun, Task until) : IJobType
    {
        public string Name => "publishes";

        public Task RunAsync(JobContext context, CancellationToken cancellationToken)
        {
            begun.TrySetResult(context);
            return until;
        }
    }
}
