namespace FhirHub.Regional.Referrals;

/// <summary>The parameter <c>referral.coordinator</c>.</summary>
/// <param name="Levels">Of the institutions that name one.</param>
/// <param name="Patients"><c>all</c> or <c>signed</c>.</param>
internal sealed record CoordinatorPolicy(IReadOnlyList<string?> Levels, string Patients);
