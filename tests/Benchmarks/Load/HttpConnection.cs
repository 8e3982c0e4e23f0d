using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FhirHub.Benchmarks.Load;

/// <summary>
/// One HTTP/1.1 connection that sends prepared bytes and reads no more of the answer than its status and its end. It shares the machine with
/// what it measures, so it does as little as it can: no header objects, no copy of the body.
/// </summary>
internal sealed class HttpConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>Bytes of the last answer's body.</summary>
    public long BodyLength { get; private set; }

    public static async Task<HttpConnection> OpenAsync(int port, CancellationToken cancellationToken)
    {
        var connection = new HttpConnection();
        try
        {
            await connection._socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static byte[] Get(string path) =>
        Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/fhir+json\r\n\r\n");

    public static byte[] Send(string method, string path, byte[] body) =>
        [.. Encoding.ASCII.GetBytes($"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/fhir+json\r\nContent-Type: application/fhir+json\r\nContent-Length: {body.Length}\r\n\r\n"), .. body];

    /// <returns>The status.</returns>
    /// <exception cref="IOException">The connection ended early.</exception>
    public async ValueTask<int> ExchangeAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        while (request.Length > 0)
            request = request[await _socket.SendAsync(request, cancellationToken)..];
        int headEnd;
        while ((headEnd = Received.IndexOf("\r\n\r\n"u8)) < 0)
            await FillAsync(cancellationToken);
        long status = Number(Received["HTTP/1.1 ".Length..]);
        long length = BodyLengthOf(Received[..(headEnd + 2)]);
        _start += headEnd + 4;
        BodyLength = length >= 0 ? await SkipAsync(length, cancellationToken) : await SkipChunksAsync(cancellationToken);
        return (int)status;
    }

    public void Dispose() => _socket.Dispose();

    private ReadOnlySpan<byte> Received => _buffer.AsSpan(_start, _end - _start);

    /// <summary>-1 where the body comes in chunks.</summary>
    private static long BodyLengthOf(ReadOnlySpan<byte> head)
    {
        int at = head.IndexOf("\r\nContent-Length: "u8);
        if (at < 0)
            return head.IndexOf("\r\nTransfer-Encoding: chunked"u8) >= 0 ? -1 : 0;
        return Number(head[(at + "\r\nContent-Length: ".Length)..]);
    }

    private static long Number(ReadOnlySpan<byte> text, char format = 'D') =>
        Utf8Parser.TryParse(text, out long number, out _, format) ? number : throw new IOException("The server's answer is not HTTP.");

    private async ValueTask<long> SkipChunksAsync(CancellationToken cancellationToken)
    {
        for (long total = 0; ;)
        {
            int lineEnd;
            while ((lineEnd = Received.IndexOf("\r\n"u8)) < 0)
                await FillAsync(cancellationToken);
            long size = Number(Received[..lineEnd], 'x');
            _start += lineEnd + 2;
            await SkipAsync(size + 2, cancellationToken);
            if (size == 0)
                return total;
            total += size;
        }
    }

    private async ValueTask<long> SkipAsync(long count, CancellationToken cancellationToken)
    {
        for (long left = count; ;)
        {
            int here = (int)Math.Min(left, _end - _start);
            _start += here;
            left -= here;
            if (left == 0)
                return count;
            await FillAsync(cancellationToken);
        }
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            Received.CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        int read = await _socket.ReceiveAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read > 0 ? read : throw new IOException("The server closed the connection in the middle of an answer.");
    }
}
