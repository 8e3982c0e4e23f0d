using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;
using AppointmentStatus = Hl7.Fhir.Model.Appointment.AppointmentStatus;

namespace FhirHub.Regional.Booking;

/// <summary>Ends a hold whose time is over, and gives its source back. Nobody calls it: <see cref="ExpiredHolds"/> does.</summary>
internal sealed class ReleaseHold : IRegionalOperation
{
    private const string Reasons = "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason";

    public OperationSignature Signature { get; } = new("release-hold", "Appointment", "release-hold", OperationLevel.Instance, AffectsState: true) { TraceEvent = "booking-step" };

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var desk = new BookingDesk(call, ledger);
        var appointment = await ledger.FindAsync<Appointment>(call.RequiredInstance, cancellationToken);
        // Booked or given back meanwhile.
        if (appointment is null || !desk.HasExpired(appointment.Resource))
            return new OperationAnswer();
        await desk.GiveBackAsync(appointment, cancellationToken);
        Expire(appointment);
        ledger.Update(appointment);
        await desk.TellAsync("hold-expired", appointment.Reference, appointment.Resource, cancellationToken);
        return new OperationAnswer();
    }

    /// <summary>What becomes of a hold that is over.</summary>
    public static void Expire(Reading<Appointment> appointment)
    {
        appointment.Resource.Status = AppointmentStatus.Cancelled;
        appointment.Resource.CancelationReason = new CodeableConcept(Reasons, "other") { Text = "占号到期 The hold expired" };
    }
}
