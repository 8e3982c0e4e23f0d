namespace FhirHub.Samples.Province;

/// <summary>How many of a thousand residents have an appointment.</summary>
/// <param name="HospitalPerMille">At a hospital, by their community: signed ones.</param>
/// <param name="CommunityPerMille">In primary care.</param>
/// <param name="CancelledPerMille">Of a thousand appointments, how many are cancelled.</param>
public sealed record BookingLine(int HospitalPerMille, int CommunityPerMille, int CancelledPerMille);
