using FhirHub.Benchmarks.Processes;

namespace FhirHub.Benchmarks.Load;

/// <summary>A connection per client to one server.</summary>
internal sealed class HttpConnections : IDisposable
{
    private readonly HttpProcess _server;
    private readonly HttpConnection[] _connections;

    private HttpConnections(HttpProcess server, HttpConnection[] connections)
    {
        _server = server;
        _connections = connections;
    }

    public static async Task<HttpConnections> OpenAsync(HttpProcess server, int count, CancellationToken cancellationToken)
    {
        var connections = new HttpConnection[count];
        for (int i = 0; i < count; i++)
            connections[i] = await HttpConnection.OpenAsync(server.Port, cancellationToken);
        return new HttpConnections(server, connections);
    }

    /// <summary>A variant that sends what <paramref name="request"/> gives.</summary>
    public Variant Variant(string name, int status, Func<int, int, byte[]> request) => new(name, Expecting(status, request), _server.ProcessorSeconds);

    /// <summary>Sends what <paramref name="request"/> gives for client and turn, and expects <paramref name="status"/>.</summary>
    public Work Expecting(int status, Func<int, int, byte[]> request) => async (client, turn, cancellationToken) =>
        await _connections[client].ExchangeAsync(request(client, turn), cancellationToken) == status;

    public void Dispose()
    {
        foreach (var connection in _connections)
            connection.Dispose();
    }
}
