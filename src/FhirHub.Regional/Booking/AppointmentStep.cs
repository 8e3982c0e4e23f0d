namespace FhirHub.Regional.Booking;

/// <summary>What happens to an appointment.</summary>
internal enum AppointmentStep
{
    Offer,
    Book,
    Expire,
    Reschedule,
    CheckIn,
    Cancel,
}
