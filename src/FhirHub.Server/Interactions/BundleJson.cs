using System.Globalization;
using System.Text.Json;
using FhirHub.Engine.Resources;
using FhirHub.Server.Http;

namespace FhirHub.Server.Interactions;

/// <summary>What all Bundles of this server have in common. https://hl7.org/fhir/R4/bundle.html</summary>
internal static class BundleJson
{
    /// <summary>Bytes after which a Bundle being written is sent on.</summary>
    public const int FlushAt = 64 * 1024;

    /// <summary>Everything up to the total; the object stays open.</summary>
    public static void WriteStart(Utf8JsonWriter json, string type, DateTimeOffset now, long? total)
    {
        json.WriteStartObject();
        json.WriteString("resourceType", "Bundle");
        json.WriteString("id", Guid.CreateVersion7());
        json.WriteStartObject("meta");
        json.WriteString("lastUpdated", Instant(now.UtcDateTime));
        json.WriteEndObject();
        json.WriteString("type", type);
        if (total is { } known)
            json.WriteNumber("total", known);
    }

    public static void WriteLink(Utf8JsonWriter json, string relation, string url)
    {
        json.WriteStartObject();
        json.WriteString("relation", relation);
        json.WriteString("url", url);
        json.WriteEndObject();
    }

    /// <summary>fullUrl and resource of an entry, in the view that the request asks for.</summary>
    public static async Task WriteResourceAsync(
        Utf8JsonWriter json, FhirRequest request, StoredVersion version, CancellationToken cancellationToken)
    {
        json.WriteString("fullUrl", $"{request.BaseUrl}/{version.Key}");
        if (version.Json is not { } content)
            return;
        json.WritePropertyName("resource");
        var whole = await content.LoadAsync(cancellationToken);
        json.WriteRawValue(request.View.Apply(whole).Span, skipInputValidation: true);
    }

    public static string Instant(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
