using System.Collections.Concurrent;
using System.Net.Sockets;
using MongoDB.Driver;

namespace FhirHub.EndToEndTests.Proof;

/// <summary>
/// Stands between a server and its database. When it is to hold, the next commit of a transaction waits here, and the server is cut off: it
/// hears nothing of the commit, which may still come.
/// </summary>
internal sealed class HeldCommits : IAsyncDisposable
{
    private readonly MongoUrl _target;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<TcpClient> _servers = [];
    private readonly ConcurrentBag<TcpClient> _databases = [];
    private readonly TaskCompletionSource _answered = new();
    private readonly Task _accepting;
    private (NetworkStream Upstream, byte[] Message)? _held;
    private volatile bool _holds;
    private volatile bool _cut;
    private volatile bool _released;

    public HeldCommits(string connectionString)
    {
        _target = new MongoUrl(connectionString);
        _listener.Start();
        // A database that is gone is given up soon.
        ConnectionString = new MongoUrlBuilder(connectionString)
        {
            Server = new MongoServerAddress("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port),
            ServerSelectionTimeout = TimeSpan.FromSeconds(4),
        }.ToString();
        _accepting = AcceptAsync();
    }

    public string ConnectionString { get; }

    public void Hold() => _holds = true;

    /// <summary>The server reaches its database again; what is held stays.</summary>
    public void Reconnect() => _holds = _cut = false;

    /// <summary>Sends on the commit that was held; done when the database has answered it.</summary>
    public async Task ReleaseAsync()
    {
        var (upstream, message) = _held ?? throw new InvalidOperationException("No commit was held.");
        _released = true;
        await upstream.WriteAsync(message, _stop.Token);
        await _answered.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        foreach (var connection in _servers.Concat(_databases))
            connection.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var pumps = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                if (_cut)
                {
                    client.Dispose();
                    continue;
                }

                var database = new TcpClient();
                _servers.Add(client);
                _databases.Add(database);
                await database.ConnectAsync(_target.Server.Host, _target.Server.Port, _stop.Token);
                pumps.Add(ToDatabaseAsync(client.GetStream(), database.GetStream()));
                pumps.Add(ToServerAsync(database.GetStream(), client.GetStream()));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(pumps);
        }
    }

    /// <summary>Message by message: https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/.</summary>
    private async Task ToDatabaseAsync(NetworkStream server, NetworkStream database)
    {
        byte[] length = new byte[4];
        try
        {
            while (true)
            {
                await server.ReadExactlyAsync(length, _stop.Token);
                byte[] message = new byte[BitConverter.ToInt32(length)];
                length.CopyTo(message, 0);
                await server.ReadExactlyAsync(message.AsMemory(4), _stop.Token);
                if (_holds && message.AsSpan().IndexOf("commitTransaction"u8) >= 0)
                    Cut(database, message);
                else
                    await database.WriteAsync(message, _stop.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The connection to the database stays: a transaction may live on it.
            return;
        }
    }

    private void Cut(NetworkStream database, byte[] message)
    {
        _held = (database, message);
        _cut = true;
        foreach (var server in _servers)
            server.Dispose();
    }

    private async Task ToServerAsync(NetworkStream database, NetworkStream server)
    {
        byte[] buffer = new byte[64 * 1024];
        bool listens = true;
        try
        {
            while (await database.ReadAsync(buffer, _stop.Token) is var read and > 0)
            {
                if (_released && database == _held?.Upstream)
                    _answered.TrySetResult();
                listens = listens && await TryWriteAsync(server, buffer.AsMemory(0, read));
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            return;
        }
    }

    private async Task<bool> TryWriteAsync(NetworkStream server, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await server.WriteAsync(bytes, _stop.Token);
            return true;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return false;
        }
    }
}
