using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;
using AppointmentStatus = Hl7.Fhir.Model.Appointment.AppointmentStatus;

namespace FhirHub.Regional.Booking;

/// <summary><c>Appointment/[id]/$cancel</c>: its source is free again, or offered to who waits for it.</summary>
internal sealed class CancelAppointment : IRegionalOperation
{
    public OperationSignature Signature { get; } = new("cancel-appointment", "Appointment", "cancel", OperationLevel.Instance, AffectsState: true) { TraceEvent = "booking-step" };

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var desk = new BookingDesk(call, ledger);
        var appointment = await ledger.GetAsync<Appointment>(call.RequiredInstance, cancellationToken);
        var answer = new OperationAnswer().AddStored("return", appointment.Key);
        if (appointment.Resource.Status == AppointmentStatus.Cancelled)
            return answer;
        AppointmentStates.Require(appointment.Resource, AppointmentStep.Cancel);
        await AppointmentStates.RequireKnownAsync(appointment, AppointmentStep.Cancel, call, ledger, cancellationToken);
        if (appointment.Resource.Start is { } start && start <= call.Now)
            throw BookingRules.Past.Refuse(PolicySource.Default, appointment.Key, ChinaTime.Write(start));
        await desk.GiveBackAsync(appointment, cancellationToken);
        appointment.Resource.Status = AppointmentStatus.Cancelled;
        appointment.Resource.CancelationReason = call.Input.Get<CodeableConcept>("reason");
        BookingTerms.SetHoldExpires(appointment.Resource, null);
        ledger.Update(appointment);
        await desk.TellAsync("cancelled", appointment.Reference, appointment.Resource, cancellationToken);
        return answer;
    }
}
