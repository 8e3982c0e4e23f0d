using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

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
        };

    public IReadOnlyCollection<string> Turns(OperationCall call) =>
        call.Input.FindResource<ServiceRequest>("referral") is { } request && NewReferral.NumberOf(request) is { } number ? [EarlierSubmission.TurnOf(number)] : [];

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var draft = await DraftAsync(call, ledger, cancellationToken);
        if (await new EarlierSubmission(call, ledger).FindAsync(draft, cancellationToken) is { } before)
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
            throw FhirException.Invalid("parameter-unknown", "On a ServiceRequest, 'referral' is not given: the ServiceRequest is the request.", call.Input.PathOf("referral")).InChinese("对 ServiceRequest 调用时不给 referral：该 ServiceRequest 就是申请。");
        return await ledger.GetAsync<ServiceRequest>(key, cancellationToken);
    }

    private static async Task<Submission> UnderstandAsync(ServiceRequest request, OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        if (request.Status is { } status && status != RequestStatus.Draft && status != RequestStatus.Active)
            throw SubmissionRules.NotADraft.Refuse(PolicySource.Default, "referral", Hl7.Fhir.Utility.EnumUtility.GetLiteral(status)!);
        if (ReferralCodes.KindsOf(request) is not [var kind])
            throw SubmissionRules.Kind.Refuse(PolicySource.Default, ReferralCodes.Kinds);
        RequireOrder(request);
        await RequireOwnAsync(request, call, ledger, cancellationToken);
        var patient = await ledger.GetAsync<Patient>(request.Subject, "ServiceRequest.subject", cancellationToken);
        if (patient.Resource.Active == false || (kind == ReferralCodes.Referral && IsDeceased(patient.Resource)))
            throw SubmissionRules.Patient.Refuse(PolicySource.Default, patient.Key);
        return new Submission
        {
            Request = request,
            Kind = kind,
            Patient = patient.Key,
            Requester = call.RequiredOrganization,
            Receiver = await ReceiverAsync(request, call, ledger, cancellationToken),
            Policy = call.Policy,
        };
    }

    private static void RequireOrder(ServiceRequest request)
    {
        if (request.DoNotPerform == true)
            throw SubmissionRules.DoNotPerform.Refuse(PolicySource.Default);
        if (request.Intent is RequestIntent.Proposal or RequestIntent.Plan or RequestIntent.Option)
            throw SubmissionRules.Intent.Refuse(PolicySource.Default, Hl7.Fhir.Utility.EnumUtility.GetLiteral(request.Intent)!);
    }

    private static bool IsDeceased(Patient patient) => patient.Deceased is FhirDateTime or FhirBoolean { Value: true };

    /// <summary>An institution submits what it requests itself, or one of its doctors.</summary>
    private static async Task RequireOwnAsync(ServiceRequest request, OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        if (await Institutions.BehindAsync(request.Requester, ledger, cancellationToken) is { } institution && institution != call.RequiredOrganization.Key)
            throw SubmissionRules.Requester.Refuse(PolicySource.Default, institution, call.RequiredOrganization.Reference);
    }

    private static async Task<ActingOrganization> ReceiverAsync(ServiceRequest request, OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        const string Place = "ServiceRequest.performer[0]";
        var keys = new HashSet<ResourceKey>();
        foreach (var performer in request.Performer)
        {
            if (await Institutions.ServingAsync(performer, call.Now, ledger, cancellationToken) is { } key)
                keys.Add(key);
        }

        return keys.Count switch
        {
            1 => await Institutions.ReadAsync(keys.Single(), Place, ledger, cancellationToken),
            0 => throw SubmissionRules.ReceiverMissing.Refuse(PolicySource.Default),
            _ => throw SubmissionRules.Receivers.Refuse(PolicySource.Default, string.Join(", ", keys)),
        };
    }

    /// <summary>Files what is sent along, and holds what is referred to against the patient.</summary>
    private static async Task FileAsync(Submission submission, OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var request = submission.Request;
        await Papers.CheckAllAsync("supportingInfo", request.SupportingInfo, submission.Patient, ledger, cancellationToken);
        await Papers.CheckAllAsync("reasonReference", request.ReasonReference, submission.Patient, ledger, cancellationToken);
        // What is kept elsewhere cannot be held against the patient, nor does the record take it in.
        await Papers.CheckAllAsync("basedOn", [.. request.BasedOn.Where(b => References.Find(b) is not null)], submission.Patient, ledger, cancellationToken);
        if (request.Encounter is { } encounter)
            await Papers.CheckAsync(encounter, submission.Patient, "ServiceRequest.encounter", ledger, cancellationToken);
        if (call.Input.FindResource<Resource>("summary") is { } summary)
            request.SupportingInfo.Add(Papers.FileSummary("summary", summary, submission.Patient, ledger));
        if (call.Input.FindResource<Consent>("consent") is { } consent)
            request.SupportingInfo.Add(Papers.File(consent, submission.Patient, ledger));
    }
}
