namespace FhirHub.Regional.Referrals;

/// <summary>What the deadlines of a referral depend on beside its state.</summary>
internal sealed record ReferralUrgency(bool IsUrgent, bool IsCollaboration);
