using System.Diagnostics;
using FhirHub.LocalMongo.Daemon;
using Npgsql;

namespace FhirHub.LocalMongo.Postgres;

/// <summary>The PostgreSQL process of one folder: started, watched, started again when it dies, stopped at the end.</summary>
internal sealed class PostgresServer(EngineFolder folder, EnginePool pool, NpgsqlDataSource source, BoundedLog log, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PolitePatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    private Process? child;

    /// <summary>Starts the server and makes the engine's schema ready.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await StopLeftoverAsync(cancellationToken);
        var start = folder.StartCommand();
        start.RedirectStandardError = start.RedirectStandardOutput = start.RedirectStandardInput = true;
        child?.Dispose();
        child = Process.Start(start) ?? throw new LocalDatabaseException("PostgreSQL could not be started.");
        child.StandardInput.Close();
        child.OutputDataReceived += (_, line) => Note(line.Data);
        child.ErrorDataReceived += (_, line) => Note(line.Data);
        child.BeginOutputReadLine();
        child.BeginErrorReadLine();
        await PrepareEngineAsync(child, cancellationToken);
        pool.EngineStarted();
    }

    /// <summary>Until stopped: whenever the server dies it is started again, and clients wait or see a network error meanwhile.</summary>
    public async Task KeepRunningAsync(CancellationToken stopping)
    {
        var failures = 0;
        while (true)
        {
            await child!.WaitForExitAsync(stopping);
            pool.EngineStopped();
            log.Write($"PostgreSQL ended with code {child.ExitCode}; starting it again");
            try
            {
                await StartAsync(stopping);
                failures = 0;
            }
            catch (LocalDatabaseException e) when (++failures < 20)
            {
                // The processes of the dead server may still hold its shared memory for a moment.
                log.Write($"PostgreSQL does not start yet: {e.Message}");
                await Task.Delay(TimeSpan.FromMilliseconds(100 * failures), time, stopping);
            }
        }
    }

    public async Task StopAsync()
    {
        pool.EngineStopped();
        if (child is { HasExited: false } running)
            await StopAsync(running.Id);
    }

    public void Dispose() => child?.Dispose();

    /// <summary>A server whose daemon was killed still runs, and may still work on statements nobody waits for: it goes first.</summary>
    private async Task StopLeftoverAsync(CancellationToken cancellationToken)
    {
        if (PostmasterFile.RunningProcess(folder.Path) is not { } id)
            return;
        cancellationToken.ThrowIfCancellationRequested();
        log.Write($"stopping PostgreSQL {id}, left over from a daemon that is gone");
        await StopAsync(id);
    }

    /// <summary>Fast shutdown; if that takes too long, at once and with crash recovery at the next start.</summary>
    private async Task StopAsync(int id)
    {
        foreach (var signal in new[] { Signals.Interrupt, Signals.Quit, Signals.Kill })
        {
            if (!PostmasterFile.IsServerOf(id, folder.Path))
                return;
            Signals.Send(id, signal);
            var sent = time.GetTimestamp();
            while (PostmasterFile.IsServerOf(id, folder.Path) && time.GetElapsedTime(sent) < PolitePatience)
                await Task.Delay(Glance, time);
        }
    }

    private async Task PrepareEngineAsync(Process server, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            if (server.HasExited)
                throw new LocalDatabaseException($"PostgreSQL ended at once with code {server.ExitCode}; see {log.Path}.");
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancellationToken);
                await PrepareSchemaAsync(connection, cancellationToken);
                return;
            }
            catch (NpgsqlException e) when (e is not PostgresException error || error.SqlState.StartsWith("57P", StringComparison.Ordinal))
            {
                if (time.GetElapsedTime(started) > StartLimit)
                    throw new LocalDatabaseException($"PostgreSQL did not become ready within {StartLimit.TotalSeconds} s; see {log.Path}.", e);
                await Task.Delay(Glance, time, cancellationToken);
            }
        }
    }

    private static async Task PrepareSchemaAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var check = new NpgsqlCommand("SELECT count(*) FROM pg_extension WHERE extname LIKE 'documentdb%'", connection);
        if (await check.ExecuteScalarAsync(cancellationToken) is not (long and >= 3))
            await ExecuteAsync(connection, EngineSchema.Extensions, cancellationToken);
        await ExecuteAsync(connection, EngineSchema.Jobs, cancellationToken);
        await ExecuteAsync(connection, EngineSchema.Sessions, cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private void Note(string? line)
    {
        if (!string.IsNullOrEmpty(line))
            log.Write("postgres: " + line);
    }
}
