using FhirHub.Regional.Operations;
using FhirHub.Regional.Rules;
using Hl7.Fhir.Model;
using Hl7.Fhir.Utility;
using static Hl7.Fhir.Model.Appointment.AppointmentStatus;
using AppointmentStatus = Hl7.Fhir.Model.Appointment.AppointmentStatus;
using Line = FhirHub.Regional.Rules.Transition<Hl7.Fhir.Model.Appointment.AppointmentStatus, FhirHub.Regional.Booking.AppointmentStep, FhirHub.Regional.Booking.BookingParty>;

namespace FhirHub.Regional.Booking;

/// <summary>The states of an appointment, https://hl7.org/fhir/R4/valueset-appointmentstatus.html. Fulfilled and noshow are the institution's to write.</summary>
internal static class AppointmentStates
{
    public static StateTable<AppointmentStatus, AppointmentStep, BookingParty> Table { get; } = new(
        new Line(Waitlist, AppointmentStep.Offer, Pending, BookingParty.Server),
        new Line(Waitlist, AppointmentStep.Cancel, Cancelled, BookingParty.Caller),
        new Line(Waitlist, AppointmentStep.Expire, Cancelled, BookingParty.Server),
        new Line(Pending, AppointmentStep.Book, Booked, BookingParty.Caller),
        new Line(Pending, AppointmentStep.Reschedule, Pending, BookingParty.Caller),
        new Line(Pending, AppointmentStep.Cancel, Cancelled, BookingParty.Caller),
        new Line(Pending, AppointmentStep.Expire, Cancelled, BookingParty.Server),
        new Line(Booked, AppointmentStep.Reschedule, Booked, BookingParty.Caller),
        new Line(Booked, AppointmentStep.Cancel, Cancelled, BookingParty.Caller),
        new Line(Booked, AppointmentStep.CheckIn, CheckedIn, BookingParty.Caller));

    public static string Name(AppointmentStatus status) => EnumUtility.GetLiteral(status)!;

    /// <exception cref="FhirHub.Engine.Errors.FhirException">Conflict: the appointment is in a state in which the step is not possible.</exception>
    public static void Require(Appointment appointment, AppointmentStep step)
    {
        var now = appointment.Status!.Value;
        if (Table.Find(now, step) is null)
            throw BookingRules.State.Conflict(Name(now), Name(now), NameOf(step));
    }

    /// <summary>Several steps may be possible one after the other: who asked before the last one was taken did not know of it.</summary>
    /// <exception cref="FhirHub.Engine.Errors.FhirException">Conflict: the appointment has changed since the call was made.</exception>
    public static async Task RequireKnownAsync(Reading<Appointment> appointment, AppointmentStep step, OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        string now = Name(appointment.Resource.Status!.Value);
        if (await ledger.IsNewsAsync(appointment, call, a => (a.Status, a.Slot.FirstOrDefault()?.Reference), cancellationToken))
            throw BookingRules.State.Conflict(now, now, NameOf(step));
    }

    public static string NameOf(AppointmentStep step) => step switch
    {
        AppointmentStep.CheckIn => "check-in",
        _ => step.ToString().ToLowerInvariant(),
    };
}
