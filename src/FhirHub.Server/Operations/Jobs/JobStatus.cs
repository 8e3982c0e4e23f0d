using System.Buffers;
using System.Text.Json;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Jobs;
using FhirHub.Server.Http;
using FhirHub.Server.Interactions;

namespace FhirHub.Server.Operations.Jobs;

/// <summary>
/// How far a job is, and what came of it: https://hl7.org/fhir/R5/async-bundle.html. The result is a Bundle of type batch-response with one
/// entry, which is the answer that the request would have got at once.
/// </summary>
internal sealed class JobStatus(JobStore jobs, AsyncRequestJob requests, TimeProvider time)
{
    /// <summary>Below the service root; no resource type begins like this.</summary>
    public const string Path = "_jobs";

    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);

    public async Task<FhirResponse> ReadAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var job = await FindAsync(request, cancellationToken);
        return job.State switch
        {
            JobState.Done => await ResultAsync(request, job, cancellationToken),
            JobState.Failed => new FhirResponse(StatusCodes.Status500InternalServerError)
            {
                Expires = job.Expires,
                Content = new FhirContent.Outcome(OutcomeJson.Write([Issue.Error("exception", "job-failed", $"The job failed: {job.Error}")])),
            },
            JobState.Cancelled => throw FhirException.NotFound("job-cancelled", "The job was cancelled."),
            _ => new FhirResponse(StatusCodes.Status202Accepted)
            {
                Progress = ProgressOf(job),
                RetryAfter = AskAgain,
                Content = job is { Type: not AsyncRequestJob.TypeName, Progress: { } words } ? WriteAnswer.Outcome("job-progress", words) : null,
            },
        };
    }

    /// <summary>Cancels what has not ended, and forgets what has.</summary>
    public async Task<FhirResponse> DeleteAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var job = await FindAsync(request, cancellationToken);
        if (job.State == JobState.Cancelled)
            throw FhirException.NotFound("job-cancelled", "The job was cancelled.");
        bool cancelled = await jobs.CancelAsync(request.Caller, job.Id, cancellationToken);
        // Before the job itself, so that a repetition finds what an interruption has left.
        if (job.Type == AsyncRequestJob.TypeName)
            await requests.ForgetAsync(request.Caller, job, cancellationToken);
        if (!cancelled)
            await jobs.RemoveAsync(request.Caller, job.Id, cancellationToken);
        return new FhirResponse(StatusCodes.Status202Accepted)
        {
            Content = WriteAnswer.Outcome(
                cancelled ? "job-cancelled" : "job-removed",
                cancelled ? "The job is cancelled. What it has written so far stays, each part wholly or not at all." : "The job and its result are forgotten."),
        };
    }

    private async Task<Job> FindAsync(FhirRequest request, CancellationToken cancellationToken) =>
        await jobs.FindAsync(request.Caller, request.JobId, cancellationToken)
        ?? throw FhirException.NotFound("job-unknown", $"There is no job '{request.JobId}', or not any more.");

    private static string ProgressOf(Job job)
    {
        string text = job.Progress ?? (job.State == JobState.Queued ? "waiting" : "begun");
        return text.Length <= 100 ? text : text[..100];
    }

    private async Task<FhirResponse> ResultAsync(FhirRequest request, Job job, CancellationToken cancellationToken)
    {
        if (job.Type != AsyncRequestJob.TypeName)
            return new FhirResponse(StatusCodes.Status200OK) { Expires = job.Expires, Content = WriteAnswer.Outcome("job-done", job.Progress ?? "The job is done.") };
        var answer = await requests.ResultAsync(request, job, cancellationToken)
            ?? throw FhirException.NotFound("job-result-gone", "The result of the job is gone.");
        return new FhirResponse(StatusCodes.Status200OK) { Expires = job.Expires, Content = new FhirContent.Made(Wrap(answer)) };
    }

    private ReadOnlyMemory<byte> Wrap(StoredAnswer answer)
    {
        var headers = answer.Headers.ToDictionary(h => h.Key, h => h.Value, StringComparer.OrdinalIgnoreCase);
        var buffer = new ArrayBufferWriter<byte>(answer.Body.Length + 512);
        using (var json = new Utf8JsonWriter(buffer, JsonText.WriterOptions))
        {
            BundleJson.WriteStart(json, "batch-response", time.GetUtcNow(), total: null);
            json.WriteStartArray("entry");
            json.WriteStartObject();
            bool failed = answer.Status >= StatusCodes.Status400BadRequest;
            if (!failed && !answer.Body.IsEmpty)
            {
                json.WritePropertyName("resource");
                json.WriteRawValue(answer.Body.Span, skipInputValidation: true);
            }

            json.WriteStartObject("response");
            json.WriteString("status", TransactionBundle.StatusText(answer.Status));
            if (headers.TryGetValue("Location", out string? location))
                json.WriteString("location", location);
            if (headers.TryGetValue("ETag", out string? etag))
                json.WriteString("etag", etag);
            if (failed)
            {
                json.WritePropertyName("outcome");
                json.WriteRawValue(answer.Body.Span, skipInputValidation: true);
            }

            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
