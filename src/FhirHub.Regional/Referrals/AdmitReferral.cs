using FhirHub.Engine.Errors;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Referrals;

/// <summary><c>Task/[id]/$admit</c>: the patient has come. Takes an encounter that is here, or makes it.</summary>
internal sealed class AdmitReferral : IRegionalOperation
{
    public OperationSignature Signature { get; } = ReferralCodes.StepSignature("admit-referral", "admit");

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var referral = await Referral.ReadAsync(call, ledger, cancellationToken);
        referral.Require(ReferralStep.Admit, call);
        RequireScheduled(referral, call);
        var encounter = call.Input.Find<ResourceReference>("encounter") is { } given
            ? await TakeAsync(given, referral, call, ledger, cancellationToken)
            : ledger.Create(await new AdmissionEncounter(referral, call, ledger).MakeAsync(cancellationToken));
        await FulfilAsync(referral, ledger, cancellationToken);
        referral.AddOutput("encounter", encounter);
        referral.Task.ExecutionPeriod = new Period { StartElement = ChinaTime.Write(call.Now) };
        referral.Take(ReferralStep.Admit, call, ledger);
        return new OperationAnswer().AddStored("return", referral.Key);
    }

    private static void RequireScheduled(Referral referral, OperationCall call)
    {
        var unscheduled = referral.Policy.Get<string>("referral", "admitUnscheduled");
        bool allowed = unscheduled.Value == "always" || (unscheduled.Value == "urgent" && referral.IsUrgent);
        if (referral.State == ReferralState.Accepted && !allowed)
            throw ReferralRules.ScheduleFirst.Refuse(unscheduled.Source);
    }

    /// <summary>An encounter of the patient with the receiver, which now follows from the referral.</summary>
    private static async Task<ResourceReference> TakeAsync(
        ResourceReference reference, Referral referral, OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        if (call.Input.Has("class") || call.Input.Has("practitioner"))
            throw FhirException.Invalid("parameters-exclusive", "'class' and 'practitioner' are for an encounter to make, not beside 'encounter'.", call.Input.PathOf("encounter"));
        var encounter = await ledger.GetAsync<Encounter>(reference, call.Input.PathOf("encounter"), cancellationToken);
        var resource = encounter.Resource;
        if (!References.LeadTo(resource.Subject, referral.Patient))
            throw ReferralRules.OtherPatient.Refuse(PolicySource.Default, encounter.Key, resource.Subject?.Reference ?? "nobody", referral.Patient);
        if (!References.LeadTo(resource.ServiceProvider, referral.Receiver))
            throw ReferralRules.EncounterElsewhere.Refuse(PolicySource.Default, encounter.Key, referral.Receiver);
        if (resource.Status is Encounter.EncounterStatus.Cancelled or Encounter.EncounterStatus.EnteredInError or Encounter.EncounterStatus.Unknown)
            throw ReferralRules.EncounterUnusable.Refuse(PolicySource.Default, encounter.Key, Hl7.Fhir.Utility.EnumUtility.GetLiteral(resource.Status)!);
        if (resource.Status is Encounter.EncounterStatus.Planned or Encounter.EncounterStatus.Arrived or Encounter.EncounterStatus.Triaged)
            resource.Status = Encounter.EncounterStatus.InProgress;
        if (!resource.BasedOn.Exists(b => References.LeadTo(b, referral.RequestKey)))
            resource.BasedOn.Add(new ResourceReference(referral.RequestKey.ToString()));
        ledger.Update(encounter);
        return encounter.Reference;
    }

    private static async Task FulfilAsync(Referral referral, Ledger ledger, CancellationToken cancellationToken)
    {
        if (References.Find(referral.OutputOf("appointment")) is not { } key || await ledger.FindAsync<Appointment>(key, cancellationToken) is not { } appointment)
            return;
        if (appointment.Resource.Status is not (Appointment.AppointmentStatus.Booked or Appointment.AppointmentStatus.Arrived or Appointment.AppointmentStatus.CheckedIn))
            return;
        appointment.Resource.Status = Appointment.AppointmentStatus.Fulfilled;
        ledger.Update(appointment);
    }
}
