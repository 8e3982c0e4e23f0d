using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;
using FhirTask = Hl7.Fhir.Model.Task;

namespace FhirHub.Regional.Referrals;

/// <summary>
/// <c>ServiceRequest/$submit-referral</c>, with the request, and <c>ServiceRequest/[id]/$submit-referral</c>, on a draft: asks another institution to
/// take a patient over, or to collaborate. The number of the request is its business key: submitted again it gets the same answer.
/// </summary>
internal sealed class SubmitReferral : IRegionalOperation
{
    public OperationSignature Signature { get; } =
        new("submit-referral", "ServiceRequest", "submit-referral", OperationLevel.Type | OperationLevel.Instance, AffectsState: true)
        {
            NeedsOrganization = true,
            TraceEvent = "referral-step",
            AuditsRefusals = true,
        };

    public IReadOnlyCollection<string> Turns(OperationCall call) =>
        call.Input.FindResource<ServiceRequest>("referral") is { } request && NewReferral.NumberOf(request) is { } number ? ["referral-number:" + number] : [];

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var draft = await DraftAsync(call, ledger, cancellationToken);
        if (await SubmittedAsync(draft, call, ledger, cancellationToken) is { } before)
            return before;
        // A copy: another attempt begins with what was given.
        var request = draft?.Resource ?? (ServiceRequest)call.Input.GetResource<ServiceRequest>("referral").DeepCopy();
        var submission = await UnderstandAsync(request, call, ledger, cancellationToken);
        await FileAsync(submission, call, ledger, cancellationToken);
        await new SubmissionCheck(submission, call, ledger).RunAsync(cancellationToken);
        if (!request.Performer.Exists(p => References.LeadTo(p, submission.Receiver.Key)))
            request.Performer.Insert(0, new ResourceReference(submission.Receiver.Reference));
        NewReferral.Fill(request, call);
        ResourceReference reference;
        if (draft is null)
        {
            reference = ledger.Create(request);
        }
        else
        {
            reference = draft.Reference;
            ledger.Update(draft);
        }

