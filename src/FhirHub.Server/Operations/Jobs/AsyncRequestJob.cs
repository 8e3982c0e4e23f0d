using System.Text.Json;
using FhirHub.Engine.Access;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Jobs;
using FhirHub.Server.Configuration;
using FhirHub.Server.Http;
using FhirHub.Server.Interactions;
using Microsoft.Extensions.Options;

namespace FhirHub.Server.Operations.Jobs;

/// <summary>
/// Carries out a request that was accepted for later, by the interaction that would have answered it at once. Its answer is kept under a
/// receipt, together with what it writes: a job that is taken up again after a kill finds what was done.
/// </summary>
internal sealed class AsyncRequestJob(
    Lazy<IReadOnlyList<FhirRoute>> routes, AnswerStore answers, JobOptions jobs, IOptions<ServerOptions> options) : IJobType
{
    public const string TypeName = "request";

    /// <summary>Bodies were counted when they arrived; here one at a time is in work for each job.</summary>
    private readonly LargeBodyGate _bodies = new(long.MaxValue);
    private readonly Lazy<FhirRouter> _router = new(() => new FhirRouter(routes.Value));

    public string Name => TypeName;

    /// <summary>Longer than the job itself, so that it never tells of a result that is gone.</summary>
    private TimeSpan AnswerLifetime => jobs.Retention + TimeSpan.FromDays(7);

    public async Task RunAsync(JobContext context, CancellationToken cancellationToken)
    {
        var asked = InputOf(context.Job);
        if (await answers.FindAsync(context.Caller, session: null, asked.AnswerReceipt(AnswerLifetime), cancellationToken) is null)
            await CarryOutAsync(asked, context, cancellationToken);
        await answers.RemoveAsync(context.Caller, asked.RequestReceipt(AnswerLifetime), cancellationToken);
    }

    /// <summary>Forgets the request, and what came of it.</summary>
    public async Task ForgetAsync(Caller caller, Job job, CancellationToken cancellationToken)
    {
        var asked = InputOf(job);
        await answers.RemoveAsync(caller, asked.RequestReceipt(AnswerLifetime), cancellationToken);
        await answers.RemoveAsync(caller, asked.AnswerReceipt(AnswerLifetime), cancellationToken);
    }

    private async Task CarryOutAsync(AsyncRequest asked, JobContext context, CancellationToken cancellationToken)
    {
        var receipt = asked.AnswerReceipt(AnswerLifetime);
        var kept = await answers.FindAsync(context.Caller, session: null, asked.RequestReceipt(AnswerLifetime), cancellationToken)
            ?? throw FhirException.NotFound("request-gone", "The request was kept for too long a time and is gone.");
        await context.ReportAsync("begun", position: null, cancellationToken);
        var response = await AnswerAsync(asked, kept, receipt, context, cancellationToken);
        if (response.Content is FhirContent.Kept)
            return;
        var staged = await answers.StageAsync(context.Caller, receipt, await AnswerCapture.TakeAsync(Layout, response, cancellationToken), cancellationToken);
        await context.CommitAsync((session, token) => answers.PublishAsync(context.Caller, session, staged, token));
    }

    /// <summary>The answer to an ended job; null where it has none.</summary>
    public async Task<StoredAnswer?> ResultAsync(FhirRequest request, Job job, CancellationToken cancellationToken) =>
        await answers.FindAsync(request.Caller, session: null, InputOf(job).AnswerReceipt(AnswerLifetime), cancellationToken);

    private static ResponseLayout Layout => new(FhirMediaType.Json, ResourceView.Whole);

    private static AsyncRequest InputOf(Job job) => JsonSerializer.Deserialize<AsyncRequest>(job.Input.Span)!;

    /// <summary>What the interaction answers; a refusal is an answer, too.</summary>
    private async Task<FhirResponse> AnswerAsync(AsyncRequest asked, StoredAnswer kept, Receipt receipt, JobContext context, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream(kept.Body.ToArray(), writable: false);
        using var lease = _bodies.Enter();
        var http = InnerContext.Of(asked.Method, new Uri(asked.BaseUrl), asked.Path, asked.Query, body, $"job-{context.Job.Id}", cancellationToken);
        foreach (var (name, value) in kept.Headers)
            http.Request.Headers[name] = value;
        var match = _router.Value.Find(asked.Method, asked.Path);
        try
        {
            var request = new FhirRequest(http, options.Value, match.Route!, match.Values, FhirMediaType.Json, lease)
            {
                Receipt = receipt,
                Report = (text, token) => context.ReportAsync(text, position: null, token),
            };
            return await request.Route.Handler(request, cancellationToken);
        }
        catch (FhirException e) when (e.Kind is not (FaultKind.Transient or FaultKind.Internal))
        {
            return new FhirResponse(FaultStatus.Of(e.Kind)) { Content = new FhirContent.Outcome(OutcomeJson.Write(e.Issues)) };
        }
    }
}
