namespace FhirHub.Regional.Booking;

/// <summary>A source that a template asks for, and that is not there yet.</summary>
/// <param name="Start">Its beginning.</param>
/// <param name="End">Its end.</param>
/// <param name="Index">Which of those of the same time, from 0: one that none of them has.</param>
/// <param name="ReservedFor">Code of whom it is reserved for; null for nobody.</param>
internal sealed record PlannedSource(DateTimeOffset Start, DateTimeOffset End, int Index, string? ReservedFor);
