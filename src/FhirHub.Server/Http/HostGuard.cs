using FhirHub.Engine.Errors;
using FhirHub.Server.Configuration;

namespace FhirHub.Server.Http;

/// <summary>
/// Protects an open server on loopback from web pages: without sign-in, a page that a browser on this machine shows could
/// otherwise reach it, under a name of its own that leads here (DNS rebinding) or by a form that posts across sites.
/// </summary>
internal sealed class HostGuard
{
    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];
    private readonly string[] _hosts;

    private HostGuard(string[] hosts) => _hosts = hosts;

    /// <summary>Null where the server is meant to be reached under other names.</summary>
    public static HostGuard? For(ServerOptions options) => !options.Open || options.ListenOnAllAddresses || options.TrustForwardedHeaders
        ? null
        : new HostGuard(options.PublicUrl is { Length: > 0 } url ? [.. Loopback, new Uri(url).Host] : Loopback);

    public async Task CheckAsync(HttpContext http, RequestDelegate next)
    {
        if (!_hosts.Contains(http.Request.Host.Host, StringComparer.OrdinalIgnoreCase))
        {
            await RefuseAsync(http, StatusCodes.Status421MisdirectedRequest, "This server answers to localhost and to the host of its public URL only (FhirHub:PublicUrl).");
            return;
        }

        if (http.Request.Headers["Sec-Fetch-Site"] == "cross-site" && !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            await RefuseAsync(http, StatusCodes.Status403Forbidden, "A page of another site may not write to a server without sign-in.");
            return;
        }

        await next(http);
    }

    private static Task RefuseAsync(HttpContext http, int status, string text)
    {
        var issue = Issue.Error("forbidden", "host-refused", text);
        var response = new FhirResponse(status) { Content = new FhirContent.Outcome(OutcomeJson.Write([issue])) };
        return FhirResponseWriter.WriteAsync(http, new ResponseLayout(FhirMediaType.Json, ResourceView.Whole), response);
    }
}
