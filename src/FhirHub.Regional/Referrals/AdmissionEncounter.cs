using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Referrals;

/// <summary>The encounter that an admission makes: what is known of it from the referral.</summary>
internal sealed class AdmissionEncounter(Referral referral, OperationCall call, Ledger ledger)
{
    /// <summary>Classes of the encounters of collaborations, which bring nobody into another hospital's beds.</summary>
    public static IReadOnlyList<string> OfCollaborations { get; } = ["AMB", "VR"];

    private const string Classes = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

    public async Task<Encounter> MakeAsync(CancellationToken cancellationToken)
    {
        var request = referral.Request;
        var encounter = new Encounter
        {
            Status = Encounter.EncounterStatus.InProgress,
            Class = Class(),
            Type = referral.IsCollaboration ? [] : [new CodeableConcept(ReferralCodes.VisitKinds, "referred")],
            Subject = new ResourceReference(referral.Patient.ToString()),
            BasedOn = [new ResourceReference(referral.RequestKey.ToString())],
            Participant = [new Encounter.ParticipantComponent { Individual = await AttendingAsync(cancellationToken) }],
            Period = new Period { StartElement = ChinaTime.Write(call.Now) },
            ServiceProvider = new ResourceReference(referral.Receiver.ToString()),
            ReasonCode = [.. ReasonsOf(request)],
            ReasonReference = [.. request.ReasonReference.Where(r => References.Find(r) is { Type: "Condition" or "Observation" }).Select(r => new ResourceReference(r.Reference))],
        };
        if (referral.OutputOf("appointment") is { } appointment)
            encounter.Appointment = [new ResourceReference(appointment.Reference)];
        if (referral.Task.Location is { } bed)
            encounter.Location = [new Encounter.LocationComponent { Location = new ResourceReference(bed.Reference), Status = Encounter.EncounterLocationStatus.Active }];
        if (request.PerformerType is { } department)
            encounter.ServiceType = (CodeableConcept)department.DeepCopy();
        ReferralCodes.Claim(encounter, "cn-encounter");
        return encounter;
    }

    /// <summary>A stay that a collaboration led to would be a referral without its rules.</summary>
    private Coding Class()
    {
        var given = call.Input.Find<Coding>("class");
        if (referral.IsCollaboration && given is not null && !OfCollaborations.Contains(given.Code))
            throw ReferralRules.NoStay.Refuse(PolicySource.Default, referral.Kind, given.Code ?? "-");
        return given ?? (referral.Task.Location is null ? new Coding(Classes, "AMB", "ambulatory") : new Coding(Classes, "IMP", "inpatient encounter"));
    }

    private async Task<ResourceReference> AttendingAsync(CancellationToken cancellationToken)
    {
        if (call.Input.Find<ResourceReference>("practitioner") is not { } practitioner)
            return referral.Coordinator is { } coordinator ? new ResourceReference(coordinator.Reference) : throw ReferralRules.Attending.Refuse(PolicySource.Default);
        if (!await Institutions.IsStaffAsync(practitioner, referral.Receiver, call, "practitioner", ledger, cancellationToken))
            throw ReferralRules.CoordinatorElsewhere.Refuse(PolicySource.Default, practitioner.Reference ?? "-", referral.Receiver);
        return new ResourceReference(References.Find(practitioner)!.Value.ToString());
    }

    /// <summary>The diagnoses of the request; where there are none, the words of what it asks for.</summary>
    private static IEnumerable<CodeableConcept> ReasonsOf(ServiceRequest request)
    {
        if (request.ReasonCode.Count > 0 || request.ReasonReference.Count > 0)
            return request.ReasonCode.Select(r => (CodeableConcept)r.DeepCopy());
        return [new CodeableConcept { Text = request.Code?.Text ?? request.Code?.Coding.FirstOrDefault()?.Display ?? request.Code?.Coding.FirstOrDefault()?.Code ?? "转诊" }];
    }
}
