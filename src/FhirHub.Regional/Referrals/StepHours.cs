namespace FhirHub.Regional.Referrals;

/// <summary>The parameter <c>referral.stepHours</c>: hours for each step; null for no deadline.</summary>
internal sealed record StepHours(int? Information, int? Schedule, int? Admission, int? Completion);
