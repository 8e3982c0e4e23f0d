using System.Buffers;
using System.Globalization;
using System.Text.Json;
using FhirHub.Server.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace FhirHub.Server.Interactions;

/// <summary>Writes the answer to a batch or transaction, one entry in memory at a time: https://hl7.org/fhir/R4/http.html#transaction-response.</summary>
internal static class TransactionBundle
{
    /// <param name="type"><c>batch-response</c> or <c>transaction-response</c>.</param>
    /// <param name="entries">In the order of the request.</param>
    public static FhirResponse Answer(FhirRequest request, string type, IReadOnlyList<EntryAnswer> entries, DateTimeOffset now) =>
        new(StatusCodes.Status200OK)
        {
            PreferenceApplied = request.Preferences.AppliedReturn,
            Content = new FhirContent.Streamed((output, flush, token) => WriteAsync(request, type, entries, now, output, flush, token)),
        };

    private static async Task WriteAsync(
        FhirRequest request,
        string type,
        IReadOnlyList<EntryAnswer> entries,
        DateTimeOffset now,
        IBufferWriter<byte> output,
        Func<CancellationToken, ValueTask> flush,
        CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(output, JsonText.WriterOptions);
        BundleJson.WriteStart(json, type, now, total: null);
        json.WriteStartArray("link");
        BundleJson.WriteLink(json, "self", request.BaseUrl);
        json.WriteEndArray();
        if (entries.Count > 0)
            json.WriteStartArray("entry");
        long flushed = 0;
        foreach (var entry in entries)
        {
            await WriteEntryAsync(json, request.BaseUrl, entry, cancellationToken);
            if (json.BytesCommitted + json.BytesPending - flushed > BundleJson.FlushAt)
            {
                json.Flush();
                flushed = json.BytesCommitted;
                await flush(cancellationToken);
            }
        }

        if (entries.Count > 0)
            json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
    }

    /// <summary>One entry, as an object.</summary>
    public static async Task<ReadOnlyMemory<byte>> EntryJsonAsync(string baseUrl, EntryAnswer entry, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>();
        await using (var json = new Utf8JsonWriter(buffer, JsonText.WriterOptions))
            await WriteEntryAsync(json, baseUrl, entry, cancellationToken);
        return buffer.WrittenMemory;
    }

    private static async Task WriteEntryAsync(Utf8JsonWriter json, string baseUrl, EntryAnswer entry, CancellationToken cancellationToken)
    {
        if (entry.Written is { } written)
        {
            json.WriteRawValue(written.Span, skipInputValidation: true);
            return;
        }

        json.WriteStartObject();
        if (entry.Resource is { } resource)
        {
            if (entry.Version is { } version)
                json.WriteString("fullUrl", $"{baseUrl}/{version.Key}");
            json.WritePropertyName("resource");
            json.WriteRawValue((await FhirResponseWriter.JsonOfAsync(resource, entry.View, cancellationToken)).Span, skipInputValidation: true);
        }

        json.WriteStartObject("response");
        json.WriteString("status", StatusText(entry.Status));
        if (entry.Location is { } location)
            json.WriteString("location", location);
        if (entry.Version is { } current)
        {
            json.WriteString("etag", VersionTag.Of(current.Version));
            json.WriteString("lastModified", BundleJson.Instant(current.LastUpdated));
        }

        if (entry.Outcome is { } outcome)
        {
            json.WritePropertyName("outcome");
            json.WriteRawValue((await FhirResponseWriter.JsonOfAsync(outcome, ResourceView.Whole, cancellationToken)).Span, skipInputValidation: true);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static string StatusText(int status) =>
        string.Create(CultureInfo.InvariantCulture, $"{status} {ReasonPhrases.GetReasonPhrase(status)}").TrimEnd();
}
