using FhirHub.Regional.HealthCards;
using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Booking;

/// <summary><c>Appointment/$hold</c>: keeps a source for a patient for a while.</summary>
internal sealed class HoldAppointment : IRegionalOperation
{
    public static readonly OperationSignature Called = new("hold-appointment", "Appointment", "hold", OperationLevel.Type, AffectsState: true) { TraceEvent = "booking-step" };

    public OperationSignature Signature => Called;

    public IReadOnlyCollection<string> Turns(OperationCall call) => BookingTurns.Of(call);

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var (slot, patient) = BookingTurns.Read(call);
        var appointment = await new BookingDesk(call, ledger).TakeAsync(slot, patient, call.Input.Find<ResourceReference>("based-on"), holds: true, cancellationToken);
        return new OperationAnswer().AddStored("return", appointment);
    }
}