        var task = NewReferral.Stage(request, reference, submission.Receiver.Key, submission.Policy, call, ledger);
        return new OperationAnswer().AddStored("referral", reference).AddStored("task", task);
    }

    private static async Task<Reading<ServiceRequest>?> DraftAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        if (call.Instance is not { } key)
            return null;
        if (call.Input.Has("referral"))
            throw FhirException.Invalid("parameter-unknown", "On a ServiceRequest, 'referral' is not given: the ServiceRequest is the request.", call.Input.PathOf("referral"));
        return await ledger.GetAsync<ServiceRequest>(key, cancellationToken);
    }

    /// <summary>The answer where the request was submitted before; null where it was not.</summary>
    private static async Task<OperationAnswer?> SubmittedAsync(Reading<ServiceRequest>? draft, OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var known = draft is not null
            ? draft.Resource.Status == RequestStatus.Draft ? null : draft
            : await NumberedAsync(call, ledger, cancellationToken);
        if (known is null)
            return null;
        string status = Hl7.Fhir.Utility.EnumUtility.GetLiteral(known.Resource.Status)!;
        var tasks = await ledger.SearchAsync<FhirTask>($"focus={known.Key}", 10, cancellationToken);
        var task = tasks.FirstOrDefault(t => ReferralStates.Find(t.Resource.BusinessStatus) is not null);
        bool same = task is not null && References.LeadTo(task.Resource.Requester, call.RequiredOrganization.Key);
        if (draft is null && !(same && IsSame(known.Resource, call.Input.GetResource<ServiceRequest>("referral"))))
            throw SubmissionRules.NumberTaken.Conflict(status, NewReferral.NumberOf(known.Resource) ?? string.Empty);
        if (!same || !ReferralStates.IsOpen(ReferralStates.Find(task!.Resource.BusinessStatus)!.Value))
            throw SubmissionRules.NotADraft.Conflict(status, known.Key, status);
        return new OperationAnswer().AddStored("referral", known.Key).AddStored("task", task.Key);
    }

    private static async Task<Reading<ServiceRequest>?> NumberedAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        if (call.Input.FindResource<ServiceRequest>("referral") is not { } request || NewReferral.NumberOf(request) is not { } number)
            return null;
        string criteria = "identifier=" + Uri.EscapeDataString($"{ReferralCodes.Numbers}|{number}");
        return await ledger.SearchAsync<ServiceRequest>(criteria, 1, cancellationToken) is [var known] ? known : null;
    }

    private static bool IsSame(ServiceRequest one, ServiceRequest other) =>
        one.Subject?.Reference == other.Subject?.Reference
        && other.Performer.TrueForAll(p => one.Performer.Exists(o => o.Reference == p.Reference))
        && ReferralCodes.KindOf(one) == ReferralCodes.KindOf(other);

    private static async Task<Submission> UnderstandAsync(ServiceRequest request, OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        if (request.Status is { } status && status != RequestStatus.Draft && status != RequestStatus.Active)
            throw SubmissionRules.NotADraft.Refuse(PolicySource.Default, "referral", Hl7.Fhir.Utility.EnumUtility.GetLiteral(status)!);
        if (ReferralCodes.KindOf(request) is not { } kind)
            throw FhirException.Unprocessable("required", "referral-kind-missing", $"The request says of which kind it is: a category of {ReferralCodes.Kinds}.", "ServiceRequest.category");
        var patient = await ledger.GetAsync<Patient>(request.Subject, "ServiceRequest.subject", cancellationToken);
        return new Submission
        {
            Request = request,
            Kind = kind,
            Patient = patient.Key,
            Requester = call.RequiredOrganization,
            Receiver = await ReceiverAsync(request, ledger, cancellationToken),
            Policy = call.Policy,
        };
    }

    private static async Task<ActingOrganization> ReceiverAsync(ServiceRequest request, Ledger ledger, CancellationToken cancellationToken)
    {
        const string Place = "ServiceRequest.performer[0]";
        var keys = new HashSet<ResourceKey>();
        foreach (var performer in request.Performer)
        {
            if (await Institutions.BehindAsync(performer, ledger, cancellationToken) is { } key)
                keys.Add(key);
        }

        return keys.Count switch
        {
            1 => await Institutions.ReadAsync(keys.Single(), Place, ledger, cancellationToken),
            0 => throw FhirException.Unprocessable("required", "referral-receiver-missing", "The request names the institution that it goes to, as a performer: an Organization, or a PractitionerRole or HealthcareService of one.", "ServiceRequest.performer"),
            _ => throw FhirException.Unprocessable("invariant", "referral-receivers", $"A request goes to one institution, not to {string.Join(" and ", keys)}.", "ServiceRequest.performer"),
        };
    }

    /// <summary>Files what is sent along, and holds what is referred to against the patient.</summary>
    private static async Task FileAsync(Submission submission, OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        for (int i = 0; i < submission.Request.SupportingInfo.Count; i++)
            await Papers.CheckAsync(submission.Request.SupportingInfo[i], submission.Patient, $"ServiceRequest.supportingInfo[{i}]", ledger, cancellationToken);
        for (int i = 0; i < submission.Request.ReasonReference.Count; i++)
            await Papers.CheckAsync(submission.Request.ReasonReference[i], submission.Patient, $"ServiceRequest.reasonReference[{i}]", ledger, cancellationToken);
        if (submission.Request.Encounter is { } encounter)
            await Papers.CheckAsync(encounter, submission.Patient, "ServiceRequest.encounter", ledger, cancellationToken);
        if (call.Input.FindResource<Resource>("summary") is { } summary)
            submission.Request.SupportingInfo.Add(Papers.FileSummary("summary", summary, submission.Patient, ledger));
        if (call.Input.FindResource<Consent>("consent") is { } consent)
            submission.Request.SupportingInfo.Add(Papers.File(consent, submission.Patient, ledger));
    }
}
