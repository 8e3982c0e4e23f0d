using System.Net;
using FhirHub.LocalMongo.Gateway;
using FhirHub.LocalMongo.Gateway.Sessions;
using FhirHub.LocalMongo.Postgres;

namespace FhirHub.LocalMongo.Daemon;

/// <summary>PostgreSQL with DocumentDB, and the gateway in front of it.</summary>
internal static class DocumentDbDaemon
{
    public static async Task RunAsync(DaemonOptions options, BoundedLog log, TimeProvider time, CancellationTokenSource stopping)
    {
        var tree = EngineTree.Open(options.Engine.Path)
            ?? throw new LocalDatabaseException($"{options.Engine.Path} holds no complete engine.");
        var folder = new EngineFolder(tree, DaemonFolder.Postgres(options.DataFolder), options.Durable);
        await folder.PrepareAsync(stopping.Token);

        // The port is taken before the engine starts: a client that lost the last daemon waits in the queue instead of being refused.
        var listener = GatewayServer.Listen(DaemonState.Read(options.DataFolder)?.Port ?? 0);
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        await using var source = EngineSource.Create(folder.SocketFolder);
        await using var pool = new EnginePool(source, time);
        using var postgres = new PostgresServer(folder, pool, source, log, time);
        using var statements = new StatementRunner(pool, time);
        try
        {
            await postgres.StartAsync(stopping.Token);
            var engine = await EngineNameAsync(statements, stopping.Token);
            GatewayServer? server = null;
            var identity = new GatewayIdentity
            {
                Port = port,
                DataFolder = options.DataFolder,
                Build = DaemonBuild.Id,
                Engine = engine,
                Shutdown = stopping.Cancel,
                Clients = () => server!.Clients,
            };
            var parts = new GatewayParts(identity, statements, new TransactionTable(statements, time), new CursorTable(time), time);
            using (server = new GatewayServer(listener, parts, log))
            {
                new DaemonState(port, Environment.ProcessId, DaemonBuild.Id, engine, time.GetUtcNow()).Write(options.DataFolder);
                log.Write($"{engine} answers on 127.0.0.1:{port}");
                await RunUntilStoppedAsync(server, postgres, options.IdleLimit, log, time, stopping);
            }
        }
        finally
        {
            await postgres.StopAsync();
        }
    }

    private static async Task RunUntilStoppedAsync(
        GatewayServer server, PostgresServer postgres, TimeSpan idleLimit, BoundedLog log, TimeProvider time, CancellationTokenSource stopping)
    {
        var serving = server.RunAsync(stopping.Token);
        var keeping = postgres.KeepRunningAsync(stopping.Token);
        var idling = IdleWatch.UntilIdleAsync(() => new(server.Clients), idleLimit, time, stopping.Token);
        var first = await Task.WhenAny(serving, keeping, idling);
        if (first == idling && !stopping.IsCancellationRequested)
            log.Write($"no client for {idleLimit}: stopping");
        await stopping.CancelAsync();
        await serving;
        try
        {
            await Task.WhenAll(keeping, idling);
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }

    private static async Task<string> EngineNameAsync(StatementRunner statements, CancellationToken cancellationToken) =>
        "DocumentDB " + await statements.QueryAsync(Statement.Version, default, static row => row.GetString(0), cancellationToken);
}
