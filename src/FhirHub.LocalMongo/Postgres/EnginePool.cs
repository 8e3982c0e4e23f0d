using System.Collections.Concurrent;
using FhirHub.LocalMongo.Gateway.Errors;
using Npgsql;

namespace FhirHub.LocalMongo.Postgres;

/// <summary>
/// The connections to PostgreSQL. A command that comes while the engine is down waits for it;
/// connections of an earlier start of the engine are thrown away.
/// </summary>
internal sealed class EnginePool(NpgsqlDataSource source, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Of PostgreSQL's 400: the engine opens connections to itself, to create collections and to name a violated index.</summary>
    private const int MaximumConnections = 120;

    private static readonly TimeSpan EngineWait = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(2);

    private readonly ConcurrentStack<EngineConnection> idle = new();
    private readonly StatementCancellation cancellation = new(source, time);
    private readonly SemaphoreSlim places = new(MaximumConnections);
    private volatile TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile int generation;

    /// <summary>Connections that run a statement or hold a transaction open.</summary>
    public int Busy => MaximumConnections - places.CurrentCount;

    public void EngineStarted() => ready.TrySetResult();

    public void EngineStopped()
    {
        generation++;
        if (ready.Task.IsCompleted)
            ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public async ValueTask<EngineConnection> RentAsync(CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken);
        try
        {
            while (ready.Task.IsCompleted && idle.TryPop(out var pooled))
            {
                if (pooled.Generation == generation && pooled.IsUsable)
                    return pooled;
                await pooled.DisposeAsync();
            }
            return await OpenAsync(cancellationToken);
        }
        catch
        {
            places.Release();
            throw;
        }
    }

    /// <param name="clean">False when the connection may carry a failed or unfinished statement.</param>
    public async ValueTask ReturnAsync(EngineConnection connection, bool clean)
    {
        try
        {
            if (clean && connection.IsUsable && connection.Generation == generation)
            {
                connection.LastUsed = time.GetTimestamp();
                idle.Push(connection);
            }
            else
            {
                await connection.DisposeAsync();
            }
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>Closes connections nobody used lately: each one holds a PostgreSQL process.</summary>
    public async Task TrimAsync()
    {
        var kept = new Stack<EngineConnection>();
        while (idle.TryPop(out var connection))
        {
            if (time.GetElapsedTime(connection.LastUsed) < IdleLimit && connection.Generation == generation)
                kept.Push(connection);
            else
                await connection.DisposeAsync();
        }
        foreach (var connection in kept)
            idle.Push(connection);
    }

    public async ValueTask DisposeAsync()
    {
        while (idle.TryPop(out var connection))
            await connection.DisposeAsync();
        places.Dispose();
        await source.DisposeAsync();
    }

    private async Task<EngineConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var left = EngineWait - time.GetElapsedTime(started);
            try
            {
                await ready.Task.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, cancellationToken);
                var current = generation;
                var connection = await source.OpenConnectionAsync(cancellationToken);
                return new EngineConnection(connection, cancellation, current, time.GetTimestamp());
            }
            catch (TimeoutException e)
            {
                throw new EngineLostException("The engine did not come back in time.", e);
            }
            catch (NpgsqlException e) when (EngineErrors.IsEngineGone(e) && left > TimeSpan.Zero)
            {
                // Crash recovery in progress; nothing was sent yet, so waiting is safe.
                await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellationToken);
            }
        }
    }
}
