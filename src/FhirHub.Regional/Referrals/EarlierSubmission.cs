using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;
using Hl7.Fhir.Utility;
using FhirTask = Hl7.Fhir.Model.Task;

namespace FhirHub.Regional.Referrals;

/// <summary>
/// Whether a request was submitted before. Its number is its business key: who sends the same again gets the same answer, who sends another under a number
/// that is in use is refused.
/// </summary>
internal sealed class EarlierSubmission(OperationCall call, Ledger ledger)
{
    private const string Submitted = "active,on-hold,revoked,completed";
    private const int Looked = 2;

    /// <summary>What calls with a number take turns by. A search for it does not tell cases apart, so neither do turns.</summary>
    public static string TurnOf(string number) => "referral-number:" + number.ToLowerInvariant();

    /// <summary>The answer that was given then; null where the request is new.</summary>
    /// <param name="draft">What the call is made on; null where the request comes along.</param>
    /// <param name="cancellationToken">Given up.</param>
    /// <exception cref="FhirHub.Engine.Errors.FhirException">Conflict: the number has another referral, or the draft is none any more.</exception>
    public Task<OperationAnswer?> FindAsync(Reading<ServiceRequest>? draft, CancellationToken cancellationToken) => draft switch
    {
        null => SentBeforeAsync(call.Input.GetResource<ServiceRequest>("referral"), cancellationToken),
        { Resource.Status: RequestStatus.Draft } => UnsubmittedAsync(draft, cancellationToken),
        _ => SubmittedAsync(draft, cancellationToken),
    };

    private async Task<OperationAnswer?> SentBeforeAsync(ServiceRequest given, CancellationToken cancellationToken)
    {
        if (await HolderAsync(NewReferral.NumberOf(given), null, cancellationToken) is not { } known)
            return null;
        var task = await TaskOfAsync(known, cancellationToken);
        if (task is null || !References.LeadTo(task.Resource.Requester, call.RequiredOrganization.Key)
            || !SameRequest.Is(known.Resource, given) || !await new SamePapers(call, ledger).AreAsync(known.Resource, task.Resource, given, cancellationToken))
            throw SubmissionRules.NumberTaken.Conflict(StatusOf(known), NewReferral.NumberOf(given)!);
        return Answer(known, task);
    }

    /// <summary>A draft may be given any number, and is held against those in use when it is submitted.</summary>
    private async Task<OperationAnswer?> UnsubmittedAsync(Reading<ServiceRequest> draft, CancellationToken cancellationToken)
    {
        if (NewReferral.NumberOf(draft.Resource) is not { } number)
            return null;
        await ledger.TurnAsync(TurnOf(number), cancellationToken);
        return await HolderAsync(number, draft.Key, cancellationToken) is { } holder
            ? throw SubmissionRules.NumberTaken.Conflict(StatusOf(holder), number)
            : null;
    }

    private async Task<OperationAnswer?> SubmittedAsync(Reading<ServiceRequest> known, CancellationToken cancellationToken)
    {
        var task = await TaskOfAsync(known, cancellationToken);
        if (task is null || !References.LeadTo(task.Resource.Requester, call.RequiredOrganization.Key) || !await new SamePapers(call, ledger).AreAmongAsync(known.Resource, cancellationToken))
            throw SubmissionRules.NotADraft.Conflict(StatusOf(known), known.Key, StatusOf(known));
        return Answer(known, task);
    }

    /// <summary>The request that was submitted under a number; null for none.</summary>
    private async Task<Reading<ServiceRequest>?> HolderAsync(string? number, ResourceKey? besides, CancellationToken cancellationToken)
    {
        if (number is null)
            return null;
        var holders = await ledger.SearchAsync<ServiceRequest>($"identifier={SoughtCoding.Encoded(new Coding(ReferralCodes.Numbers, number))}&status={Submitted}", Looked, cancellationToken);
        return holders.FirstOrDefault(h => h.Key != besides);
    }

    private async Task<Reading<FhirTask>?> TaskOfAsync(Reading<ServiceRequest> request, CancellationToken cancellationToken) =>
        (await ledger.SearchAsync<FhirTask>($"focus={request.Key}", 10, cancellationToken)).FirstOrDefault(t => ReferralStates.Find(t.Resource.BusinessStatus) is not null);

    private static OperationAnswer Answer(Reading<ServiceRequest> request, Reading<FhirTask> task) => ReferralStates.IsOpen(ReferralStates.Find(task.Resource.BusinessStatus)!.Value)
        ? new OperationAnswer().AddStored("referral", request.Key).AddStored("task", task.Key)
        : throw SubmissionRules.NotADraft.Conflict(StatusOf(request), request.Key, StatusOf(request));

    private static string StatusOf(Reading<ServiceRequest> request) => EnumUtility.GetLiteral(request.Resource.Status)!;
}
