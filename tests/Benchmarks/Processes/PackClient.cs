using System.Text;
using System.Text.Json.Nodes;
using FhirHub.Samples;

namespace FhirHub.Benchmarks.Processes;

/// <summary>Calls a server that a benchmark has started; anything but success ends the benchmark with what the server said.</summary>
internal sealed class PackClient(int port) : IDisposable
{
    private const int AtOnce = 250;
    private readonly HttpClient _http = new() { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };

    /// <summary>Until its packs and search parameters are in force.</summary>
    public async Task ReadyAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            using var answer = await _http.GetAsync("healthz/ready", cancellationToken);
            if (answer.IsSuccessStatusCode)
                return;
            await Task.Delay(50, cancellationToken);
        }
    }

    /// <summary>PUTs resources, in transactions.</summary>
    public async Task LoadAsync(IEnumerable<SampleResource> resources, CancellationToken cancellationToken)
    {
        foreach (var part in resources.Chunk(AtOnce))
        {
            var entries = part.Select(r => $$"""{"resource":{{Encoding.UTF8.GetString(r.Json.Span)}},"request":{"method":"PUT","url":"{{r.Type}}/{{r.Id}}"} }""");
            await PostAsync(string.Empty, $$"""{"resourceType":"Bundle","type":"transaction","entry":[{{string.Join(',', entries)}}]}""", cancellationToken);
        }
    }

    public async Task<JsonObject> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync($"fhir/{path}", cancellationToken);
        return await ReadAsync(answer, cancellationToken);
    }

    public async Task<JsonObject> PostAsync(string path, string body, CancellationToken cancellationToken)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/fhir+json");
        using var answer = await _http.PostAsync($"fhir/{path}", content, cancellationToken);
        return await ReadAsync(answer, cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        string text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(text)!.AsObject()
            : throw new InvalidOperationException($"The server answered {(int)answer.StatusCode}: {text}");
    }
}
