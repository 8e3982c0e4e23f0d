using FhirHub.Engine.Errors;
using FhirHub.Engine.Notifications;
using FhirHub.Engine.Resources;
using FhirHub.Regional.HealthCards;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;
using AppointmentStatus = Hl7.Fhir.Model.Appointment.AppointmentStatus;

namespace FhirHub.Regional.Booking;

/// <summary>Takes sources for patients and gives them back, in the transaction of a call. Every operation that books goes through it.</summary>
internal sealed class BookingDesk(OperationCall call, Ledger ledger)
{
    public const string Topic = "booking";
    private const int MaxLive = 20;

    private static readonly AppointmentStatus[] Live = [AppointmentStatus.Pending, AppointmentStatus.Booked, AppointmentStatus.Arrived, AppointmentStatus.CheckedIn];

    /// <summary>Takes a source for a patient.</summary>
    /// <param name="slotKey">The source.</param>
    /// <param name="patientKey">Whom for.</param>
    /// <param name="basedOn">The referral; null for none.</param>
    /// <param name="holds">Whether it is held for a while, rather than booked.</param>
    /// <param name="cancellationToken">Given up.</param>
    /// <returns>The appointment; the one that is there where the patient has this source already.</returns>
    /// <exception cref="FhirException">Conflict: another has it. Unprocessable: a rule refuses.</exception>
    public async Task<ResourceReference> TakeAsync(ResourceKey slotKey, ResourceKey patientKey, ResourceReference? basedOn, bool holds, CancellationToken cancellationToken)
    {
        var slot = await ledger.GetAsync<Slot>(slotKey, cancellationToken);
        var policy = PolicyOf(slot.Resource);
        if (await OwnAsync(slot, patientKey, cancellationToken) is { } own)
        {
            await BaseAsync(own, slot, patientKey, basedOn, cancellationToken);
            if (!holds && own.Resource.Status == AppointmentStatus.Pending)
                await ConfirmAsync(own, slot, cancellationToken);
            return own.Reference;
        }

        await new BookingChecks(call, ledger, policy).CheckAsync(slot, patientKey, basedOn, moving: null, cancellationToken);
        var appointment = Appointment(slot, patientKey, basedOn);
        if (holds)
            Hold(appointment, slot.Resource, call.Now.AddMinutes(policy.Get<int>("booking", "holdMinutes").Value));
        else
            Book(appointment, slot.Resource);
        ledger.Update(slot);
        var reference = ledger.Create(appointment);
        await TellAsync(holds ? "held" : "booked", reference, appointment, cancellationToken);
        return reference;
    }

    /// <summary>Who has a source already, and now comes with a referral, has it on that referral.</summary>
    private async Task BaseAsync(Reading<Appointment> own, Reading<Slot> slot, ResourceKey patient, ResourceReference? basedOn, CancellationToken cancellationToken)
    {
        if (basedOn is null || own.Resource.BasedOn.Exists(b => b.Reference == basedOn.Reference))
            return;
        await new BookingChecks(call, ledger, PolicyOf(slot.Resource)).RequireReferralAsync(basedOn, slot.Resource, patient, cancellationToken);
        own.Resource.BasedOn.Add(new ResourceReference(basedOn.Reference));
        ledger.Update(own);
    }

    /// <summary>Books what was held.</summary>
    /// <exception cref="FhirException">Conflict: the source was closed. Unprocessable: a rule refuses by now.</exception>
    public async Task ConfirmAsync(Reading<Appointment> appointment, Reading<Slot> slot, CancellationToken cancellationToken)
    {
        RequireOpen(slot);
        var findings = await new BookingChecks(call, ledger, PolicyOf(slot.Resource)).FindOfHeldAsync(slot, BookingTerms.RequiredPatientOf(appointment), cancellationToken);
        findings.ThrowIfAny();
        Book(appointment.Resource, slot.Resource);
        ledger.Update(appointment);
        ledger.Update(slot);
        await TellAsync("booked", appointment.Reference, appointment.Resource, cancellationToken);
    }

