namespace FhirHub.Regional.Booking;

/// <summary>What upper hospitals reserve, as <c>booking.reservations</c> of a policy says.</summary>
/// <param name="For">Code of https://fhirhub.example/fhir/cn-base/CodeSystem/source-reservation.</param>
/// <param name="Kinds"><c>source</c>, <c>expert-source</c>, <c>bed</c>.</param>
/// <param name="Levels">Of the institutions that reserve; null for all.</param>
internal sealed record Reservation(string For, IReadOnlyList<string> Kinds, IReadOnlyList<string>? Levels = null)
{
    /// <summary>Whether it is about a doctor's sources, at an institution of that level.</summary>
    public bool Concerns(string? level, bool isExpert) =>
        (Levels is null || Levels.Contains(level)) && (Kinds.Contains("source") || (isExpert && Kinds.Contains("expert-source")));
}
