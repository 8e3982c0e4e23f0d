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
    private const string PhysicalTypes = "http://terminology.hl7.org/CodeSystem/location-physical-type";
    private const string Bed = "bd";
    private const int MaxAppointments = 100;

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
        if ((resource.End ?? resource.Start) is { } end && end < call.Now)
            throw ReferralRules.AppointmentPast.Refuse(PolicySource.Default, appointment.Key, ChinaTime.Write(end));
        await RequireReceiverAsync(appointment, cancellationToken);
        foreach (var other in resource.BasedOn.Select(References.Find).OfType<ResourceKey>().Where(k => k.Type == "ServiceRequest" && k != referral.RequestKey))
        {
            if (await ledger.FindAsync<ServiceRequest>(other, cancellationToken) is { Resource.Status: RequestStatus.Active or RequestStatus.OnHold } holder)
                throw ReferralRules.AppointmentTaken.Conflict(Hl7.Fhir.Utility.EnumUtility.GetLiteral(holder.Resource.Status)!, appointment.Key, other);
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

    /// <summary>Whether what was scheduled has fallen through: the appointment was cancelled, or the patient did not come, and there is no bed.</summary>
    public async Task<bool> IsLostAsync(CancellationToken cancellationToken) =>
        referral.Task.Location is null
        && (References.Find(referral.OutputOf("appointment")) is not { } key
            || await ledger.FindAsync<Appointment>(key, cancellationToken) is not { } appointment
            || appointment.Resource.Status is Appointment.AppointmentStatus.Cancelled or Appointment.AppointmentStatus.Noshow or Appointment.AppointmentStatus.EnteredInError);

    /// <summary>Takes a bed, of the receiver or of one that pools its beds with it. Calls for the same bed take turns.</summary>
    public async Task TakeBedAsync(ResourceReference reference, CancellationToken cancellationToken)
    {
        if (referral.IsCollaboration)
            throw ReferralRules.NoBed.Refuse(PolicySource.Default, referral.Kind);
        var bed = await ledger.GetAsync<Location>(reference, call.Input.PathOf("bed"), cancellationToken);
        RequireBed(bed);
        if (bed.Resource.Status is Location.LocationStatus.Inactive or Location.LocationStatus.Suspended)
            throw ReferralRules.BedUnusable.Refuse(PolicySource.Default, bed.Key, Hl7.Fhir.Utility.EnumUtility.GetLiteral(bed.Resource.Status)!);
        if (bed.Resource.OperationalStatus is { Code: "C" or "H" or "I" or "K" or "O" } occupied)
            throw ReferralRules.BedUnusable.Refuse(PolicySource.Default, bed.Key, occupied.Display ?? occupied.Code);
        await RequirePooledAsync(bed, cancellationToken);
        string criteria = $"location={bed.Key}&referral-state={ReferralStates.OpenCodes}";
        var holder = (await ledger.SearchAsync<FhirTask>(criteria, 2, cancellationToken)).FirstOrDefault(t => t.Key != referral.Key);
        if (holder is not null)
            throw ReferralRules.BedTaken.Conflict(ReferralStates.CodeOf(ReferralStates.Find(holder.Resource.BusinessStatus)!.Value), bed.Key, holder.Key);
        referral.Task.Location = bed.Reference;
    }

    /// <summary>Gives the appointments of a referral that ends unfulfilled back: they are cancelled too, and their sources go to who waits, or to the pool.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Given up.</param>
    public async Task ReleaseAsync(CodeableConcept reason, CancellationToken cancellationToken)
    {
        var desk = new BookingDesk(call, ledger);
        foreach (var appointment in await ledger.SearchAsync<Appointment>($"based-on={referral.RequestKey}&status=booked,pending", MaxAppointments, cancellationToken))
        {
            await desk.GiveBackAsync(appointment, cancellationToken);
            appointment.Resource.Status = Appointment.AppointmentStatus.Cancelled;
            appointment.Resource.CancelationReason = new CodeableConcept { Text = reason.Text ?? reason.Coding.FirstOrDefault()?.Display ?? reason.Coding.FirstOrDefault()?.Code };
            ledger.Update(appointment);
            await desk.TellAsync("cancelled", appointment.Reference, appointment.Resource, cancellationToken);
        }
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

    /// <summary>Sites, wards and rooms are Locations too; a kind of bed is none.</summary>
    private static void RequireBed(Reading<Location> bed)
    {
        var form = bed.Resource.PhysicalType?.Coding.Find(c => c.System == PhysicalTypes);
        if (form?.Code != Bed || bed.Resource.Mode == Location.LocationMode.Kind)
            throw ReferralRules.NotABed.Refuse(PolicySource.Default, bed.Key);
    }

    private async Task RequirePooledAsync(Reading<Location> bed, CancellationToken cancellationToken)
    {
        var owner = await Institutions.BehindAsync(bed.Reference, ledger, cancellationToken);
        if (owner == referral.Receiver)
            return;
        var pooled = referral.Policy.Get<bool>("alliance", "bedsPooled");
        if (owner is not { } other || !pooled.Value || !await Institutions.AreAlliedAsync(other, referral.Receiver, referral.Policy, call.Now, ledger, cancellationToken))
            throw ReferralRules.BedElsewhere.Refuse(pooled.Source, bed.Key, owner?.ToString() ?? "nobody", referral.Receiver);
        ledger.Notify(ReferralPushes.Of(referral.Key, referral.Patient, ReferralStates.CodeOf(ReferralState.Scheduled), other.ToString(), referral.Policy, call.Now));
    }
}
