using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using FhirHub.LocalMongo.Daemon;
using FhirHub.LocalMongo.Gateway.Commands;
using FhirHub.LocalMongo.Gateway.Errors;
using FhirHub.LocalMongo.Postgres;

namespace FhirHub.LocalMongo.Gateway;

/// <summary>Listens on the loopback interface, keeps the list of clients and does the regular housekeeping.</summary>
internal sealed class GatewayServer(Socket listener, GatewayParts gateway, BoundedLog log) : IDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Housekeeping = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SessionHousekeeping = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<int, ClientConnection> clients = new();
    private readonly CommandDispatch dispatch = new(gateway, log);
    private int lastClient;

    public int Clients => clients.Count;

    /// <summary>Binds to the wanted port, or to a free one when that is 0 or taken.</summary>
    public static Socket Listen(int wanted)
    {
        foreach (var port in wanted == 0 ? [0] : new[] { wanted, 0 })
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                // Without it a restart on the same port fails while old connections linger.
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                socket.Listen(512);
                return socket;
            }
            catch (SocketException) when (port != 0)
            {
                socket.Dispose();
            }
        }
        throw new LocalDatabaseException("No port could be opened on 127.0.0.1.");
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        var housekeeping = KeepHouseAsync(stopping);
        try
        {
            while (!stopping.IsCancellationRequested)
                Serve(await listener.AcceptAsync(stopping));
        }
        catch (OperationCanceledException)
        {
            foreach (var client in clients.Values)
                client.Abort();
        }
        await housekeeping;
    }

    public void Dispose() => listener.Dispose();

    private void Serve(Socket socket)
    {
        socket.NoDelay = true;
        var client = new ClientConnection(Interlocked.Increment(ref lastClient), socket, dispatch, gateway.Time);
        clients[client.Id] = client;
        _ = Task.Run(async () =>
        {
            try
            {
                await client.RunAsync();
            }
            catch (Exception e)
            {
                log.Write($"client {client.Id}: {e}");
            }
            finally
            {
                clients.TryRemove(client.Id, out _);
                client.Dispose();
            }
        }, CancellationToken.None);
    }

    private async Task KeepHouseAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Glance, gateway.Time);
        var lastRound = gateway.Time.GetTimestamp();
        var lastSessions = lastRound;
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
            {
                foreach (var client in clients.Values)
                    client.CancelIfGone();
                if (gateway.Time.GetElapsedTime(lastRound) < Housekeeping)
                    continue;
                lastRound = gateway.Time.GetTimestamp();
                var sessions = gateway.Time.GetElapsedTime(lastSessions) > SessionHousekeeping;
                if (sessions)
                    lastSessions = lastRound;
                await TidyAsync(sessions, stopping);
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }

    private async Task TidyAsync(bool sessions, CancellationToken stopping)
    {
        try
        {
            await gateway.Transactions.ReapAsync();
            foreach (var cursor in gateway.Cursors.Expire())
                await CursorCommands.DiscardAsync(gateway.Statements, cursor, stopping);
            if (sessions)
                await gateway.Statements.QueryAsync(Statement.ForgetSessions, default, static _ => true, stopping);
            await gateway.Statements.Pool.TrimAsync();
        }
        catch (Exception e) when (e is EngineLostException or MongoFault)
        {
            log.Write($"housekeeping waits for the engine: {e.Message}");
        }
    }
}
