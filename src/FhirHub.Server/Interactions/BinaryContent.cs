using System.Buffers;
using System.Text.Json;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Structure;
using FhirHub.Server.Http;
using Microsoft.Net.Http.Headers;

namespace FhirHub.Server.Interactions;

/// <summary>
/// https://hl7.org/fhir/R4/binary.html#rest: content of any type goes in and out as it is; only the media types that name
/// FHIR itself mean the Binary resource. <c>X-Security-Context</c> travels along as <c>Binary.securityContext</c>.
/// </summary>
internal static class BinaryContent
{
    private const string SecurityContextHeader = "X-Security-Context";

    /// <summary>Whether the body is content rather than a resource.</summary>
    /// <exception cref="FhirException">Invalid: a security context beside a resource, which has its own.</exception>
    public static bool IsRaw(FhirRequest request)
    {
        if (request.Type != "Binary")
            return false;
        bool raw = FhirMediaType.Find(RequestBody.MediaType(request).MediaType.Value!) is not { NamesFhir: true };
        if (!raw && request.Headers.ContainsKey(SecurityContextHeader))
            throw FhirException.Invalid("security-context", $"{SecurityContextHeader} goes with raw content; a Binary resource has securityContext.");
        return raw;
    }

    /// <summary>The Binary resource that holds the body.</summary>
    public static async Task<ParsedResource> ReadAsync(FhirRequest request, string? id, CancellationToken cancellationToken)
    {
        var mediaType = RequestBody.MediaType(request);
        using var content = await RequestBody.ReadBytesAsync(request, cancellationToken);
        var buffer = new ArrayBufferWriter<byte>((int)(content.Length / 3 * 4L) + 1024);
        using (var json = new Utf8JsonWriter(buffer, JsonText.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("resourceType", "Binary");
            if (id is not null)
                json.WriteString("id", id);
            json.WriteString("contentType", mediaType.ToString());
            if (request.Headers[SecurityContextHeader] is { Count: > 0 } context)
            {
                json.WriteStartObject("securityContext");
                json.WriteString("reference", context.ToString());
                json.WriteEndObject();
            }

            if (content.Length > 0)
                json.WriteBase64String("data", content.Memory.Span);
            json.WriteEndObject();
        }

        var read = FhirJsonReader.Read(buffer.WrittenMemory, request.Options.ReadLimits);
        return read.Resource ?? throw FhirException.Invalid(read.Issues);
    }

    /// <summary>Turns the answer to a read into the content itself, unless the client asked for the resource.</summary>
    public static async Task<FhirResponse> UnwrapAsync(FhirRequest request, FhirResponse response, CancellationToken cancellationToken)
    {
        if (request.Type != "Binary" || response.Content is not FhirContent.Stored stored || WantsResource(request))
            return response;
        var options = new JsonDocumentOptions { MaxDepth = request.Options.MaxDepth };
        using var resource = JsonDocument.Parse(await stored.Json.LoadAsync(cancellationToken), options);
        var root = resource.RootElement;
        return response with
        {
            Content = new FhirContent.Raw(
                MediaTypeOf(root),
                root.TryGetProperty("data", out var data) ? data.GetBytesFromBase64() : ReadOnlyMemory<byte>.Empty),
            SecurityContext = root.TryGetProperty("securityContext", out var context) && context.TryGetProperty("reference", out var reference)
                && IsHeaderValue(reference.GetString()!) ? reference.GetString() : null,
        };
    }

    /// <summary>What was stored as a resource may name any type, or none that a header can hold.</summary>
    private static string MediaTypeOf(JsonElement binary) =>
        binary.TryGetProperty("contentType", out var stored) && stored.GetString() is { } text && IsHeaderValue(text)
        && MediaTypeHeaderValue.TryParse(text, out _)
            ? text
            : "application/octet-stream";

    private static bool IsHeaderValue(string text) => text.All(c => c is >= ' ' and <= '~');

    private static bool WantsResource(FhirRequest request) =>
        ContentNegotiation.Override(request.Http.Request) is not null
        || !request.View.IsWhole
        || (request.Headers.Accept.Count > 0
            && ContentNegotiation.Accepted(request.Http.Request).FirstOrDefault() is { } wanted
            && FhirMediaType.Find(wanted.MediaType.Value!) is { NamesFhir: true });
}
