namespace FhirHub.Regional.Booking;

/// <summary>What upper hospitals reserve, as <c>booking.reservations</c> of a policy says.</summary>
/// <param name="For">Code of https://fhirhub.example/fhir/cn-base/CodeSystem/source-reservation.</param>
/// <param name="Kinds"><c>source</c>, <c>expert-source</c>, <c>bed</c>.</param>
internal sealed record Reservation(string For, IReadOnlyList<string> Kinds)
{
    /// <summary>Whether it is about a doctor's sources.</summary>
    public bool Concerns(bool isExpert) => Kinds.Contains("source") || (isExpert && Kinds.Contains("expert-source"));
}
