namespace FhirHub.Benchmarks.Load;

/// <summary>A connection per client to one server.</summary>
internal sealed class HttpConnections : IDisposable
{
    private readonly HttpConnection[] _connections;

    private HttpConnections(HttpConnection[] connections) => _connections = connections;

    public static async Task<HttpConnections> OpenAsync(int port, int count, CancellationToken cancellationToken)
    {
        var connections = new HttpConnection[count];
        for (int i = 0; i < count; i++)
            connections[i] = await HttpConnection.OpenAsync(port, cancellationToken);
        return new HttpConnections(connections);
    }

    /// <summary>Sends what <paramref name="request"/> gives for client and turn, and expects <paramref name="status"/>.</summary>
    public Work Expecting(int status, Func<int, int, byte[]> request) => async (client, turn, cancellationToken) =>
        await _connections[client].ExchangeAsync(request(client, turn), cancellationToken) == status;

    public void Dispose()
    {
        foreach (var connection in _connections)
            connection.Dispose();
    }
}
