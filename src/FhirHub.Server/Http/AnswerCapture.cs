using FhirHub.Engine.Jobs;

namespace FhirHub.Server.Http;

/// <summary>Writes a response into memory instead of a connection, so that it can be kept.</summary>
internal static class AnswerCapture
{
    public static async Task<StoredAnswer> TakeAsync(ResponseLayout layout, FhirResponse response, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var http = new DefaultHttpContext { RequestAborted = cancellationToken };
        http.Response.Body = body;
        await FhirResponseWriter.WriteAsync(http, layout, response);
        await http.Response.BodyWriter.FlushAsync(cancellationToken);
        return new StoredAnswer(
            http.Response.StatusCode, [.. http.Response.Headers.Select(h => KeyValuePair.Create(h.Key, h.Value.ToString()))], body.ToArray());
    }
}
