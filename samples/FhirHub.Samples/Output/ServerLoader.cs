using System.Net;
using System.Net.Http.Headers;

namespace FhirHub.Samples.Output;

/// <summary>
/// Loads resources into a FHIR server: transactions of a hundred, or single PUTs where the server takes no transactions. Loading again
/// changes nothing but versions.
/// </summary>
internal sealed class ServerLoader(Uri server, int parallel) : IDisposable
{
    private const int BundleSize = 100;
    private const int PutsAtOnce = 8;
    private const int MaxAttempts = 8;
    private const int ShownBytes = 2000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = parallel * PutsAtOnce }) { Timeout = Patience };
    private readonly string _root = server.AbsoluteUri.TrimEnd('/') + "/";

    /// <exception cref="LoadException">The server is not there, or refused something.</exception>
    public async Task LoadAsync(IEnumerable<SampleResource> resources, CancellationToken cancellationToken)
    {
        using var bundles = resources.Chunk(BundleSize).GetEnumerator();
        if (!bundles.MoveNext())
            return;
        // The first tells whether the server takes transactions; all others then go the same way.
        bool transactions = await TryTransactionAsync(bundles.Current, cancellationToken);
        if (!transactions)
        {
            await Console.Error.WriteLineAsync("The server takes no transactions: each resource is put on its own.");
            await PutEachAsync(bundles.Current, cancellationToken);
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Rest(bundles), options, async (bundle, token) =>
        {
            if (!transactions)
                await PutEachAsync(bundle, token);
            else if (!await TryTransactionAsync(bundle, token))
                throw new LoadException("The server took transactions at first, and now does not.");
        });
    }

    public void Dispose() => _http.Dispose();

    private static IEnumerable<SampleResource[]> Rest(IEnumerator<SampleResource[]> bundles)
    {
        while (bundles.MoveNext())
            yield return bundles.Current;
    }

    /// <summary>False where the server has no such interaction.</summary>
    private async Task<bool> TryTransactionAsync(SampleResource[] resources, CancellationToken cancellationToken)
    {
        byte[] bundle = TransactionBundle.Of(resources, _root);
        using var answer = await SendAsync(HttpMethod.Post, _root, bundle, cancellationToken);
        if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented)
            return false;
        await RequireSuccessAsync(answer, $"a transaction of {resources.Length} resources from {resources[0].Type}/{resources[0].Id} on", cancellationToken);
        return true;
    }

    private async Task PutEachAsync(SampleResource[] resources, CancellationToken cancellationToken)
    {
        // One of a kind after the other, so that a server that checks references finds what was sent before.
        foreach (var run in Runs(resources))
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = PutsAtOnce, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(run, options, async (resource, token) =>
            {
                string key = $"{resource.Type}/{resource.Id}";
                using var answer = await SendAsync(HttpMethod.Put, _root + key, resource.Json, token);
                await RequireSuccessAsync(answer, key, token);
            });
        }
    }

    /// <summary>Neighbours of the same type: they do not refer to each other, except departments to their hospital.</summary>
    private static IEnumerable<List<SampleResource>> Runs(SampleResource[] resources)
    {
        var run = new List<SampleResource>();
        foreach (var resource in resources)
        {
            if (run.Count > 0 && (run[0].Type != resource.Type || resource.Type == "Organization"))
            {
                yield return run;
                run = [];
            }

            run.Add(resource);
        }

        yield return run;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string url, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(method, url) { Content = new ReadOnlyMemoryContent(json) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/fhir+json");
            request.Headers.TryAddWithoutValidation("Accept", "application/fhir+json");
            request.Headers.TryAddWithoutValidation("Prefer", "return=minimal");
            HttpResponseMessage answer;
            try
            {
                answer = await _http.SendAsync(request, cancellationToken);
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                throw new LoadException($"{_root} does not answer: {e.Message}", e);
            }

            if (answer.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests or HttpStatusCode.Conflict) || attempt == MaxAttempts)
                return answer;
            var wait = answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromMilliseconds(100 * attempt);
            answer.Dispose();
            await Task.Delay(wait, cancellationToken);
        }
    }

    private static async Task RequireSuccessAsync(HttpResponseMessage answer, string what, CancellationToken cancellationToken)
    {
        if (answer.IsSuccessStatusCode)
            return;
        string body = await answer.Content.ReadAsStringAsync(cancellationToken);
        throw new LoadException($"The server refused {what} with {(int)answer.StatusCode}: {body[..Math.Min(body.Length, ShownBytes)]}");
    }
}
