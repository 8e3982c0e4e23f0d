using FhirHub.Regional.HealthCards;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Booking;

/// <summary><c>Appointment/[id]/$reschedule</c>: moves an appointment to another source, and gives its own back; both or neither.</summary>
internal sealed class RescheduleAppointment : IRegionalOperation
{
    public OperationSignature Signature { get; } = new("reschedule-appointment", "Appointment", "reschedule", OperationLevel.Instance, AffectsState: true) { TraceEvent = "booking-step" };

    public IReadOnlyCollection<string> Turns(OperationCall call) => BookingTurns.Of(call);

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var desk = new BookingDesk(call, ledger);
        var appointment = await ledger.GetAsync<Appointment>(call.RequiredInstance, cancellationToken);
        var answer = new OperationAnswer().AddStored("return", appointment.Key);
        var slot = References.KeyOf(call.Input.Get<ResourceReference>("slot"), "Slot", call.Input.PathOf("slot"));
        AppointmentStates.Require(appointment.Resource, AppointmentStep.Reschedule);
        if (BookingTerms.SlotOf(appointment.Resource) == slot)
            return answer;
        await AppointmentStates.RequireKnownAsync(appointment, AppointmentStep.Reschedule, call, ledger, cancellationToken);
        if (desk.HasExpired(appointment.Resource))
            throw BookingRules.HoldExpired.Refuse(PolicySource.Default, ChinaTime.Write(BookingTerms.HoldExpires(appointment.Resource)!.Value));
        if (appointment.Resource.Start is { } start && start <= call.Now)
            throw BookingRules.Past.Refuse(PolicySource.Default, appointment.Key, ChinaTime.Write(start));
        // The patient's appointments of the new day are counted.
        await ledger.TurnAsync(BookingTurns.OfPatient(BookingTerms.RequiredPatientOf(appointment)), cancellationToken);
        await desk.MoveAsync(appointment, slot, cancellationToken);
        return answer;
    }
}
