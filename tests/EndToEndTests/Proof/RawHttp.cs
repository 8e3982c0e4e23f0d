using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace FhirHub.EndToEndTests.Proof;

/// <summary>Sends bytes that no HTTP client would, and reads what comes back.</summary>
internal static class RawHttp
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <param name="root">Where the server is.</param>
    /// <param name="head">Request line and headers, without the empty line behind them; <c>Host</c>, length and <c>Connection</c> are added.</param>
    /// <param name="body">May be empty.</param>
    public static async Task<RawAnswer> SendAsync(Uri root, string head, byte[] body)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(root.Host, root.Port, limit.Token);
        var stream = client.GetStream();
        byte[] first = Encoding.Latin1.GetBytes($"{head}\r\nHost: {root.Authority}\r\nConnection: close\r\nContent-Length: {body.Length}\r\n\r\n");
        var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(first, limit.Token);
            await stream.WriteAsync(body, limit.Token);
            await stream.CopyToAsync(answer, limit.Token);
        }
        catch (IOException)
        {
            // The server closed before it had read all: what it said until then counts.
            return RawAnswer.Parse(Encoding.UTF8.GetString(answer.ToArray()));
        }

        return RawAnswer.Parse(Encoding.UTF8.GetString(answer.ToArray()));
    }
}

/// <summary>Status, head and body as text.</summary>
/// <param name="Status">0 where the connection ended without an answer.</param>
internal sealed record RawAnswer(int Status, string Head, string Body)
{
    /// <summary>The request got past the HTTP layer: it was HTTP.</summary>
    public bool ReachedTheServer => Head.Contains("X-Request-Id:", StringComparison.OrdinalIgnoreCase);

    public static RawAnswer Parse(string text)
    {
        int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return end < 0 ? new RawAnswer(0, text, string.Empty)
            : new RawAnswer(int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture), text[..end], text[(end + 4)..]);
    }
}
