using System.Net.Http.Headers;
using System.Text.Json;
using FhirHub.Benchmarks.Processes;

namespace FhirHub.Benchmarks.Search;

/// <summary>Reads whole answers of a server, where not speed but content matters.</summary>
internal sealed class FhirClient : IDisposable
{
    private readonly HttpClient _http;

    public FhirClient(HttpProcess server)
    {
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{server.Port}/fhir/"), Timeout = TimeSpan.FromMinutes(5) };
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/fhir+json"));
    }

    /// <summary>The status and the body; the body is null where it is no JSON.</summary>
    /// <param name="url">Below the root, or absolute as in a link.</param>
    public async Task<(int Status, JsonDocument? Body)> GetAsync(string url, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) != true)
            return ((int)answer.StatusCode, null);
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        return ((int)answer.StatusCode, await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken));
    }

    public void Dispose() => _http.Dispose();
}
