namespace FhirHub.Regional.Booking;

/// <summary>A time of a day for which a template asks for sources.</summary>
/// <param name="Start">Its beginning.</param>
/// <param name="End">Its end.</param>
/// <param name="Capacity">How many sources.</param>
internal sealed record PlannedTime(DateTimeOffset Start, DateTimeOffset End, int Capacity);
