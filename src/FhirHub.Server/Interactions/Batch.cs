using FhirHub.Engine.Errors;
using FhirHub.Engine.Transactions;
using FhirHub.Server.Http;

namespace FhirHub.Server.Interactions;

/// <summary>
/// https://hl7.org/fhir/R4/http.html#brules: each entry for itself, in the order DELETE, POST, PUT and PATCH, then the rest; entries of
/// one kind, which must not depend on each other, a few at a time. What goes wrong in an entry is told in its answer; but a batch with a
/// receipt stops at what may go well another time, since its repetition goes on where it stopped.
/// </summary>
internal sealed partial class Batch(ResourceWrites writes, EntryRequests requests, TimeProvider time, ILogger<Batch> logger)
{
    private const int AtOnce = 4;

    public async Task<FhirResponse> RunAsync(FhirRequest request, BundlePlan plan, CancellationToken cancellationToken)
    {
        await writes.ClaimAsync(request, cancellationToken);
        var answers = new EntryAnswer[plan.Entries.Count];
        int done = 0;
        foreach (var phase in plan.Entries.GroupBy(Rank).OrderBy(g => g.Key))
        {
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(phase, parallel, async (entry, token) =>
            {
                answers[entry.Index] = await AnswerAsync(request, entry, token);
                int count = Interlocked.Increment(ref done);
                if (request.Report is { } report && count % 50 == 0)
                    await report($"{count} of {answers.Length} entries", token);
            });
        }

        WriteAnswer.CountWarnings(request.Http, answers.Sum(a => a.Warnings));
        return await writes.KeepAsync(request, TransactionBundle.Answer(request, "batch-response", answers, time.GetUtcNow()), cancellationToken);
    }

    private async Task<EntryAnswer> AnswerAsync(FhirRequest request, PlannedEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Fault is { } fault)
            return EntryAnswer.Of(fault);
        try
        {
            return entry.Write is { } write
                ? await writes.RunEntryAsync(request, write, cancellationToken)
                : await requests.RunAsync(request, entry, session: null, cancellationToken);
        }
        catch (FhirException e) when (e.Kind != FaultKind.Transient || request.Receipt is null)
        {
            return EntryAnswer.Of(EntryFault.In(entry.Path, e, ".request.url"));
        }
        catch (Exception e) when (e is not (OperationCanceledException or FhirException))
        {
            LogFault(entry.Index, request.Http.TraceIdentifier, e);
            return EntryAnswer.Of(new FhirException(
                FaultKind.Internal, [Issue.Error("exception", "internal", $"The server failed. Its log has the details under request id {request.Http.TraceIdentifier}.", entry.Path)], e));
        }
    }

    private static int Rank(PlannedEntry entry) => (entry.Write, entry.Method) switch
    {
        (null, _) => 3,
        (_, "DELETE") => 0,
        (_, "POST") => 1,
        _ => 2,
    };

    [LoggerMessage(LogLevel.Error, "Entry {Index} of request {RequestId} failed")]
    private partial void LogFault(int index, string requestId, Exception cause);
}
