using System.Buffers;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Structure.Xml;
using Microsoft.Net.Http.Headers;

namespace FhirHub.Server.Http;

/// <summary>Writes status, headers and body. Stored JSON that is wanted whole goes out as the bytes that came from the database.</summary>
internal static class FhirResponseWriter
{
    public static async Task WriteAsync(HttpContext http, ResponseLayout layout, FhirResponse response)
    {
        if (response.Content is FhirContent.Kept kept)
        {
            await SendKeptAsync(http, kept);
            return;
        }

        http.Response.StatusCode = response.Status;
        WriteHeaders(http.Response.Headers, response);
        switch (response.Content)
        {
            case null:
                return;
            case FhirContent.Raw raw:
                await SendRawAsync(http, raw);
                return;
            case FhirContent.Stored stored when layout is { Format.Format: FhirFormat.Json, View: { IsWhole: true, Pretty: false } }:
                await SendStoredAsync(http, layout, stored.Json);
                return;
            case FhirContent.Streamed streamed when layout is { Format.Format: FhirFormat.Json, View.Pretty: false }:
                await SendStreamedAsync(http, layout, streamed);
                return;
            default:
                await SendConvertedAsync(http, layout, await JsonOfAsync(response.Content, layout.View, http.RequestAborted));
                return;
        }
    }

    private static void WriteHeaders(IHeaderDictionary headers, FhirResponse response)
    {
        if (response.Version is { } version)
        {
            headers.ETag = VersionTag.Of(version.Version);
            headers.LastModified = HeaderUtilities.FormatDate(version.LastUpdated);
        }

        headers.Vary = "Accept, Accept-Language, Prefer";
        headers.CacheControl = "private, no-cache";
        Set(headers, "Location", response.Location);
        Set(headers, "Content-Location", response.ContentLocation);
        Set(headers, "Preference-Applied", response.PreferenceApplied);
        Set(headers, "X-Security-Context", response.SecurityContext);
        Set(headers, "Allow", response.Allow);
        Set(headers, "X-Progress", response.Progress);
        Set(headers, "Expires", response.Expires is { } expires ? HeaderUtilities.FormatDate(expires) : null);
        Set(headers, "Retry-After", response.RetryAfter?.TotalSeconds.ToString("0", System.Globalization.CultureInfo.InvariantCulture));
    }

    private static void Set(IHeaderDictionary headers, string name, string? value)
    {
        if (value is not null)
            headers[name] = value;
    }

    private static string ContentType(ResponseLayout layout) => $"{layout.Format.MediaType}; charset=utf-8";

    private static async Task SendRawAsync(HttpContext http, FhirContent.Raw raw)
    {
        http.Response.ContentType = raw.MediaType;
        http.Response.ContentLength = raw.Bytes.Length;
        // What somebody stored must not run as a page of this server.
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        await SendBytesAsync(http, raw.Bytes);
    }

    /// <summary>https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/: what is sent again says so.</summary>
    private static async Task SendKeptAsync(HttpContext http, FhirContent.Kept kept)
    {
        http.Response.StatusCode = kept.Answer.Status;
        foreach (var (name, value) in kept.Answer.Headers)
            http.Response.Headers[name] = value;
        if (kept.Again)
            http.Response.Headers["Idempotent-Replayed"] = "true";
        await http.Response.BodyWriter.WriteAsync(kept.Answer.Body, http.RequestAborted);
    }

    private static async Task SendStoredAsync(HttpContext http, ResponseLayout layout, StoredJson json)
    {
        http.Response.ContentType = ContentType(layout);
        http.Response.ContentLength = json.Length;
        if (HttpMethods.IsHead(http.Request.Method))
            return;
        await foreach (var part in json.PartsAsync(http.RequestAborted))
            await http.Response.BodyWriter.WriteAsync(part, http.RequestAborted);
    }

    private static async Task SendStreamedAsync(HttpContext http, ResponseLayout layout, FhirContent.Streamed streamed)
    {
        http.Response.ContentType = ContentType(layout);
        if (HttpMethods.IsHead(http.Request.Method))
            return;
        var body = http.Response.BodyWriter;
        await streamed.WriteAsync(body, async token => await body.FlushAsync(token), http.RequestAborted);
        await body.FlushAsync(http.RequestAborted);
    }

    /// <summary>A resource's JSON, in the view that is asked for.</summary>
    public static async Task<ReadOnlyMemory<byte>> JsonOfAsync(FhirContent content, ResourceView view, CancellationToken cancellationToken)
    {
        switch (content)
        {
            case FhirContent.Stored stored:
                return view.Apply(await stored.Json.LoadAsync(cancellationToken));
            case FhirContent.Streamed streamed:
                var buffer = new ArrayBufferWriter<byte>();
                await streamed.WriteAsync(buffer, _ => ValueTask.CompletedTask, cancellationToken);
                return buffer.WrittenMemory;
            case FhirContent.Made made:
                return view.Apply(made.Json);
            case FhirContent.Outcome outcome:
                return outcome.Json;
            default:
                throw new InvalidOperationException($"{content.GetType().Name} has no JSON.");
        }
    }

    private static async Task SendConvertedAsync(HttpContext http, ResponseLayout layout, ReadOnlyMemory<byte> json)
    {
        http.Response.ContentType = ContentType(layout);
        var bytes = layout.Format.Format == FhirFormat.Xml || layout.View.Pretty ? Convert(layout, json) : json;
        http.Response.ContentLength = bytes.Length;
        await SendBytesAsync(http, bytes);
    }

    private static ReadOnlyMemory<byte> Convert(ResponseLayout layout, ReadOnlyMemory<byte> json)
    {
        var output = new ArrayBufferWriter<byte>(json.Length * 2);
        if (layout.Format.Format == FhirFormat.Xml)
            FhirXmlWriter.Write(json, output, layout.View.Pretty);
        else
            JsonPretty.Write(json.Span, output);
        return output.WrittenMemory;
    }

    private static async Task SendBytesAsync(HttpContext http, ReadOnlyMemory<byte> bytes)
    {
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.BodyWriter.WriteAsync(bytes, http.RequestAborted);
    }
}
