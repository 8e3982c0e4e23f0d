using Microsoft.AspNetCore.Http.Features;

namespace FhirHub.Server.Http;

/// <summary>The context of a request that did not come by itself over a connection: an entry of a Bundle, or one that is carried out later.</summary>
internal static class InnerContext
{
    /// <param name="root">The service root as the client knows it.</param>
    /// <param name="path">Below it, with a slash in front, not encoded.</param>
    /// <param name="query">With its question mark; empty for none.</param>
    /// <param name="body">Empty for none.</param>
    /// <param name="traceId">Names it in the log.</param>
    public static DefaultHttpContext Of(
        string method, Uri root, string path, string query, Stream body, string traceId, CancellationToken cancellationToken)
    {
        var http = new DefaultHttpContext { RequestAborted = cancellationToken, TraceIdentifier = traceId };
        http.Request.Method = method;
        http.Request.Scheme = root.Scheme;
        http.Request.Host = new HostString(root.Authority);
        http.Request.PathBase = root.AbsolutePath;
        http.Request.Path = path;
        http.Request.QueryString = new QueryString(query);
        http.Request.Body = body;
        http.Request.ContentLength = body.Length == 0 ? null : body.Length;
        http.Features.Set<IHttpRequestBodyDetectionFeature>(new Body(body.Length > 0));
        return http;
    }

    private sealed class Body(bool isThere) : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody => isThere;
    }
}
