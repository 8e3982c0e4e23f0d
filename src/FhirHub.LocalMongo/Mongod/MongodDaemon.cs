using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using FhirHub.LocalMongo.Daemon;
using FhirHub.LocalMongo.Gateway;
using FhirHub.LocalMongo.Wire;
using MongoDB.Bson;

namespace FhirHub.LocalMongo.Mongod;

/// <summary>A MongoDB server of the machine's own as a single-node replica set, watched and stopped like the other engine.</summary>
internal static class MongodDaemon
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static async Task RunAsync(DaemonOptions options, BoundedLog log, TimeProvider time, CancellationTokenSource stopping)
    {
        var folder = DaemonFolder.Mongod(options.DataFolder);
        Directory.CreateDirectory(folder);
        await StopLeftoverAsync(folder, log, time, stopping.Token);
        var port = FreePort(DaemonState.Read(options.DataFolder)?.Port ?? 0);
        var version = await MongodServer.VersionAsync(options.Engine.Path, stopping.Token);
        var idling = Task.CompletedTask;
        while (!stopping.IsCancellationRequested)
        {
            using var server = Start(options, folder, port, log);
            try
            {
                await InitiateAsync(server, port, time, stopping.Token);
                new DaemonState(port, Environment.ProcessId, DaemonBuild.Id, $"MongoDB {version}", time.GetUtcNow()) { IsMongod = true }.Write(options.DataFolder);
                log.Write($"MongoDB {version} answers on 127.0.0.1:{port}");
                if (idling.IsCompleted)
                    idling = IdleWatch.UntilIdleAsync(() => ClientsAsync(port, stopping.Token), options.IdleLimit, time, stopping.Token);
                if (await Task.WhenAny(server.WaitForExitAsync(stopping.Token), idling) == idling)
                    await stopping.CancelAsync();
                else
                    log.Write("mongod ended; starting it again");
            }
            catch (OperationCanceledException)
            {
                log.Write("stopping mongod");
            }
            finally
            {
                await StopAsync(server, stopping.IsCancellationRequested);
            }
        }
    }

    // A mongod whose daemon was killed still holds the folder and the port.
    private static async Task StopLeftoverAsync(string folder, BoundedLog log, TimeProvider time, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, "mongod.lock");
        if (!File.Exists(file) || !int.TryParse((await File.ReadAllTextAsync(file, cancellationToken)).Trim(), out var id))
            return;
        if (ProcessIdentity.Runs(id, "--dbpath", folder))
        {
            log.Write($"stopping mongod {id}, left over from a daemon that is gone");
            Signals.Send(id, Signals.Terminate);
        }
        while (ProcessIdentity.Runs(id, "--dbpath", folder))
            await Task.Delay(Pause, time, cancellationToken);
    }

    private static Process Start(DaemonOptions options, string folder, int port, BoundedLog log)
    {
        var start = new ProcessStartInfo(options.Engine.Path, MongodServer.Arguments(folder, port, options.Durable))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        var server = Process.Start(start) ?? throw new LocalDatabaseException($"{options.Engine.Path} could not be started.");
        server.OutputDataReceived += (_, line) => Note(line.Data, log);
        server.ErrorDataReceived += (_, line) => Note(line.Data, log);
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        return server;
    }

    /// <summary>Until it is the primary of its own replica set.</summary>
    private static async Task InitiateAsync(Process server, int port, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (time.GetElapsedTime(started) < StartLimit)
        {
            if (server.HasExited)
                throw new LocalDatabaseException($"mongod ended at once with code {server.ExitCode}.");
            try
            {
                await using var client = await WireClient.ConnectAsync(port, cancellationToken);
                var hello = await client.RunAsync(new BsonDocument("hello", 1), cancellationToken);
                if (hello.GetValue("isWritablePrimary", false).ToBoolean())
                    return;
                if (!hello.Contains("setName"))
                    await client.RunAsync(InitiateCommand(port), cancellationToken);
            }
            catch (SocketException) when (!cancellationToken.IsCancellationRequested)
            {
                // Not listening yet, or no more: it may have ended at this very moment, which the next turn tells.
                await Task.Delay(Pause, time, cancellationToken);
                continue;
            }
            await Task.Delay(Pause, time, cancellationToken);
        }
        throw new LocalDatabaseException($"mongod did not become primary within {StartLimit.TotalSeconds} s.");
    }

    internal static BsonDocument InitiateCommand(int port) => new("replSetInitiate", new BsonDocument
    {
        { "_id", MongodServer.ReplicaSet },
        { "members", new BsonArray { new BsonDocument { { "_id", 0 }, { "host", $"127.0.0.1:{port}" } } } },
    });

    // serverStatus counts this connection and the server's own; three are nobody.
    private static async ValueTask<int> ClientsAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            await using var client = await WireClient.ConnectAsync(port, cancellationToken);
            var status = await client.RunAsync(new BsonDocument("serverStatus", 1), cancellationToken);
            return Math.Max(0, status["connections"]["current"].ToInt32() - 3);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return 0;
        }
    }

    private static async Task StopAsync(Process server, bool stopping)
    {
        if (server.HasExited || !stopping)
            return;
        Signals.Send(server.Id, Signals.Terminate);
        await server.WaitForExitAsync(CancellationToken.None);
    }

    private static int FreePort(int wanted)
    {
        using var socket = GatewayServer.Listen(wanted);
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static void Note(string? line, BoundedLog log)
    {
        if (!string.IsNullOrEmpty(line))
            log.Write("mongod: " + line);
    }
}
