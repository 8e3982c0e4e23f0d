namespace FhirHub.Regional.Booking;

/// <summary>Who takes a step.</summary>
internal enum BookingParty
{
    /// <summary>The patient, or an institution for the patient.</summary>
    Caller,

    /// <summary>The server, when a time is over or a source comes back.</summary>
    Server,
}
