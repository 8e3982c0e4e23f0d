namespace FhirHub.EndToEndTests.Regional.Referrals;

/// <summary>A patient, who refers and who receives: what most tests of referrals begin with.</summary>
/// <param name="Patient">Reference.</param>
/// <param name="From">The requesting institution.</param>
/// <param name="To">The receiving institution.</param>
internal sealed record ReferralScene(string Patient, string From, string To);