    /// <summary>Moves an appointment to another source.</summary>
    /// <exception cref="FhirException">As <see cref="TakeAsync"/>.</exception>
    public async Task MoveAsync(Reading<Appointment> appointment, ResourceKey slotKey, CancellationToken cancellationToken)
    {
        var patient = BookingTerms.RequiredPatientOf(appointment);
        var slot = await ledger.GetAsync<Slot>(slotKey, cancellationToken);
        await OwnAsync(slot, patient, cancellationToken);
        if (slot.Resource.Status != Slot.SlotStatus.Free)
            throw BookingRules.Taken.Conflict(StateOf(slot.Resource), slot.Key);
        await new BookingChecks(call, ledger, PolicyOf(slot.Resource)).CheckAsync(slot, patient, appointment.Resource.BasedOn.FirstOrDefault(), appointment, cancellationToken);
        var left = InstitutionOf(await SlotOfAsync(appointment.Resource, cancellationToken));
        await GiveBackAsync(appointment, cancellationToken);
        At(appointment.Resource, slot);
        if (appointment.Resource.Status == AppointmentStatus.Pending)
            Hold(appointment.Resource, slot.Resource, BookingTerms.HoldExpires(appointment.Resource) ?? call.Now);
        else
            Book(appointment.Resource, slot.Resource);
        ledger.Update(slot);
        ledger.Update(appointment);
        await TellAsync("rescheduled", appointment.Reference, appointment.Resource, cancellationToken, left);
    }

    /// <summary>Frees the source of an appointment, or offers it to who waits for it first. One that its institution has closed stays closed.</summary>
    public async Task GiveBackAsync(Reading<Appointment> appointment, CancellationToken cancellationToken)
    {
        if (await SlotOfAsync(appointment.Resource, cancellationToken) is not { Resource.Status: Slot.SlotStatus.Busy or Slot.SlotStatus.BusyTentative } slot)
            return;
        slot.Resource.Status = Slot.SlotStatus.Free;
        ledger.Update(slot);
        if (slot.Resource.Start > call.Now && IsPublic(slot.Resource, PolicyOf(slot.Resource)))
            await new WaitingList(call, ledger, this).OfferAsync(slot, PolicyOf(slot.Resource), cancellationToken);
    }

    /// <summary>Holds a source for an appointment that has none yet.</summary>
    public static void Hold(Appointment appointment, Slot slot, DateTimeOffset expires)
    {
        // Nobody is asked to come sooner than the source begins.
        if (slot.Start < expires)
            expires = slot.Start.Value;
        appointment.Status = AppointmentStatus.Pending;
        BookingTerms.SetHoldExpires(appointment, expires);
        slot.Status = Slot.SlotStatus.BusyTentative;
    }

    /// <summary>Lets an appointment be at a source: its time, its service, its doctor.</summary>
    public static void At(Appointment appointment, Reading<Slot> slot)
    {
        appointment.Slot = [slot.Reference];
        appointment.Start = slot.Resource.Start;
        appointment.End = slot.Resource.End;
        appointment.ServiceType = slot.Resource.ServiceType;
        appointment.Specialty = slot.Resource.Specialty;
        appointment.Participant.RemoveAll(p => References.Find(p.Actor)?.Type is not "Patient");
        if (BookingTerms.PractitionerOf(slot.Resource) is { } doctor)
            appointment.Participant.Add(new Appointment.ParticipantComponent { Actor = new ResourceReference(doctor.Reference) { Display = doctor.Display }, Status = ParticipationStatus.Accepted });
    }

    /// <summary>The policy of the institution whose source it is.</summary>
    public Policy PolicyOf(Slot slot) => call.Governance.Of(BookingTerms.DivisionOf(slot));

    /// <summary>Whether a source is open to everybody: not reserved, or not any more.</summary>
    public bool IsPublic(Slot slot, Policy policy) => BookingTerms.ReservedFor(slot) is null || ReleasedAt(slot, policy) <= call.Now;

    /// <summary>When a reserved source falls back to the pool.</summary>
    public static DateTimeOffset ReleasedAt(Slot slot, Policy policy) => slot.Start!.Value.AddHours(-policy.Get<int>("booking", "releaseLeadHours").Value);

