using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;
using AppointmentStatus = Hl7.Fhir.Model.Appointment.AppointmentStatus;

namespace FhirHub.Regional.Booking;

/// <summary><c>Appointment/$book</c>: books what is held, or a free source at once.</summary>
internal sealed class BookAppointment : IRegionalOperation
{
    public OperationSignature Signature { get; } = new("book-appointment", "Appointment", "book", OperationLevel.Type, AffectsState: true) { TraceEvent = "booking-step" };

    public IReadOnlyCollection<string> Turns(OperationCall call) => BookingTurns.Of(call);

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var desk = new BookingDesk(call, ledger);
        if (!call.Input.Has("appointment"))
        {
            var (slot, patient) = BookingTurns.Read(call);
            return new OperationAnswer().AddStored("return", await desk.TakeAsync(slot, patient, call.Input.Find<ResourceReference>("based-on"), holds: false, cancellationToken));
        }

        if (call.Input.Has("slot") || call.Input.Has("patient") || call.Input.Has("based-on"))
            throw Fault.Invalid("parameter-conflict", "Give either 'appointment', which was held, or 'slot' and 'patient'.", "请给出已占号的 'appointment'，或 'slot' 和 'patient'，二者取一。");
        var appointment = await ledger.GetAsync<Appointment>(call.Input.Get<ResourceReference>("appointment"), call.Input.PathOf("appointment"), cancellationToken);
        await ConfirmAsync(call, desk, ledger, appointment, cancellationToken);
        return new OperationAnswer().AddStored("return", appointment.Key);
    }

    private static async Task ConfirmAsync(OperationCall call, BookingDesk desk, Ledger ledger, Reading<Appointment> appointment, CancellationToken cancellationToken)
    {
        if (appointment.Resource.Status == AppointmentStatus.Booked)
            return;
        AppointmentStates.Require(appointment.Resource, AppointmentStep.Book);
        await AppointmentStates.RequireKnownAsync(appointment, AppointmentStep.Book, call, ledger, cancellationToken);
        if (desk.HasExpired(appointment.Resource))
            throw BookingRules.HoldExpired.Refuse(PolicySource.Default, ChinaTime.Write(BookingTerms.HoldExpires(appointment.Resource)!.Value));
        var slot = await ledger.GetAsync<Slot>(appointment.Resource.Slot.FirstOrDefault(), "Appointment.slot[0]", cancellationToken);
        await desk.ConfirmAsync(appointment, slot, cancellationToken);
    }
}
