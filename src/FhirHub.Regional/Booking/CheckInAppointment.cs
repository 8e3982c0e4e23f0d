using FhirHub.Regional.HealthCards;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;
using AppointmentStatus = Hl7.Fhir.Model.Appointment.AppointmentStatus;

namespace FhirHub.Regional.Booking;

/// <summary><c>Appointment/[id]/$check-in</c>: the patient is there, and gets the next number of the schedule's day.</summary>
internal sealed class CheckInAppointment(IdentifierSystems systems) : IRegionalOperation
{
    private const string Step = "check-in";

    public OperationSignature Signature { get; } = new("check-in-appointment", "Appointment", Step, OperationLevel.Instance, AffectsState: true) { TraceEvent = "booking-step" };

    // Who checks in at one schedule on one day takes turns from the beginning: all want the next number.
    public async Task<IReadOnlyCollection<string>> TurnsAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var appointment = await ledger.FindAsync<Appointment>(call.RequiredInstance, cancellationToken);
        return appointment?.Resource is { Status: AppointmentStatus.Booked } booked
            && BookingTerms.SlotOf(booked) is { Type: "Slot" } key
            && await ledger.FindAsync<Slot>(key, cancellationToken) is { } slot
            ? [VisitQueue.TurnOf(booked, slot.Resource)]
            : [];
    }

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var appointment = await ledger.GetAsync<Appointment>(call.RequiredInstance, cancellationToken);
        if (appointment.Resource.Status != AppointmentStatus.CheckedIn)
            await CheckInAsync(call, ledger, appointment, cancellationToken);
        return new OperationAnswer()
            .AddStored("appointment", appointment.Key)
            .Add("queue-number", BookingTerms.QueueNumber(appointment.Resource) is { } number ? new PositiveInt(number) : null);
    }

    private async Task CheckInAsync(OperationCall call, Ledger ledger, Reading<Appointment> appointment, CancellationToken cancellationToken)
    {
        AppointmentStates.Require(appointment.Resource, AppointmentStep.CheckIn);
        await AppointmentStates.RequireKnownAsync(appointment, AppointmentStep.CheckIn, call, ledger, cancellationToken);
        var slot = await ledger.GetAsync<Slot>(appointment.Resource.Slot.FirstOrDefault(), "Appointment.slot[0]", cancellationToken);
        var policy = call.Governance.Of(BookingTerms.DivisionOf(slot.Resource));
        var patient = await ledger.GetAsync<Patient>(BookingTerms.RequiredPatientOf(appointment), cancellationToken);
        CheckTime(call, appointment.Resource.Start!.Value, policy);
        if (call.Input.Has("card"))
            CheckCard(call, patient, policy);
        await ledger.TurnAsync(VisitQueue.TurnOf(appointment.Resource, slot.Resource), cancellationToken);
        var queue = await VisitQueue.OfAsync(appointment.Resource, slot.Resource, ledger, cancellationToken);
        BookingTerms.SetQueueNumber(appointment.Resource, queue.Next);
        appointment.Resource.Status = AppointmentStatus.CheckedIn;
        ledger.Update(appointment);
        await new BookingDesk(call, ledger).TellAsync("checked-in", appointment.Reference, appointment.Resource, cancellationToken);
    }

    /// <summary>The card is the patient's, and serves for checking in, as when an institution reads it.</summary>
    private void CheckCard(OperationCall call, Reading<Patient> patient, Policy policy)
    {
        string today = CardHolder.Day(call.Now);
        var found = PresentedCard.Of(CardInput.Require(call), patient, policy, systems) ?? throw BookingRules.CardOfAnother.Refuse(PolicySource.Default);
        CardUse.Require(CardUse.Of(policy, found, today), found, Step, today);
    }

    private static void CheckTime(OperationCall call, DateTimeOffset start, Policy policy)
    {
        var before = policy.Get<int>("booking", "checkInMinutesBefore");
        var after = policy.Get<int>("booking", "checkInMinutesAfter");
        var (from, until) = (start.AddMinutes(-before.Value), start.AddMinutes(after.Value));
        if (call.Now < from || call.Now > until)
            throw BookingRules.CheckInTime.Refuse(call.Now < from ? before.Source : after.Source, ChinaTime.Write(from), ChinaTime.Write(until));
    }
}
