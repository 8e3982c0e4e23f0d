using FhirHub.Engine.Errors;
using FhirHub.Engine.Jobs;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Transactions;
using FhirHub.Server.Http;

namespace FhirHub.Server.Interactions;

/// <summary>
/// Carries out writes: alone where that suffices, in a transaction where a condition or a receipt asks for one. With a receipt, the
/// answer is kept in the same transaction, so that a repetition finds both or neither.
/// </summary>
internal sealed class ResourceWrites(TransactionRunner runner, AnswerStore answers)
{
    /// <summary>The write of a request of its own.</summary>
    /// <param name="answer">Makes the answer; may run again.</param>
    public Task<FhirResponse> RunAsync(
        FhirRequest request, TransactionWrite write, Func<EntryResult, FhirResponse> answer, CancellationToken cancellationToken) =>
        RunAsync(request, write, (result, _) => Task.FromResult(answer(result)), cancellationToken);

    /// <inheritdoc cref="RunAsync(FhirRequest, TransactionWrite, Func{EntryResult, FhirResponse}, CancellationToken)"/>
    public async Task<FhirResponse> RunAsync(
        FhirRequest request, TransactionWrite write, Func<EntryResult, CancellationToken, Task<FhirResponse>> answer, CancellationToken cancellationToken)
    {
        var limits = request.Options.ReadLimits;
        if (request.Receipt is not { } receipt)
            return await ToldAsync(await runner.RunAsync(request.Caller, write, limits, cancellationToken), cancellationToken);
        var steps = Once(request, receipt, (result, token) => ToldAsync(result.Results[0], token));
        return await runner.RunAsync(request.Caller, [write], limits, steps, cancellationToken);

        Task<FhirResponse> ToldAsync(EntryResult result, CancellationToken token)
        {
            WriteAnswer.CountWarnings(request.Http, result.Write.Warnings.Count);
            return answer(result, token);
        }
    }

    /// <summary>Writes that happen together.</summary>
    /// <param name="answer">Makes the answer; may run again.</param>
    public Task<FhirResponse> RunAsync(
        FhirRequest request,
        IReadOnlyList<TransactionWrite> writes,
        Func<TransactionResult, CancellationToken, Task<FhirResponse>> answer,
        CancellationToken cancellationToken)
    {
        var steps = request.Receipt is { } receipt ? Once(request, receipt, ToldAsync) : new TransactionSteps<FhirResponse>(ToldAsync);
        return runner.RunAsync(request.Caller, writes, request.Options.ReadLimits, steps, cancellationToken);

        Task<FhirResponse> ToldAsync(TransactionResult result, CancellationToken token)
        {
            WriteAnswer.CountWarnings(request.Http, result.Results.Sum(r => r.Write.Warnings.Count));
            return answer(result, token);
        }
    }

    /// <summary>Writes that follow from what is read in the same transaction.</summary>
    /// <param name="answer">Makes the answer; may run again.</param>
    public Task<FhirResponse> RunAsync(
        FhirRequest request, TransactionPlan plan, Func<TransactionResult, CancellationToken, Task<FhirResponse>> answer, CancellationToken cancellationToken)
    {
        var steps = request.Receipt is { } receipt ? Once(request, receipt, ToldAsync) : new TransactionSteps<FhirResponse>(ToldAsync);
        return runner.RunAsync(request.Caller, plan, request.Options.ReadLimits, steps, cancellationToken);

        Task<FhirResponse> ToldAsync(TransactionResult result, CancellationToken token)
        {
            WriteAnswer.CountWarnings(request.Http, result.Results.Sum(r => r.Write.Warnings.Count));
            return answer(result, token);
        }
    }

    /// <summary>The write of a batch's entry, once even where the batch is repeated.</summary>
    public async Task<EntryAnswer> RunEntryAsync(FhirRequest request, TransactionWrite write, CancellationToken cancellationToken)
    {
        var limits = request.Options.ReadLimits;
        if (request.Receipt?.OfPart(write.Index) is not { } receipt)
            return EntryAnswer.Of(request, write, await runner.RunAsync(request.Caller, write, limits, cancellationToken));
        var steps = new TransactionSteps<EntryAnswer>(FinishAsync) { Turn = TurnOf(receipt), BeginAsync = BeginAsync };
        return await runner.RunAsync(request.Caller, [write], limits, steps, cancellationToken);

        async Task<EntryAnswer?> BeginAsync(DatabaseSession session, CancellationToken token) =>
            await answers.FindAsync(request.Caller, session, receipt, token) is { } known ? new EntryAnswer(known.Status) { Written = known.Body } : null;

        async Task<EntryAnswer> FinishAsync(TransactionResult result, CancellationToken token)
        {
            var answer = EntryAnswer.Of(request, write, result.Results[0]);
            var json = await TransactionBundle.EntryJsonAsync(request.BaseUrl, answer, token);
            await answers.SaveAsync(request.Caller, result.Session, receipt, new StoredAnswer(answer.Status, [], json), token);
            return answer with { Written = json };
        }
    }

    /// <summary>Takes the key of a request that is carried out in parts, before the first: with another request's key, none may happen.</summary>
    /// <exception cref="FhirException">Unprocessable: another request has begun with it, here or on another node.</exception>
    public async Task ClaimAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        if (request.Receipt?.OfClaim() is { } claim)
            await answers.KeepAsync(request.Caller, claim, new StoredAnswer(StatusCodes.Status202Accepted, [], default), cancellationToken);
    }

    /// <summary>Keeps an answer whose parts have receipts of their own. A job keeps its own, for as long as it is its node's.</summary>
    public async Task<FhirResponse> KeepAsync(FhirRequest request, FhirResponse response, CancellationToken cancellationToken)
    {
        if (request.Receipt is not { } receipt || request.Report is not null)
            return response;
        var taken = await TakeAsync(request, receipt, response, cancellationToken);
        return Kept(await answers.KeepAsync(request.Caller, receipt, taken, cancellationToken), again: false);
    }

    private static string TurnOf(Receipt receipt) => "receipt:" + receipt.Id;

    private TransactionSteps<FhirResponse> Once(
        FhirRequest request, Receipt receipt, Func<TransactionResult, CancellationToken, Task<FhirResponse>> answer)
    {
        return new TransactionSteps<FhirResponse>(FinishAsync) { Turn = TurnOf(receipt), BeginAsync = BeginAsync };

        async Task<FhirResponse?> BeginAsync(DatabaseSession session, CancellationToken token) =>
            await answers.FindAsync(request.Caller, session, receipt, token) is { } known ? Kept(known, again: true) : null;

        async Task<FhirResponse> FinishAsync(TransactionResult result, CancellationToken token)
        {
            var kept = await TakeAsync(request, receipt, await answer(result, token), token);
            await answers.SaveAsync(request.Caller, result.Session, receipt, kept, token);
            return Kept(kept, again: false);
        }
    }

    /// <summary>An entry's answer is kept as the entry that it becomes.</summary>
    private static async Task<StoredAnswer> TakeAsync(FhirRequest request, Receipt receipt, FhirResponse response, CancellationToken cancellationToken)
    {
        if (!receipt.IsPart)
            return await AnswerCapture.TakeAsync(new ResponseLayout(request.Format, request.View), response, cancellationToken);
        var entry = EntryAnswer.Of(response, request.View, isHead: false);
        return new StoredAnswer(entry.Status, [], await TransactionBundle.EntryJsonAsync(request.BaseUrl, entry, cancellationToken));
    }

    public static FhirResponse Kept(StoredAnswer answer, bool again) => new(answer.Status) { Content = new FhirContent.Kept(answer, again) };
}
