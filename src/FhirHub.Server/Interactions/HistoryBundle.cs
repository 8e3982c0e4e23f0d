using System.Buffers;
using System.Text.Json;
using FhirHub.Engine.Resources;
using FhirHub.Server.Http;

namespace FhirHub.Server.Interactions;

/// <summary>Writes a history Bundle, one entry in memory at a time beyond the page itself. https://hl7.org/fhir/R4/bundle.html#history</summary>
internal static class HistoryBundle
{
    public static async Task WriteAsync(
        FhirRequest request,
        HistoryPage page,
        long? total,
        DateTimeOffset now,
        IBufferWriter<byte> output,
        Func<CancellationToken, ValueTask> flush,
        CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(output, JsonText.WriterOptions);
        BundleJson.WriteStart(json, "history", now, total);
        WriteLinks(json, request, page);
        if (page.Versions.Count > 0)
            json.WriteStartArray("entry");
        long flushed = 0;
        foreach (var version in page.Versions)
        {
            await WriteEntryAsync(json, request, version, cancellationToken);
            if (json.BytesCommitted + json.BytesPending - flushed > BundleJson.FlushAt)
            {
                json.Flush();
                flushed = json.BytesCommitted;
                await flush(cancellationToken);
            }
        }

        if (page.Versions.Count > 0)
            json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
    }

    private static async Task WriteEntryAsync(Utf8JsonWriter json, FhirRequest request, StoredVersion version, CancellationToken cancellationToken)
    {
        json.WriteStartObject();
        await BundleJson.WriteResourceAsync(json, request, version, cancellationToken);
        json.WriteStartObject("request");
        json.WriteString("method", version.Method);
        json.WriteString("url", version.Method == "POST" ? version.Key.Type : version.Key.ToString());
        json.WriteEndObject();
        json.WriteStartObject("response");
        json.WriteString("status", version.Deleted ? "204" : version.Created ? "201" : "200");
        json.WriteString("etag", VersionTag.Of(version.Version));
        json.WriteString("lastModified", BundleJson.Instant(version.LastUpdated));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteLinks(Utf8JsonWriter json, FhirRequest request, HistoryPage page)
    {
        string self = request.BaseUrl + request.Http.Request.Path;
        var parameters = request.Http.Request.Query
            .Where(p => p.Key != "_page" && request.Knows(p.Key) && !string.IsNullOrEmpty(p.Value))
            .Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value.ToString())}");
        string first = self + Query(parameters);
        string? current = request.Parameter("_page");
        json.WriteStartArray("link");
        BundleJson.WriteLink(json, "self", current is null ? first : self + Query(parameters.Append($"_page={current}")));
        if (current is not null)
            BundleJson.WriteLink(json, "first", first);
        if (page.Next is { } next)
            BundleJson.WriteLink(json, "next", self + Query(parameters.Append($"_page={next.ToToken()}")));
        json.WriteEndArray();
    }

    private static string Query(IEnumerable<string> parameters)
    {
        string all = string.Join('&', parameters);
        return all.Length == 0 ? string.Empty : "?" + all;
    }
}
