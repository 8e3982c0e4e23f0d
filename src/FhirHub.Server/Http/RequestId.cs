namespace FhirHub.Server.Http;

/// <summary>Names a request in logs and answers: the client's <c>X-Request-Id</c> where it is usable, else one of ours.</summary>
internal static class RequestId
{
    public const string Header = "X-Request-Id";
    private const int MaxLength = 128;

    public static Task Assign(HttpContext http, RequestDelegate next)
    {
        string? given = http.Request.Headers[Header];
        if (given is { Length: > 0 and <= MaxLength } && given.All(c => c is > ' ' and <= '~'))
            http.TraceIdentifier = given;
        else
            http.TraceIdentifier = Guid.CreateVersion7().ToString();
        http.Response.Headers[Header] = http.TraceIdentifier;
        return next(http);
    }
}
