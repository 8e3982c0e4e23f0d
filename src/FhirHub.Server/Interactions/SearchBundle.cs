using System.Buffers;
using System.Text.Json;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Search;
using FhirHub.Server.Http;

namespace FhirHub.Server.Interactions;

/// <summary>Writes a searchset Bundle, one entry in memory at a time beyond the page itself. https://hl7.org/fhir/R4/bundle.html#searchset</summary>
internal sealed class SearchBundle(FhirRequest request, SearchPage page, IReadOnlyList<KeyValuePair<string, string>> links, DateTimeOffset now)
{
    private long _flushed;

    public async Task WriteAsync(IBufferWriter<byte> output, Func<CancellationToken, ValueTask> flush, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(output, JsonText.WriterOptions);
        BundleJson.WriteStart(json, "searchset", now, page.Total);
        json.WriteStartArray("link");
        foreach (var (relation, url) in links)
            BundleJson.WriteLink(json, relation, url);
        json.WriteEndArray();
        if (page.Matches.Count + page.Included.Count + page.Warnings.Count > 0)
        {
            json.WriteStartArray("entry");
            await WriteEntriesAsync(json, page.Matches, "match", flush, cancellationToken);
            await WriteEntriesAsync(json, page.Included, "include", flush, cancellationToken);
            if (page.Warnings.Count > 0)
                WriteOutcome(json, page.Warnings);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.Flush();
    }

    private async Task WriteEntriesAsync(
        Utf8JsonWriter json, IReadOnlyList<StoredVersion> versions, string mode, Func<CancellationToken, ValueTask> flush, CancellationToken cancellationToken)
    {
        foreach (var version in versions)
        {
            json.WriteStartObject();
            await BundleJson.WriteResourceAsync(json, request, version, cancellationToken);
            WriteMode(json, mode);
            json.WriteEndObject();
            if (json.BytesCommitted + json.BytesPending - _flushed <= BundleJson.FlushAt)
                continue;
            json.Flush();
            _flushed = json.BytesCommitted;
            await flush(cancellationToken);
        }
    }

    private static void WriteOutcome(Utf8JsonWriter json, IReadOnlyList<Issue> issues)
    {
        json.WriteStartObject();
        json.WritePropertyName("resource");
        json.WriteRawValue(OutcomeJson.Write(issues).Span, skipInputValidation: true);
        WriteMode(json, "outcome");
        json.WriteEndObject();
    }

    private static void WriteMode(Utf8JsonWriter json, string mode)
    {
        json.WriteStartObject("search");
        json.WriteString("mode", mode);
        json.WriteEndObject();
    }
}
