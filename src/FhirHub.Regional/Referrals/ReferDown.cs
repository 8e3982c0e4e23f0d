using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;
using FhirTask = Hl7.Fhir.Model.Task;

namespace FhirHub.Regional.Referrals;

/// <summary>
/// <c>ServiceRequest/$refer-down</c>: after a stage of treatment the treating hospital gives the patient, with a plan, to a community institution or the
/// signed doctor. One encounter leads to one referral down: asked again for the same receiver, the answer is the same.
/// </summary>
internal sealed class ReferDown : IRegionalOperation
{
    public OperationSignature Signature { get; } = new("refer-down", "ServiceRequest", "refer-down", OperationLevel.Type, AffectsState: true)
    {
        NeedsOrganization = true,
        TraceEvent = "referral-step",
        AuditsRefusals = true,
    };

    public IReadOnlyCollection<string> Turns(OperationCall call) => ["refer-down:" + call.Input.Get<ResourceReference>("encounter").Reference];

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var encounter = await EncounterAsync(call, ledger, cancellationToken);
        var receiver = await ReceiverAsync(call, ledger, cancellationToken);
        if (await BeforeAsync(encounter, receiver, ledger, cancellationToken) is { } before)
            return before;
        var patient = References.KeyOf(encounter.Resource.Subject, "Patient", "Encounter.subject");
        var policy = await ReferralPolicy.AfterAsync(encounter.Resource, call, ledger, cancellationToken);
        var request = RequestOf(encounter, receiver, call);
        var papers = File(request, patient, call, ledger);
        var submission = new Submission
        {
            Request = request, Kind = ReferralCodes.Referral, Patient = patient, Requester = call.RequiredOrganization, Receiver = receiver, Policy = policy,
        };
        await new SubmissionCheck(submission, call, ledger).RunDownAsync(cancellationToken);
        NewReferral.Fill(request, call);
        var update = HealthRecordUpdate.Stage(encounter, receiver, papers, policy, call, ledger);
        if (update is not null)
            request.SupportingInfo.Add(update);
        var reference = ledger.Create(request);
        var task = NewReferral.Stage(request, reference, receiver.Key, policy, call, ledger);
        return new OperationAnswer().AddStored("referral", reference).AddStored("task", task);
    }

    private static async Task<Reading<Encounter>> EncounterAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var encounter = await ledger.GetAsync<Encounter>(call.Input.Get<ResourceReference>("encounter"), call.Input.PathOf("encounter"), cancellationToken);
        var provider = encounter.Resource.ServiceProvider;
        if (!References.LeadTo(provider, call.RequiredOrganization.Key))
            throw SubmissionRules.TreatingHospital.Refuse(PolicySource.Default, encounter.Key, provider?.Reference ?? "nobody", call.RequiredOrganization.Reference);
        return encounter.Resource.Status == Encounter.EncounterStatus.Finished
            ? encounter
            : throw SubmissionRules.TreatmentEnded.Refuse(PolicySource.Default, encounter.Key, Hl7.Fhir.Utility.EnumUtility.GetLiteral(encounter.Resource.Status) ?? "-");
    }

    private static async Task<ActingOrganization> ReceiverAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var reference = call.Input.Get<ResourceReference>("receiver");
        string place = call.Input.PathOf("receiver");
        return References.Find(reference) is { Type: "Organization" or "PractitionerRole" } && await Institutions.BehindAsync(reference, ledger, cancellationToken) is { } key
            ? await Institutions.ReadAsync(key, place, ledger, cancellationToken)
            : throw FhirException.Unprocessable("value", "referral-receiver", $"The receiver is an Organization, or the PractitionerRole of a signed doctor in one, which '{reference.Reference}' is not.", place);
    }

    /// <summary>The answer where the patient was referred down already after this encounter; null where not.</summary>
    private static async Task<OperationAnswer?> BeforeAsync(Reading<Encounter> encounter, ActingOrganization receiver, Ledger ledger, CancellationToken cancellationToken)
    {
        foreach (var request in await ledger.SearchAsync<ServiceRequest>($"encounter={encounter.Key}&referral-direction=down", 100, cancellationToken))
        {
            if (request.Resource.Status is RequestStatus.Revoked or RequestStatus.EnteredInError)
                continue;
            if (await ledger.SearchAsync<FhirTask>($"focus={request.Key}", 1, cancellationToken) is not [var task])
                continue;
            string other = task.Resource.GetExtension(ReferralCodes.ReceiverUrl)?.Value is ResourceReference to ? to.Reference! : "-";
            return other == receiver.Reference
                ? new OperationAnswer().AddStored("referral", request.Key).AddStored("task", task.Key)
                : throw SubmissionRules.AlreadyReferred.Conflict(Hl7.Fhir.Utility.EnumUtility.GetLiteral(request.Resource.Status)!, encounter.Key, other);
        }

        return null;
    }

    private static ServiceRequest RequestOf(Reading<Encounter> encounter, ActingOrganization receiver, OperationCall call)
    {
        var treated = encounter.Resource;
        var given = call.Input.Get<ResourceReference>("receiver");
        var request = new ServiceRequest
        {
            Intent = RequestIntent.Order,
            Category = [new CodeableConcept(ReferralCodes.Kinds, ReferralCodes.Referral)],
            Code = call.Input.Find<CodeableConcept>("reason") ?? new CodeableConcept(ReferralCodes.Reasons, "continued-treatment"),
            Subject = new ResourceReference(treated.Subject!.Reference),
            Encounter = encounter.Reference,
            Performer = [new ResourceReference(receiver.Reference)],
            BasedOn = [.. treated.BasedOn.Select(b => new ResourceReference(b.Reference))],
            ReasonCode = [.. treated.ReasonCode.Select(r => (CodeableConcept)r.DeepCopy())],
            ReasonReference = [.. treated.Diagnosis.Select(d => d.Condition).Where(c => References.Find(c) is { Type: "Condition" }).Select(c => new ResourceReference(c!.Reference))],
        };
        if (given.Reference != receiver.Reference)
            request.Performer.Add(new ResourceReference(given.Reference));
        request.SetExtension(ReferralCodes.DirectionUrl, new Coding(ReferralCodes.Directions, ReferralCodes.Down));
        return request;
    }

    /// <summary>Files plan, summary and consent.</summary>
    private static DownPapers File(ServiceRequest request, ResourceKey patient, OperationCall call, Ledger ledger)
    {
        var plan = call.Input.FindResource<CarePlan>("plan") is { } given ? Papers.File(given, patient, ledger) : null;
        var summary = call.Input.FindResource<Resource>("summary") is { } document ? Papers.FileSummary("summary", document, patient, ledger) : null;
        var consent = call.Input.FindResource<Consent>("consent") is { } agreed ? Papers.File(agreed, patient, ledger) : null;
        ResourceReference?[] papers = [plan, summary, consent, request.Encounter];
        request.SupportingInfo.AddRange(papers.OfType<ResourceReference>().Select(p => new ResourceReference(p.Reference)));
        return new DownPapers(patient, plan, summary);
    }
}
