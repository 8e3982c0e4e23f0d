using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Codes;
using FhirHub.Engine.Patching;
using FhirHub.Engine.Transactions;
using FhirHub.Server.Http;

namespace FhirHub.Server.Interactions;

/// <summary>
/// https://hl7.org/fhir/R4/http.html#transaction: POST of a Bundle to the service root. A transaction happens wholly or not at all; the
/// entries of a batch each for itself.
/// </summary>
internal sealed class Transaction(ResourceWrites writes, EntryRequests requests, Batch batch, ICriteriaReader criteria, TokenCodeReader codes, TimeProvider time)
{
    public async Task<FhirResponse> HandleAsync(FhirRequest request, CancellationToken cancellationToken)
    {
        var (json, isAsSent) = await RequestBody.ReadBundleAsync(request, cancellationToken);
        var plan = await codes.ReadAsync(told => BundlePlan.Read(json, isAsSent, SettingsOf(request, criteria.With(told))), cancellationToken);
        return plan.IsTransaction ? await RunAsync(request, plan, cancellationToken) : await batch.RunAsync(request, plan, cancellationToken);
    }

    private Task<FhirResponse> RunAsync(FhirRequest request, BundlePlan plan, CancellationToken cancellationToken)
    {
        var planned = plan.Writes;
        return writes.RunAsync(request, planned, AnswerAsync, cancellationToken);

        // May run again, with the transaction.
        async Task<FhirResponse> AnswerAsync(TransactionResult done, CancellationToken token)
        {
            var answers = new EntryAnswer[plan.Entries.Count];
            foreach (var (write, result) in planned.Zip(done.Results))
                answers[write.Index] = EntryAnswer.Of(request, write, result);
            foreach (var entry in plan.Entries.Where(e => e.Request is not null))
                answers[entry.Index] = await ReadAsync(request, entry, done, token);
            return TransactionBundle.Answer(request, "transaction-response", answers, time.GetUtcNow());
        }
    }

    private async Task<EntryAnswer> ReadAsync(FhirRequest request, PlannedEntry entry, TransactionResult done, CancellationToken cancellationToken)
    {
        try
        {
            return await requests.RunAsync(request, entry, done.Session, cancellationToken);
        }
        catch (FhirException e)
        {
            throw EntryFault.In(entry.Path, e, ".request.url");
        }
    }

    private static PlanSettings SettingsOf(FhirRequest request, ICriteriaReader criteria) => new()
    {
        BaseUrl = request.BaseUrl,
        ReadLimits = request.Options.ReadLimits,
        PatchLimits = new PatchLimits { MaxDepth = request.Options.MaxDepth },
        MaxEntries = request.Options.MaxBundleEntries,
        UpdateCreate = request.Options.UpdateCreate,
        MaxConditionalDeletes = request.Options.MaxConditionalDeletes,
        Criteria = criteria,
    };
}
