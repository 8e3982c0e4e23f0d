using System.Buffers.Binary;
using System.IO.Compression;
using FhirHub.Engine.Errors;

namespace FhirHub.Server.Http;

/// <summary>
/// Undoes a request's Content-Encoding: gzip (one member), br or deflate. Where a gzip body was cut off, its trailer tells; the
/// framework's stream would take it as complete.
/// </summary>
internal sealed class BodyDecompression : IAsyncDisposable
{
    private readonly TailStream _tail;
    private readonly bool _gzip;

    private BodyDecompression(Stream content, TailStream tail, bool gzip)
    {
        Content = content;
        _tail = tail;
        _gzip = gzip;
    }

    /// <summary>The body after decompression.</summary>
    public Stream Content { get; }

    /// <exception cref="FhirException">Unsupported media type: an encoding that is not known.</exception>
    public static BodyDecompression Of(HttpRequest request)
    {
        string encoding = request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant();
        var tail = new TailStream(request.Body);
        return encoding switch
        {
            "" or "identity" => new BodyDecompression(request.Body, tail, gzip: false),
            "gzip" or "x-gzip" => new BodyDecompression(new GZipStream(tail, CompressionMode.Decompress, leaveOpen: true), tail, gzip: true),
            "br" => new BodyDecompression(new BrotliStream(tail, CompressionMode.Decompress, leaveOpen: true), tail, gzip: false),
            "deflate" => new BodyDecompression(new ZLibStream(tail, CompressionMode.Decompress, leaveOpen: true), tail, gzip: false),
            _ => throw FhirException.UnsupportedMediaType(
                "content-encoding-unsupported", $"Content-Encoding '{encoding}' is not supported; use gzip, br or deflate."),
        };
    }

    /// <summary>Whether an exception while reading means that the compressed data is broken.</summary>
    public bool IsBrokenData(Exception e) => e is InvalidDataException || (e is InvalidOperationException && Content is BrotliStream);

    /// <param name="length">Bytes that came out.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="FhirException">Invalid: the body was cut off.</exception>
    public async Task CheckCompleteAsync(int length, CancellationToken cancellationToken)
    {
        if (!_gzip)
            return;
        await _tail.DrainAsync(cancellationToken);
        // https://www.rfc-editor.org/rfc/rfc1952#section-2.3.1: the last four bytes are the length modulo 2^32.
        if (_tail.Last is not { Length: 4 } last || BinaryPrimitives.ReadUInt32LittleEndian(last) != (uint)length)
            throw Broken(null);
    }

    public static FhirException Broken(Exception? cause) => new(
        FaultKind.Invalid, [Issue.Error("structure", "compression-invalid", "The compressed body is broken or incomplete.")], cause);

    public ValueTask DisposeAsync() => ReferenceEquals(Content, _tail.Source) ? ValueTask.CompletedTask : Content.DisposeAsync();
}
