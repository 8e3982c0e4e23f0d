using System.Buffers;
using System.Globalization;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Structure.Xml;
using Microsoft.Net.Http.Headers;

namespace FhirHub.Server.Http;

/// <summary>Reads a request's body within its limit, in the format that its Content-Type names.</summary>
internal static class RequestBody
{
    /// <summary>The resource in the body, checked against the base structure of R4.</summary>
    /// <param name="request">The request.</param>
    /// <param name="type">The type that the path asks for.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="FhirException">Unsupported media type, too large, or invalid with an issue for every fault.</exception>
    public static async Task<ParsedResource> ReadResourceAsync(FhirRequest request, string type, CancellationToken cancellationToken)
    {
        var format = ResourceFormat(request);
        using var body = await ReadAsync(request, cancellationToken);
        var resource = Parse(body.Memory, format, request);
        return resource.Type == type
            ? resource
            : throw FhirException.Invalid("type-mismatch", $"The body is a {resource.Type}, the path asks for a {type}.", resource.Type);
    }

    /// <summary>The FHIR JSON of the body, not checked: for Parameters that a handler reads itself.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadJsonAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var format = ResourceFormat(request);
        using var body = await ReadAsync(request, cancellationToken);
        return format == FhirFormat.Json ? body.Memory.ToArray() : ToJson(body.Memory, request);
    }

    /// <summary>The body as it came, after decompression.</summary>
    public static async Task<byte[]> ReadBytesAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        using var body = await ReadAsync(request, cancellationToken);
        return body.Memory.ToArray();
    }

    /// <summary>The media type of the body, without parameters, in lower case.</summary>
    /// <exception cref="FhirException">Unsupported media type: none is given, or it is not one.</exception>
    public static MediaTypeHeaderValue MediaType(FhirRequest request)
    {
        string? given = request.Http.Request.ContentType;
        if (string.IsNullOrEmpty(given))
            throw FhirException.UnsupportedMediaType("content-type-missing", "The request has no Content-Type. Send application/fhir+json or application/fhir+xml.");
        return MediaTypeHeaderValue.TryParse(given, out var parsed)
            ? parsed
            : throw FhirException.UnsupportedMediaType("content-type-invalid", $"Content-Type '{given}' is not a media type.");
    }

    private static FhirFormat ResourceFormat(FhirRequest request)
    {
        var given = MediaType(request);
        if (FhirMediaType.Find(given.MediaType.Value!) is not { } format || !ContentNegotiation.OffersR4(given))
        {
            throw FhirException.UnsupportedMediaType(
                "media-type-unsupported", $"Content-Type '{given}' is not supported. Send application/fhir+json or application/fhir+xml (R4).");
        }

        string charset = given.Charset.HasValue ? given.Charset.Value!.Trim('"') : "utf-8";
        return charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || charset.Equals("utf8", StringComparison.OrdinalIgnoreCase)
            || charset.Equals("us-ascii", StringComparison.OrdinalIgnoreCase)
            ? format.Format
            : throw FhirException.UnsupportedMediaType("charset-unsupported", $"FHIR is sent in UTF-8; '{charset}' is not supported.");
    }

    private static ParsedResource Parse(ReadOnlyMemory<byte> body, FhirFormat format, FhirRequest request)
    {
        var limits = request.Options.ReadLimits;
        var result = format == FhirFormat.Json ? FhirJsonReader.Read(body, limits) : FhirXmlReader.Read(body, limits);
        return result.Resource ?? throw FhirException.Invalid(result.Issues);
    }

    private static ReadOnlyMemory<byte> ToJson(ReadOnlyMemory<byte> xml, FhirRequest request)
    {
        var result = FhirXmlReader.ToJson(xml, request.Options.ReadLimits);
        return result.Json ?? throw FhirException.Invalid(result.Issues);
    }

    private static async Task<Rented> ReadAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var http = request.Http.Request;
        int limit = request.Options.MaxBodyBytes;
        if (http.Headers.ContentEncoding.Count > 0 && http.Headers.ContentEncoding.ToString() is not ("identity" or ""))
        {
            throw FhirException.UnsupportedMediaType(
                "content-encoding-unsupported", $"Content-Encoding '{http.Headers.ContentEncoding}' is not supported; use gzip, br or deflate.");
        }

        if (http.ContentLength > limit)
            throw TooLarge(limit);
        var body = new Rented((int)Math.Min(limit, http.ContentLength ?? 16 * 1024) + 1);
        try
        {
            while (await http.Body.ReadAsync(body.Free, cancellationToken) is var read and > 0)
            {
                body.Advance(read);
                if (body.Memory.Length > limit)
                    throw TooLarge(limit);
            }
        }
        // Brotli tells of bad data by an InvalidOperationException.
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            body.Dispose();
            throw new FhirException(
                FaultKind.Invalid, [Issue.Error("structure", "compression-invalid", "The compressed body cannot be decompressed.")], e);
        }
        catch
        {
            body.Dispose();
            throw;
        }

        return body;
    }

    private static FhirException TooLarge(int limit) => FhirException.TooLarge(
        "body-too-large", string.Create(CultureInfo.InvariantCulture, $"The body is larger than {limit} bytes, the limit of this server."));

    /// <summary>A buffer from the shared pool that grows as a body is read.</summary>
    private sealed class Rented(int size) : IDisposable
    {
        private byte[] _buffer = ArrayPool<byte>.Shared.Rent(size);
        private int _length;

        public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, _length);

        /// <summary>Never empty.</summary>
        public Memory<byte> Free
        {
            get
            {
                if (_length == _buffer.Length)
                    Grow();
                return _buffer.AsMemory(_length);
            }
        }

        public void Advance(int count) => _length += count;

        public void Dispose()
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }

        private void Grow()
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            Memory.Span.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
    }
}
