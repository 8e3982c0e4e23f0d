using System.Buffers;
using System.Text.Json;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Structure;
using FhirHub.Server.Http;

namespace FhirHub.Server.Interactions;

/// <summary>
/// https://hl7.org/fhir/R4/binary.html#rest: content of any type goes in and out as it is; only the media types that name
/// FHIR itself mean the Binary resource. <c>X-Security-Context</c> travels along as <c>Binary.securityContext</c>.
/// </summary>
internal static class BinaryContent
{
    private const string SecurityContextHeader = "X-Security-Context";

    /// <summary>Whether the body is content rather than a resource.</summary>
    public static bool IsRaw(FhirRequest request) =>
        request.Type == "Binary" && FhirMediaType.Find(RequestBody.MediaType(request).MediaType.Value!) is not { NamesFhir: true };

    /// <summary>The Binary resource that holds the body.</summary>
    public static async Task<ParsedResource> ReadAsync(FhirRequest request, string? id, CancellationToken cancellationToken)
    {
        var mediaType = RequestBody.MediaType(request);
        byte[] content = await RequestBody.ReadBytesAsync(request, cancellationToken);
        var buffer = new ArrayBufferWriter<byte>(content.Length / 3 * 4 + 256);
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
                json.WriteBase64String("data", content);
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
        using var resource = JsonDocument.Parse(await stored.Json.LoadAsync(cancellationToken));
        var root = resource.RootElement;
        return response with
        {
            Content = new FhirContent.Raw(
                root.GetProperty("contentType").GetString()!,
                root.TryGetProperty("data", out var data) ? data.GetBytesFromBase64() : ReadOnlyMemory<byte>.Empty),
            SecurityContext = root.TryGetProperty("securityContext", out var context) && context.TryGetProperty("reference", out var reference)
                ? reference.GetString()
                : null,
        };
    }

    private static bool WantsResource(FhirRequest request) =>
        ContentNegotiation.Override(request.Http.Request) is not null
        || (request.Headers.Accept.Count > 0
            && ContentNegotiation.Accepted(request.Http.Request).Any(m => FhirMediaType.Find(m.MediaType.Value!) is { NamesFhir: true }));
}
