using FhirHub.Engine.Resources;
using FhirHub.Regional.Booking;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;
using FhirTask = Hl7.Fhir.Model.Task;

namespace FhirHub.Regional.Referrals;

/// <summary>Where a referred patient goes: a booked appointment or a bed, which one open referral at a time has.</summary>
internal sealed class ReferralPlace(Referral referral, OperationCall call, Ledger ledger)
{
    /// <summary>Takes an appointment of the patient with the receiver.</summary>
    /// <returns>When it begins; null where it does not say.</returns>
    public async Task<DateTimeOffset?> TakeAppointmentAsync(ResourceReference reference, CancellationToken cancellationToken)
    {
        var appointment = await ledger.GetAsync<Appointment>(reference, call.Input.PathOf("appointment"), cancellationToken);
        var resource = appointment.Resource;
        var patient = resource.Participant.Select(p => p.Actor).FirstOrDefault(a => References.Find(a) is { Type: "Patient" });
        if (!References.LeadTo(patient, referral.Patient))
            throw ReferralRules.OtherPatient.Refuse(PolicySource.Default, appointment.Key, patient?.Reference ?? "nobody", referral.Patient);
        if (resource.Status != Appointment.AppointmentStatus.Booked)
            throw ReferralRules.AppointmentNotBooked.Refuse(PolicySource.Default, appointment.Key, Hl7.Fhir.Utility.EnumUtility.GetLiteral(resource.Status) ?? "-");
        await RequireReceiverAsync(appointment, cancellationToken);
        foreach (var other in resource.BasedOn.Select(References.Find).OfType<ResourceKey>().Where(k => k.Type == "ServiceRequest" && k != referral.RequestKey))
        {
            if (await ledger.FindAsync<ServiceRequest>(other, cancellationToken) is { Resource.Status: RequestStatus.Active or RequestStatus.OnHold })
                throw ReferralRules.AppointmentTaken.Refuse(PolicySource.Default, appointment.Key, other);
        }

        resource.BasedOn = [new ResourceReference(referral.RequestKey.ToString())];
        ledger.Update(appointment);
        referral.AddOutput("appointment", appointment.Reference);
        return resource.Start;
    }

    /// <summary>Books a source with the receiver: also one that is reserved for referred patients.</summary>
    /// <returns>When it begins.</returns>
    public async Task<DateTimeOffset?> TakeSlotAsync(ResourceReference reference, CancellationToken cancellationToken)
    {
        var slot = await ledger.GetAsync<Slot>(reference, call.Input.PathOf("slot"), cancellationToken);
        await ledger.TurnAsync(BookingTurns.OfPatient(referral.Patient), cancellationToken);
        var appointment = await new BookingDesk(call, ledger).TakeAsync(slot.Key, referral.Patient, new ResourceReference(referral.RequestKey.ToString()), holds: false, cancellationToken);
        // The patient may have had this source already.
        if (await ledger.FindAsync<Appointment>(ResourceKey.Parse(appointment.Reference!), cancellationToken) is not null)
            return await TakeAppointmentAsync(appointment, cancellationToken);
        referral.AddOutput("appointment", new ResourceReference(appointment.Reference));
        return slot.Resource.Start;
    }

    /// <summary>Takes a bed, of the receiver or of one that pools its beds with it. Calls for the same bed take turns.</summary>
    public async Task TakeBedAsync(ResourceReference reference, CancellationToken cancellationToken)
    {
        var bed = await ledger.GetAsync<Location>(reference, call.Input.PathOf("bed"), cancellationToken);
        if (bed.Resource.Status is Location.LocationStatus.Inactive or Location.LocationStatus.Suspended)
            throw ReferralRules.BedUnusable.Refuse(PolicySource.Default, bed.Key, Hl7.Fhir.Utility.EnumUtility.GetLiteral(bed.Resource.Status)!);
        if (bed.Resource.OperationalStatus is { Code: "C" or "H" or "I" or "K" or "O" } occupied)
            throw ReferralRules.BedUnusable.Refuse(PolicySource.Default, bed.Key, occupied.Display ?? occupied.Code);
        await RequirePooledAsync(bed, cancellationToken);
        string criteria = $"location={bed.Key}&referral-state={ReferralStates.OpenCodes}";
        var holder = (await ledger.SearchAsync<FhirTask>(criteria, 2, cancellationToken)).FirstOrDefault(t => t.Key != referral.Key);
        if (holder is not null)
            throw ReferralRules.BedTaken.Refuse(PolicySource.Default, bed.Key, holder.Key);
        referral.Task.Location = bed.Reference;
    }

    /// <summary>Gives the appointment of a referral that is cancelled back: it is cancelled too, and its source goes to who waits, or to the pool.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Given up.</param>
    public async Task ReleaseAsync(CodeableConcept reason, CancellationToken cancellationToken)
    {
        if (References.Find(referral.OutputOf("appointment")) is not { } key || await ledger.FindAsync<Appointment>(key, cancellationToken) is not { } appointment)
            return;
        if (appointment.Resource.Status != Appointment.AppointmentStatus.Booked)
            return;
        var desk = new BookingDesk(call, ledger);
        await desk.GiveBackAsync(appointment, cancellationToken);
        appointment.Resource.Status = Appointment.AppointmentStatus.Cancelled;
        appointment.Resource.CancelationReason = new CodeableConcept { Text = reason.Text ?? reason.Coding.FirstOrDefault()?.Display ?? reason.Coding.FirstOrDefault()?.Code };
        ledger.Update(appointment);
        await desk.TellAsync("cancelled", appointment.Reference, appointment.Resource, cancellationToken);
    }

    /// <summary>Whoever takes part, or whose schedule it is, tells which institution it is with; where nobody does, it may be any.</summary>
    private async Task RequireReceiverAsync(Reading<Appointment> appointment, CancellationToken cancellationToken)
    {
        var actors = appointment.Resource.Participant.Select(p => p.Actor).ToList();
        foreach (var slotKey in appointment.Resource.Slot.Select(References.Find).OfType<ResourceKey>())
        {
            if (await ledger.FindAsync<Slot>(slotKey, cancellationToken) is { } slot
                && References.Find(slot.Resource.Schedule) is { Type: "Schedule" } scheduleKey
                && await ledger.FindAsync<Schedule>(scheduleKey, cancellationToken) is { } schedule)
                actors.AddRange(schedule.Resource.Actor);
        }

        var institutions = new HashSet<ResourceKey>();
        foreach (var actor in actors)
        {
            if (await Institutions.BehindAsync(actor, ledger, cancellationToken) is { } institution)
                institutions.Add(institution);
        }

        if (institutions.Count > 0 && !institutions.Contains(referral.Receiver))
            throw ReferralRules.AppointmentElsewhere.Refuse(PolicySource.Default, appointment.Key, referral.Receiver);
    }

    private async Task RequirePooledAsync(Reading<Location> bed, CancellationToken cancellationToken)
    {
        var owner = References.Find(bed.Resource.ManagingOrganization);
        if (owner == referral.Receiver)
            return;
        var pooled = referral.Policy.Get<bool>("alliance", "bedsPooled");
        if (owner is not { } other || !pooled.Value || !await Institutions.AreAlliedAsync(other, referral.Receiver, referral.Policy, call.Now, ledger, cancellationToken))
            throw ReferralRules.BedElsewhere.Refuse(pooled.Source, bed.Key, owner?.ToString() ?? "nobody", referral.Receiver);
    }
}
