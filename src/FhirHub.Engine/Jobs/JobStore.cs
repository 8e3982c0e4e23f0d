using FhirHub.Engine.Access;
using FhirHub.Engine.Storage;
using MongoDB.Driver;

namespace FhirHub.Engine.Jobs;

/// <summary>
/// The jobs of all nodes. A node leases a job for a while and renews the lease as it works; when it falls silent, another takes the job
/// over. Each lease has a higher number than the last, and a holder whose number is not the last one's can change nothing.
/// </summary>
public sealed class JobStore(FhirDatabase database, JobOptions options, TimeProvider time) : IDisposable
{
    private static readonly FilterDefinitionBuilder<JobDocument> Filter = Builders<JobDocument>.Filter;
    private static readonly UpdateDefinitionBuilder<JobDocument> Update = Builders<JobDocument>.Update;
    private static readonly string[] Unended = [nameof(JobState.Queued), nameof(JobState.Running)];
    private readonly IMongoCollection<JobDocument> _jobs = database.Collection<JobDocument>("jobs");
    private readonly SemaphoreSlim _added = new(0);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Creates what is missing in the database.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => DriverErrors.Translate(() => _jobs.Indexes.CreateManyAsync(
        [
            new CreateIndexModel<JobDocument>("{ state: 1, due: 1 }"),
            new CreateIndexModel<JobDocument>("{ expires: 1 }", new CreateIndexOptions { ExpireAfter = TimeSpan.Zero }),
        ],
        cancellationToken));

    /// <summary>Adds a job; some node begins it soon.</summary>
    /// <param name="caller">On whose behalf it will work.</param>
    /// <param name="type">Name of its <see cref="IJobType"/>.</param>
    /// <param name="input">What it is asked, JSON of the type's own.</param>
    /// <returns>Its id.</returns>
    public async Task<string> AddAsync(Caller caller, string type, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        var job = NewJob(caller, type, input);
        await DriverErrors.Translate(() => _jobs.InsertOneAsync(job, cancellationToken: cancellationToken));
        Announce();
        return job.Id;
    }

    /// <summary>The same as part of a transaction; once it is committed, <see cref="Announce"/> lets this node begin at once.</summary>
    public Task<string> AddAsync(Caller caller, DatabaseSession session, string type, ReadOnlyMemory<byte> input, CancellationToken cancellationToken) =>
        AddAsync(caller, session, type, input, TimeSpan.Zero, cancellationToken);

    /// <summary>The same, to be begun after a while.</summary>
    public async Task<string> AddAsync(
        Caller caller, DatabaseSession session, string type, ReadOnlyMemory<byte> input, TimeSpan after, CancellationToken cancellationToken)
    {
        var job = NewJob(caller, type, input, after);
        await _jobs.InsertOneAsync(session.Handle, job, cancellationToken: cancellationToken);
        return job.Id;
    }

    /// <summary>There may be a new job.</summary>
    public void Announce() => _added.Release();

