namespace FhirHub.Server.Hosting;

/// <summary>A health check's answer: 200 or 503, and a word for people.</summary>
internal static class HealthAnswer
{
    public static Task WriteAsync(HttpContext http, bool healthy, string text)
    {
        http.Response.StatusCode = healthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(text + "\n", http.RequestAborted);
    }
}