    /// <summary>Tells the patient, and the institution whose source it is.</summary>
    /// <param name="what">Event of the topic.</param>
    /// <param name="reference">To the appointment.</param>
    /// <param name="appointment">As it is now.</param>
    /// <param name="cancellationToken">Given up.</param>
    /// <param name="left">Another institution, whose source it was; null for none.</param>
    public async Task TellAsync(string what, ResourceReference reference, Appointment appointment, CancellationToken cancellationToken, ResourceKey? left = null)
    {
        var slot = await SlotOfAsync(appointment, cancellationToken);
        var policy = slot is null ? call.Policy : PolicyOf(slot.Resource);
        var patient = BookingTerms.PatientOf(appointment);
        foreach (var whom in new[] { patient, InstitutionOf(slot), left }.OfType<ResourceKey>().Distinct())
        {
            ledger.Notify(new Notification
            {
                Time = call.Now.UtcDateTime, Topic = Topic, Event = what, Recipient = whom.ToString(), Focus = reference.Reference!, Subject = patient?.ToString(), Pack = policy.Pack,
            });
        }
    }

    private async Task<Reading<Slot>?> SlotOfAsync(Appointment appointment, CancellationToken cancellationToken) =>
        BookingTerms.SlotOf(appointment) is { Type: "Slot" } key ? await ledger.FindAsync<Slot>(key, cancellationToken) : null;

    private static ResourceKey? InstitutionOf(Reading<Slot>? slot) =>
        slot is null ? null : References.Find(BookingTerms.OrganizationOf(slot.Resource));

    /// <exception cref="FhirException">Conflict: its institution has closed the source.</exception>
    private static void RequireOpen(Reading<Slot> slot)
    {
        if (slot.Resource.Status is Slot.SlotStatus.BusyUnavailable or Slot.SlotStatus.EnteredInError)
            throw BookingRules.Closed.Conflict(StateOf(slot.Resource), slot.Key);
    }

    public static string StateOf(Slot slot) => Hl7.Fhir.Utility.EnumUtility.GetLiteral(slot.Status!.Value)!;

    /// <summary>What the patient has of this source already. What another held and let pass is given back first.</summary>
    /// <exception cref="FhirException">Conflict: another has it.</exception>
    private async Task<Reading<Appointment>?> OwnAsync(Reading<Slot> slot, ResourceKey patient, CancellationToken cancellationToken)
    {
        if (slot.Resource.Status == Slot.SlotStatus.Free)
            return null;
        var found = await ledger.SearchAsync<Appointment>($"slot={slot.Key}&status=pending,booked,arrived,checked-in", MaxLive, cancellationToken);
        var live = found.FirstOrDefault(a => Live.Contains(a.Resource.Status!.Value));
        if (live is null || HasExpired(live.Resource))
            RequireOpen(slot);
        if (live is null)
            throw BookingRules.Taken.Conflict(StateOf(slot.Resource), slot.Key);
        if (HasExpired(live.Resource))
        {
            ReleaseHold.Expire(live);
            ledger.Update(live);
            await TellAsync("hold-expired", live.Reference, live.Resource, cancellationToken);
            slot.Resource.Status = Slot.SlotStatus.Free;
            return null;
        }

        return BookingTerms.PatientOf(live.Resource) == patient ? live : throw BookingRules.Taken.Conflict(StateOf(slot.Resource), slot.Key);
    }

    /// <summary>Whether a hold is over.</summary>
    public bool HasExpired(Appointment appointment) => appointment.Status == AppointmentStatus.Pending && BookingTerms.HoldExpires(appointment) <= call.Now;

    private static void Book(Appointment appointment, Slot slot)
    {
        appointment.Status = AppointmentStatus.Booked;
        BookingTerms.SetHoldExpires(appointment, null);
        foreach (var participant in appointment.Participant)
            participant.Status = ParticipationStatus.Accepted;
        slot.Status = Slot.SlotStatus.Busy;
    }

    private Appointment Appointment(Reading<Slot> slot, ResourceKey patient, ResourceReference? basedOn)
    {
        var appointment = new Appointment
        {
            Meta = new Meta { Profile = [NationalBase.Profiles + "cn-appointment"] },
            CreatedElement = ChinaTime.Write(call.Now),
            Participant = [new Appointment.ParticipantComponent { Actor = new ResourceReference(patient.ToString()), Status = ParticipationStatus.NeedsAction }],
        };
        if (basedOn is not null)
            appointment.BasedOn = [new ResourceReference(basedOn.Reference)];
        At(appointment, slot);
        return appointment;
    }
}
