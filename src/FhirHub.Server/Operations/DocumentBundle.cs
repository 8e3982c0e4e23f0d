using System.Buffers;
using System.Text.Json;
using FhirHub.Engine.Resources;
using FhirHub.Server.Http;
using FhirHub.Server.Interactions;

namespace FhirHub.Server.Operations;

/// <summary>Writes a document, https://hl7.org/fhir/R4/documents.html: an identifier and a time of its own, and the resources as they are stored.</summary>
internal static class DocumentBundle
{
    public static async Task<ReadOnlyMemory<byte>> WriteAsync(
        string baseUrl, IReadOnlyList<StoredVersion> contents, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>();
        await using var json = new Utf8JsonWriter(buffer, JsonText.WriterOptions);
        json.WriteStartObject();
        json.WriteString("resourceType", "Bundle");
        json.WriteString("id", Guid.CreateVersion7());
        json.WriteStartObject("meta");
        json.WriteString("lastUpdated", BundleJson.Instant(now.UtcDateTime));
        json.WriteEndObject();
        json.WriteStartObject("identifier");
        json.WriteString("system", "urn:ietf:rfc:3986");
        json.WriteString("value", $"urn:uuid:{Guid.NewGuid()}");
        json.WriteEndObject();
        json.WriteString("type", "document");
        json.WriteString("timestamp", BundleJson.Instant(now.UtcDateTime));
        json.WriteStartArray("entry");
        foreach (var resource in contents)
        {
            json.WriteStartObject();
            json.WriteString("fullUrl", $"{baseUrl}/{resource.Key}");
            json.WritePropertyName("resource");
            json.WriteRawValue((await resource.Json!.LoadAsync(cancellationToken)).Span, skipInputValidation: true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
