using System.Text.Json;
using FhirHub.Engine.Jobs;
using FhirHub.Engine.Storage;
using FhirHub.Server.Http;
using FhirHub.Server.Interactions;

namespace FhirHub.Server.Operations.Jobs;

/// <summary>
/// <c>Prefer: respond-async</c>, https://hl7.org/fhir/R5/async-bundle.html: the request is kept, a job carries it out, and the answer says
/// where to ask for it.
/// </summary>
internal sealed class AsyncRequests(JobStore jobs, AnswerStore answers, ResourceWrites writes)
{
    /// <summary>Long enough for a request to wait for its job through any outage that is noticed.</summary>
    private static readonly TimeSpan RequestLifetime = TimeSpan.FromDays(7);

    /// <summary>Headers that make a difference to what is answered.</summary>
    private static readonly string[] Kept = ["Content-Type", "Prefer", "If-None-Match", "If-Modified-Since", .. InheritedHeaders.Names];

    /// <summary>The handler, or, where the client prefers that, the promise to run it.</summary>
    public Interaction Around(Interaction handler) => (request, cancellationToken) =>
        request.Preferences.RespondAsync && request.Report is null ? AcceptAsync(request, cancellationToken) : handler(request, cancellationToken);

    private async Task<FhirResponse> AcceptAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        byte[] body = HttpMethods.IsPost(request.Http.Request.Method) ? await RequestBody.BufferAsync(request, cancellationToken) : [];
        var accepted = await writes.RunAsync(request, [], (done, token) => AddAsync(request, body, done.Session, token), cancellationToken);
        jobs.Announce();
        return accepted;
    }

    /// <summary>Request and job, in one transaction with the promise: all are there, or none is.</summary>
    private async Task<FhirResponse> AddAsync(FhirRequest request, byte[] body, DatabaseSession session, CancellationToken cancellationToken)
    {
        var http = request.Http.Request;
        var asked = new AsyncRequest
        {
            // Its own: what is kept under an Idempotency-Key may be forgotten before, and the key used again.
            Id = Guid.CreateVersion7().ToString("N"),
            Method = http.Method,
            Path = http.Path,
            Query = http.QueryString.Value ?? string.Empty,
            BaseUrl = request.BaseUrl,
        };
        var headers = Kept.Where(http.Headers.ContainsKey).Select(n => KeyValuePair.Create(n, http.Headers[n].ToString())).ToArray();
        await answers.SaveAsync(request.Caller, session, asked.RequestReceipt(RequestLifetime), new StoredAnswer(0, headers, body), cancellationToken);
        string job = await jobs.AddAsync(request.Caller, session, AsyncRequestJob.TypeName, JsonSerializer.SerializeToUtf8Bytes(asked), cancellationToken);
        string url = $"{request.BaseUrl}/{JobStatus.Path}/{job}";
        return new FhirResponse(StatusCodes.Status202Accepted)
        {
            ContentLocation = url,
            PreferenceApplied = "respond-async",
            Content = WriteAnswer.Outcome("accepted", $"The request is accepted. GET {url} tells how far it is, and then its result; DELETE cancels it."),
        };
    }
}

/// <summary>A request that is carried out later.</summary>
internal sealed record AsyncRequest
{
    public required string Id { get; init; }

    public required string Method { get; init; }

    /// <summary>Below the service root, with a slash in front.</summary>
    public required string Path { get; init; }

    /// <summary>With its question mark; empty for none.</summary>
    public required string Query { get; init; }

    /// <summary>The service root as its client knows it.</summary>
    public required string BaseUrl { get; init; }

    /// <summary>Where its headers and body are kept.</summary>
    public Receipt RequestReceipt(TimeSpan lifetime) => new($"request:{Id}", string.Empty, lifetime);

    /// <summary>Where its answer is kept, in the transaction that carries it out.</summary>
    public Receipt AnswerReceipt(TimeSpan lifetime) => new($"answer:{Id}", string.Empty, lifetime);
}
