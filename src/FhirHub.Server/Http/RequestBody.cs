using System.Globalization;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Structure.Xml;
using FhirHub.Engine.Validation;
using Microsoft.Net.Http.Headers;

namespace FhirHub.Server.Http;

/// <summary>Reads a request's body within its limit, in the format that its Content-Type names.</summary>
internal static class RequestBody
{
    private const int MaxSentBytes = 1024 * 1024;

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
        // The buffer is used again; what is larger than this is told of without lines.
        if (format == FhirFormat.Json && body.Length <= MaxSentBytes)
            resource.From(new SentText(body.Memory.ToArray()));
        return resource.Type == type
            ? resource
            : throw FhirException.Invalid("type-mismatch", $"The body is a {resource.Type}, the path asks for a {type}.", resource.Type);
    }

    /// <summary>The FHIR JSON of the body, not checked: for Parameters that a handler reads itself.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadJsonAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var format = ResourceFormat(request);
        using var body = await ReadAsync(request, cancellationToken);
        return format == FhirFormat.Json ? Utf8Bom.Skip(body.Memory).ToArray() : ToJson(body.Memory, request);
    }

    /// <summary>The same, and whether it is what the client sent: then lines and columns in it mean something.</summary>
    public static async Task<(ReadOnlyMemory<byte> Json, bool IsAsSent)> ReadBundleAsync(FhirRequest request, CancellationToken cancellationToken) =>
        (await ReadJsonAsync(request, cancellationToken), ResourceFormat(request) == FhirFormat.Json);

    /// <summary>The same for those who judge it: of XML with faults, what could be read nevertheless, null for nothing, and the faults.</summary>
    public static async Task<(ReadOnlyMemory<byte>? Json, bool IsAsSent, IReadOnlyList<Issue> Faults)> ReadJudgedAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        if (ResourceFormat(request) == FhirFormat.Json)
            return (await ReadJsonAsync(request, cancellationToken), true, []);
        using var body = await ReadAsync(request, cancellationToken);
        var result = FhirXmlReader.ToJson(body.Memory, request.Options.ReadLimits);
        byte[]? json = result.Json ?? result.Partial;
        return (json is null ? null : new ReadOnlyMemory<byte>(json), false, MessageLanguages.OfStructure(result.Issues));
    }

    /// <summary>The JSON of a body that is no resource.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadPlainJsonAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        RefuseOtherText(MediaType(request));
        using var body = await ReadAsync(request, cancellationToken);
        return Utf8Bom.Skip(body.Memory).ToArray();
    }

    /// <summary>The body as it came, after decompression; to be disposed of.</summary>
    public static Task<BodyBuffer> ReadBytesAsync(FhirRequest request, CancellationToken cancellationToken) => ReadAsync(request, cancellationToken);

    /// <summary>Reads the body, decompressed, and puts it in the place of what was read.</summary>
    public static async Task<byte[]> BufferAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        using var body = await ReadAsync(request, cancellationToken);
        byte[] bytes = body.Memory.ToArray();
        var http = request.Http.Request;
        http.Headers.ContentEncoding = default;
        http.Headers.ContentLength = bytes.Length;
        http.Body = new MemoryStream(bytes, writable: false);
        return bytes;
    }

    /// <summary>The Content-Type with its parameters.</summary>
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
        if (FhirMediaType.Find(given.MediaType.Value!) is not { } format)
        {
            throw FhirException.UnsupportedMediaType(
                "media-type-unsupported", $"Content-Type '{given}' is not supported. Send application/fhir+json or application/fhir+xml.");
        }

        RefuseOtherText(given);
        return format.Format;
    }

    /// <exception cref="FhirException">Unsupported media type: not UTF-8, or not R4.</exception>
    private static void RefuseOtherText(MediaTypeHeaderValue given)
    {
        if (!ContentNegotiation.OffersR4(given))
            throw FhirException.UnsupportedMediaType("fhir-version-unsupported", $"Content-Type '{given}' names another version; this server speaks FHIR 4.0.");
        string charset = given.Charset.HasValue ? given.Charset.Value!.Trim('"').ToLowerInvariant() : "utf-8";
        if (charset is not ("utf-8" or "utf8" or "us-ascii"))
            throw FhirException.UnsupportedMediaType("charset-unsupported", $"FHIR is sent in UTF-8; '{charset}' is not supported.");
    }

    private static ParsedResource Parse(ReadOnlyMemory<byte> body, FhirFormat format, FhirRequest request)
    {
        var limits = request.Options.ReadLimits;
        var result = format == FhirFormat.Json ? FhirJsonReader.Read(body, limits) : FhirXmlReader.Read(body, limits);
        return result.Resource ?? throw FhirException.Invalid(MessageLanguages.OfStructure(result.Issues));
    }

    private static ReadOnlyMemory<byte> ToJson(ReadOnlyMemory<byte> xml, FhirRequest request)
    {
        var result = FhirXmlReader.ToJson(xml, request.Options.ReadLimits);
        return result.Json ?? throw FhirException.Invalid(MessageLanguages.OfStructure(result.Issues));
    }

    private static async Task<BodyBuffer> ReadAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        int limit = request.Options.MaxBodyBytes;
        if (request.Http.Request.ContentLength > limit)
            throw TooLarge(limit);
        await using var body = BodyDecompression.Of(request.Http.Request);
        var buffer = new BodyBuffer();
        try
        {
            while (await body.Content.ReadAsync(buffer.Free, cancellationToken) is var read and > 0)
            {
                buffer.Advance(read);
                if (buffer.Length > limit)
                    throw TooLarge(limit);
                request.BodyLease.Grow(buffer.Length);
            }

            await body.CheckCompleteAsync(buffer.Length, cancellationToken);
            return buffer;
        }
        catch (Exception e)
        {
            buffer.Dispose();
            if (body.IsBrokenData(e))
                throw BodyDecompression.Broken(e);
            throw;
        }
    }

    private static FhirException TooLarge(int limit) => FhirException.TooLarge(
        "body-too-large", string.Create(CultureInfo.InvariantCulture, $"The body is larger than {limit} bytes, the limit of this server."));
}
