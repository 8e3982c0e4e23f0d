using FhirHub.Engine.Access;
using FhirHub.Engine.Storage;

namespace FhirHub.Engine.Jobs;

/// <summary>What a running job has of its surroundings.</summary>
public sealed class JobContext
{
    private readonly JobStore _store;
    private readonly JobLease _lease;

    internal JobContext(JobStore store, JobLease lease)
    {
        _store = store;
        _lease = lease;
    }

    public Job Job => _lease.Job;

    /// <summary>On whose behalf it works.</summary>
    public Caller Caller => _lease.Caller;

    /// <summary>Notes how far it is.</summary>
    /// <param name="text">For people: <c>120 of 5000</c>.</param>
    /// <param name="position">For a later run to go on from, JSON of the job type's own; null leaves the last one.</param>
    /// <exception cref="OperationCanceledException">The job was cancelled, or another node has it: stop.</exception>
    public Task ReportAsync(string text, ReadOnlyMemory<byte>? position, CancellationToken cancellationToken) =>
        _store.ReportAsync(_lease, text, position, cancellationToken);

    /// <summary>Writes in one transaction, which is committed only while the job is this node's: an earlier run that lives on writes nothing.</summary>
    /// <param name="write">May run again; has no effect outside of the session.</param>
    /// <exception cref="OperationCanceledException">The job was cancelled, or another node has it: stop.</exception>
    public Task CommitAsync(Func<DatabaseSession, CancellationToken, Task> write) => _store.CommitAsync(_lease, write);
}
