using System.Net.Sockets;
using System.Text;

namespace FhirHub.EndToEndTests;

/// <summary>A request whose body is sent when the test says so; disposing it early breaks the connection.</summary>
internal sealed class SlowUpload : IAsyncDisposable
{
    private readonly TcpClient _client;
    private readonly byte[] _body;
    private int _sent;

    private SlowUpload(TcpClient client, byte[] body)
    {
        _client = client;
        _body = body;
    }

    /// <summary>Connects, sends the headers, and waits until the server asks for the body: from then on the request is in flight.</summary>
    public static async Task<SlowUpload> StartAsync(Uri root, string method, string path, string body, params (string Name, string Value)[] headers)
    {
        var client = new TcpClient();
        await client.ConnectAsync(root.Host, root.Port);
        var upload = new SlowUpload(client, Encoding.UTF8.GetBytes(body));
        await upload.WriteAsync(Encoding.ASCII.GetBytes(
            $"{method} {root.AbsolutePath}{path} HTTP/1.1\r\nHost: {root.Authority}\r\nContent-Type: application/fhir+json\r\nContent-Length: {upload._body.Length}\r\nExpect: 100-continue\r\nConnection: close\r\n{string.Concat(headers.Select(h => $"{h.Name}: {h.Value}\r\n"))}\r\n"));
        byte[] go = new byte["HTTP/1.1 100 Continue\r\n\r\n".Length];
        await client.GetStream().ReadExactlyAsync(go);
        Assert.That(Encoding.ASCII.GetString(go), Does.StartWith("HTTP/1.1 100"));
        return upload;
    }

    /// <summary>Sends this many more bytes of the body.</summary>
    public async Task SendAsync(int count)
    {
        await WriteAsync(_body.AsMemory(_sent, count));
        _sent += count;
    }

    /// <summary>Sends what is left and reads the response, head and body, as text.</summary>
    public async Task<string> FinishAsync()
    {
        await SendAsync(_body.Length - _sent);
        using var reader = new StreamReader(_client.GetStream(), Encoding.UTF8, leaveOpen: true);
        return await reader.ReadToEndAsync();
    }

    public ValueTask DisposeAsync()
    {
        _client.Client.LingerState = new LingerOption(true, 0);
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private ValueTask WriteAsync(ReadOnlyMemory<byte> bytes) => _client.GetStream().WriteAsync(bytes);
}
