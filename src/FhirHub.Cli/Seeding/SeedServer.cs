using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FhirHub.Cli.Seeding;

/// <summary>The server, by its public API alone. What is busy is asked again, where that is safe.</summary>
internal sealed class SeedServer : IDisposable
{
    public const string FhirJson = "application/fhir+json";

    /// <summary>For one request, with all its attempts.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http;
    private int _requests;

    public SeedServer(Uri root, int parallel)
    {
        Root = root.AbsoluteUri.TrimEnd('/') + "/";
        _http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = parallel }) { BaseAddress = new Uri(Root), Timeout = Patience };
        _http.DefaultRequestHeaders.Accept.ParseAdd(FhirJson);
    }

    /// <summary>The service root, with a slash at its end.</summary>
    public string Root { get; }

    /// <summary>Answered so far.</summary>
    public int Requests => _requests;

    public void Dispose() => _http.Dispose();

    public Task<SeedAnswer> GetAsync(string path, CancellationToken cancellationToken, params (string Name, string? Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, null, FhirJson, headers, isRepeatable: true, cancellationToken);

    /// <param name="path">Below the root; empty for the root.</param>
    /// <param name="body">To be sent.</param>
    /// <param name="type">Its media type.</param>
    /// <param name="headers">Those with a value are sent.</param>
    /// <param name="isRepeatable">Whether the same request again has no second effect, so that one that lost a race may be sent again.</param>
    /// <param name="cancellationToken">Given up.</param>
    /// <exception cref="SeedException">The server does not answer.</exception>
    public Task<SeedAnswer> PostAsync(
        string path, byte[] body, string type, (string Name, string? Value)[] headers, bool isRepeatable, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, body, type, headers, isRepeatable, cancellationToken);

    private async Task<SeedAnswer> SendAsync(
        HttpMethod method, string path, byte[]? body, string type, (string Name, string? Value)[] headers, bool isRepeatable, CancellationToken cancellationToken)
    {
        long begun = TimeProvider.System.GetTimestamp();
        for (int attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(method, path.Length == 0 ? Root.TrimEnd('/') : path);
            if (body is not null)
                request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
            foreach (var (name, value) in headers.Where(h => h.Value is not null))
                request.Headers.TryAddWithoutValidation(name, value);
            var (answer, wait) = await OnceAsync(request, cancellationToken);
            if (!IsWorthAnother(answer, isRepeatable) || TimeProvider.System.GetElapsedTime(begun) > Patience)
                return answer;
            var pause = wait ?? TimeSpan.FromTicks(Math.Min(Pause.Ticks * attempt, LongestPause.Ticks));
            await Task.Delay(pause, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Busy, or a race with another writer; what a rule refused is refused again.</summary>
    private static bool IsWorthAnother(SeedAnswer answer, bool isRepeatable) =>
        answer.Status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests
        || (answer.Status == HttpStatusCode.Conflict && isRepeatable && answer.Rules.Count == 0);

    private async Task<(SeedAnswer Answer, TimeSpan? Wait)> OnceAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.SendAsync(request, cancellationToken);
            byte[] body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            Interlocked.Increment(ref _requests);
            var after = answer.Headers.RetryAfter;
            return (new SeedAnswer(answer.StatusCode, Read(body)), after?.Delta ?? (after?.Date is { } date ? Until(date) : null));
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new SeedException($"{Root} does not answer: {e.Message}", e);
        }
    }

    private static TimeSpan Until(DateTimeOffset date) => date - TimeProvider.System.GetUtcNow() is { Ticks: > 0 } wait ? wait : TimeSpan.Zero;

    private static JsonNode? Read(byte[] body)
    {
        if (body.Length == 0)
            return null;
        try
        {
            return JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
