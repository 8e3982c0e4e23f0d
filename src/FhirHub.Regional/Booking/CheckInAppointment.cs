using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;
using AppointmentStatus = Hl7.Fhir.Model.Appointment.AppointmentStatus;

namespace FhirHub.Regional.Booking;

/// <summary><c>Appointment/[id]/$check-in</c>: the patient is there, and gets the next number of the schedule's day.</summary>
internal sealed class CheckInAppointment : IRegionalOperation
{
    public OperationSignature Signature { get; } = new("check-in-appointment", "Appointment", "check-in", OperationLevel.Instance, AffectsState: true) { TraceEvent = "booking-step" };

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var appointment = await ledger.GetAsync<Appointment>(call.RequiredInstance, cancellationToken);
        if (appointment.Resource.Status != AppointmentStatus.CheckedIn)
            await CheckInAsync(call, ledger, appointment, cancellationToken);
        return new OperationAnswer()
            .AddStored("appointment", appointment.Key)
            .Add("queue-number", BookingTerms.QueueNumber(appointment.Resource) is { } number ? new PositiveInt(number) : null);
    }

    private static async Task CheckInAsync(OperationCall call, Ledger ledger, Reading<Appointment> appointment, CancellationToken cancellationToken)
    {
        AppointmentStates.Require(appointment.Resource, AppointmentStep.CheckIn);
        AppointmentStates.RequireKnown(appointment, AppointmentStep.CheckIn, call, ledger);
        var slot = await ledger.GetAsync<Slot>(appointment.Resource.Slot.FirstOrDefault(), "Appointment.slot[0]", cancellationToken);
        var policy = call.Governance.Of(BookingTerms.DivisionOf(slot.Resource));
        var patient = await ledger.GetAsync<Patient>(BookingTerms.PatientOf(appointment.Resource)!.Value, cancellationToken);
        CheckTime(call, appointment.Resource.Start!.Value, policy);
        if (call.Input.Find<Identifier>("card") is { } card && !patient.Resource.Identifier.Exists(i => i.System == card.System && i.Value == card.Value))
            throw BookingRules.CardOfAnother.Refuse(PolicySource.Default);
        var queue = await VisitQueue.OfAsync(appointment.Resource, slot.Resource, ledger, cancellationToken);
        await ledger.TurnAsync(queue.Turn, cancellationToken);
        BookingTerms.SetQueueNumber(appointment.Resource, queue.Next);
        appointment.Resource.Status = AppointmentStatus.CheckedIn;
        ledger.Update(appointment);
        new BookingDesk(call, ledger).Tell("checked-in", appointment.Reference, patient.Key, policy);
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
