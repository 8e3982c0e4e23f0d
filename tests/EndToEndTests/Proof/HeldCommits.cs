using System.Net.Sockets;
using MongoDB.Driver;

namespace FhirHub.EndToEndTests.Proof;

/// <summary>
/// Stands between a server and its database. While it holds, the first commit of a transaction waits here and its repetitions are dropped:
/// the server hears nothing of it, and it may still come.
/// </summary>
internal sealed class HeldCommits : IAsyncDisposable
{
    private readonly MongoUrl _target;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<IDisposable> _open = [];
    private readonly TaskCompletionSource _answered = new();
    private readonly Task _accepting;
    private (NetworkStream Upstream, byte[] Message)? _held;
    private bool _holds;
    private bool _released;

    public HeldCommits(string connectionString)
    {
        _target = new MongoUrl(connectionString);
        _listener.Start();
        // Connections that hear nothing are given up soon.
        ConnectionString = new MongoUrlBuilder(connectionString)
        {
            Server = new MongoServerAddress("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port),
            SocketTimeout = TimeSpan.FromSeconds(3),
        }.ToString();
        _accepting = AcceptAsync();
    }

    public string ConnectionString { get; }

    public void Hold() => _holds = true;

    /// <summary>Sends on the commit that was held; done when the database has answered it.</summary>
    public async Task ReleaseAsync()
    {
        var (upstream, message) = _held ?? throw new InvalidOperationException("No commit was held.");
        _holds = false;
        _released = true;
        await upstream.WriteAsync(message, _stop.Token);
        await _answered.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        foreach (var connection in _open)
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
                var database = new TcpClient();
                _open.AddRange([client, database]);
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
                if (!_holds || message.AsSpan().IndexOf("commitTransaction"u8) < 0)
                    await database.WriteAsync(message, _stop.Token);
                else
                    _held ??= (database, message);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The connection to the database stays: a transaction may live on it.
            return;
        }
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
        catch (IOException)
        {
            return false;
        }
    }
}
