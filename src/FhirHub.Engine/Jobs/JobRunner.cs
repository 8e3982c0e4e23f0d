using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Jobs;

/// <summary>Runs jobs on this node, a few at once, and takes up those that another node has left.</summary>
/// <param name="store">The jobs of all nodes.</param>
/// <param name="types">All there are.</param>
/// <param name="options">How many, and how long.</param>
/// <param name="time">The clock.</param>
/// <param name="failed">Told of every failure, for the log: id, type, cause.</param>
public sealed class JobRunner(
    JobStore store, IEnumerable<IJobType> types, JobOptions options, TimeProvider time, Action<string, string, Exception> failed)
{
    private readonly Dictionary<string, IJobType> _types = types.ToDictionary(t => t.Name);

    /// <summary>Until it is cancelled; then it gives back what it has not finished.</summary>
    public Task RunAsync(CancellationToken stopping) =>
        Task.WhenAll(Enumerable.Range(0, options.Concurrency).Select(_ => WorkAsync(stopping)));

    private async Task WorkAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (await store.LeaseAsync(stopping) is { } lease)
                    await RunAsync(lease, stopping);
                else
                    await store.WaitAsync(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (FhirException e)
            {
                // The database is away; it is asked again.
                failed("-", "-", e);
                await Task.Delay(options.Poll, time, CancellationToken.None);
            }
        }
    }

    private async Task RunAsync(JobLease lease, CancellationToken stopping)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var heartbeat = KeepAsync(lease, stop);
        try
        {
            if (!_types.TryGetValue(lease.Job.Type, out var type))
                throw FhirException.NotSupported("job-type", $"This server knows no jobs of type '{lease.Job.Type}'.");
            await type.RunAsync(new JobContext(store, lease), stop.Token);
            await store.FinishAsync(lease, CancellationToken.None);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await store.ReleaseAsync(lease, CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            // Another node has it, or it was cancelled: there is nothing to say about it any more.
            return;
        }
        catch (Exception e)
        {
            failed(lease.Job.Id, lease.Job.Type, e);
            var fault = e as FhirException;
            await store.FailAsync(lease, fault?.Message ?? "The server failed; its log has the details.", again: fault is null or { Kind: FaultKind.Transient }, CancellationToken.None);
        }
        finally
        {
            await stop.CancelAsync();
            await heartbeat;
        }
    }

    /// <summary>Renews the lease until the job ends; stops the job when it is lost.</summary>
    private async Task KeepAsync(JobLease lease, CancellationTokenSource stop)
    {
        try
        {
            while (true)
            {
                await Task.Delay(options.Lease / 3, time, stop.Token);
                if (!await store.RenewAsync(lease, stop.Token))
                    await stop.CancelAsync();
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (FhirException e)
        {
            // Without a lease nobody may go on: another node may have begun.
            failed(lease.Job.Id, lease.Job.Type, e);
            await stop.CancelAsync();
        }
    }
}
