using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace FhirHub.Cli.Terminology;

/// <summary>A table on its way to a server, which tells how much of it is sent.</summary>
internal sealed class TableContent : HttpContent
{
    private const int Part = 256 * 1024;
    private const int Step = 10;

    private readonly FileInfo _file;
    private readonly TextWriter _output;

    public TableContent(TableImport import, TextWriter output)
    {
        (_file, _output) = (import.File, output);
        Headers.ContentType = new MediaTypeHeaderValue("text/csv") { CharSet = import.Mapping.Encoding ?? "utf-8" };
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using var file = _file.OpenRead();
        byte[] buffer = new byte[Part];
        long sent = 0;
        int told = 0;
        while (await file.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            sent += read;
            int percent = (int)(sent * 100 / Math.Max(1, _file.Length));
            if (percent < told + Step && (sent < _file.Length || told == percent))
                continue;
            told = percent;
            await _output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"sent {percent} %"));
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _file.Length;
        return true;
    }
}