    /// <summary>A job of the caller; null for none, or another's.</summary>
    public async Task<Job?> FindAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var found = await DriverErrors.Translate(async () => (JobDocument?)await _jobs
            .Find(Filter.Eq(j => j.Id, id) & Filter.Eq(j => j.Caller, caller.Name)).Limit(1).FirstOrDefaultAsync(cancellationToken));
        return found is null || found.Expires <= Now ? null : Job.From(found);
    }

    /// <summary>Ends a job that has not ended; its node stops soon. False where there is none.</summary>
    public async Task<bool> CancelAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var own = Filter.Eq(j => j.Id, id) & Filter.Eq(j => j.Caller, caller.Name) & Filter.In(j => j.State, Unended);
        var ended = await DriverErrors.Translate(() => _jobs.UpdateOneAsync(own, End(JobState.Cancelled, null), cancellationToken: cancellationToken));
        return ended.MatchedCount == 1;
    }

    /// <summary>Forgets a job that has ended.</summary>
    public Task RemoveAsync(Caller caller, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return DriverErrors.Translate(() => _jobs.DeleteOneAsync(
            Filter.Eq(j => j.Id, id) & Filter.Eq(j => j.Caller, caller.Name) & Filter.Nin(j => j.State, Unended), cancellationToken));
    }

    /// <summary>
    /// The lease of the job that has been due for longest; null where none is. One whose last run ended without a word counts as failed:
    /// a job that kills its node must not go from node to node without end.
    /// </summary>
    internal async Task<JobLease?> LeaseAsync(CancellationToken cancellationToken)
    {
        while (await TakeAsync(cancellationToken) is { } before)
        {
            bool died = before.State == nameof(JobState.Running);
            var lease = new JobLease(Job.From(before), Caller.Named(before.Caller), before.Fence + 1, before.Failures + (died ? 1 : 0));
            if (lease.Failures >= options.MaxFailures)
                await ChangeAsync(lease, End(JobState.Failed, "Every node that ran it stopped before its end."), cancellationToken);
            else if (!died || await ChangeAsync(lease, Update.Set(j => j.Failures, lease.Failures), cancellationToken))
                return lease;
        }

        return null;
    }

    /// <summary>Takes the job that has been due for longest; as it was before.</summary>
    private Task<JobDocument?> TakeAsync(CancellationToken cancellationToken) => DriverErrors.Translate(async () => (JobDocument?)await _jobs.FindOneAndUpdateAsync(
        Filter.In(j => j.State, Unended) & Filter.Lte(j => j.Due, Now),
        Update.Set(j => j.State, nameof(JobState.Running)).Set(j => j.Due, Now + options.Lease).Inc(j => j.Fence, 1L),
        new FindOneAndUpdateOptions<JobDocument> { Sort = Builders<JobDocument>.Sort.Ascending(j => j.Due), ReturnDocument = ReturnDocument.Before },
        cancellationToken));

    /// <summary>Prolongs a lease; false where it is lost.</summary>
    internal Task<bool> RenewAsync(JobLease lease, CancellationToken cancellationToken) =>
        ChangeAsync(lease, Update.Set(j => j.Due, Now + options.Lease), cancellationToken);

    internal async Task ReportAsync(JobLease lease, string text, ReadOnlyMemory<byte>? position, CancellationToken cancellationToken)
    {
        var change = Update.Set(j => j.Progress, text).Set(j => j.Due, Now + options.Lease);
        if (position is { } json)
            change = change.Set(j => j.Position, json.ToArray()).Set(j => j.Failures, 0);
        if (!await ChangeAsync(lease, change, cancellationToken))
            throw new OperationCanceledException("The job is no longer this node's.");
    }

    internal Task<bool> FinishAsync(JobLease lease, CancellationToken cancellationToken) =>
        ChangeAsync(lease, End(JobState.Done, null), cancellationToken);

    /// <param name="lease">The job.</param>
    /// <param name="error">Why, for its owner.</param>
    /// <param name="again">Whether another run may succeed.</param>
    internal Task<bool> FailAsync(JobLease lease, string error, bool again, CancellationToken cancellationToken)
    {
        if (!again || lease.Failures + 1 >= options.MaxFailures)
            return ChangeAsync(lease, End(JobState.Failed, error), cancellationToken);
        var pause = TimeSpan.FromSeconds(Math.Min(60, 1 << lease.Failures));
        return ChangeAsync(
            lease,
            Update.Set(j => j.State, nameof(JobState.Queued)).Set(j => j.Due, Now + pause).Set(j => j.Error, error).Inc(j => j.Failures, 1),
            cancellationToken);
    }

    /// <summary>Writes in a transaction that begins by renewing the lease: whoever takes the job over meets it, or is met.</summary>
    /// <exception cref="OperationCanceledException">The lease is lost.</exception>
    internal Task CommitAsync(JobLease lease, Func<DatabaseSession, CancellationToken, Task> write) => database.InTransactionAsync(async (handle, token) =>
    {
        var renewed = await _jobs.UpdateOneAsync(handle, Mine(lease), Update.Set(j => j.Due, Now + options.Lease), cancellationToken: token);
        if (renewed.MatchedCount == 0)
            throw new OperationCanceledException("The job is no longer this node's.");
        var session = new DatabaseSession();
        session.Begin(handle, flight: null);
        await write(session, token);
        return renewed;
    });

    /// <summary>Gives a job back, for any node to go on with at once.</summary>
    internal Task<bool> ReleaseAsync(JobLease lease, CancellationToken cancellationToken) =>
        ChangeAsync(lease, Update.Set(j => j.State, nameof(JobState.Queued)).Set(j => j.Due, Now), cancellationToken);

    /// <summary>Until a job was added here, or the time is up.</summary>
    internal Task WaitAsync(CancellationToken cancellationToken) => _added.WaitAsync(options.Poll, cancellationToken);

    public void Dispose() => _added.Dispose();

    private UpdateDefinition<JobDocument> End(JobState state, string? error) => Update
        .Set(j => j.State, state.ToString()).Set(j => j.Error, error).Set(j => j.Ended, Now).Set(j => j.Expires, Now + options.Retention);

    private JobDocument NewJob(Caller caller, string type, ReadOnlyMemory<byte> input, TimeSpan after = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return new JobDocument
        {
            Id = Guid.CreateVersion7().ToString("N"),
            Type = type,
            Caller = caller.Name,
            State = nameof(JobState.Queued),
            Input = input.ToArray(),
            Due = Now + after,
            Created = Now,
        };
    }

    private static FilterDefinition<JobDocument> Mine(JobLease lease) =>
        Filter.Eq(j => j.Id, lease.Job.Id) & Filter.Eq(j => j.Fence, lease.Fence) & Filter.Eq(j => j.State, nameof(JobState.Running));

    private async Task<bool> ChangeAsync(JobLease lease, UpdateDefinition<JobDocument> change, CancellationToken cancellationToken)
    {
        var changed = await DriverErrors.Translate(() => _jobs.UpdateOneAsync(Mine(lease), change, cancellationToken: cancellationToken));
        return changed.MatchedCount == 1;
    }
}
