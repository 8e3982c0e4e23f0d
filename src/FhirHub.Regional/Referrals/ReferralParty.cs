namespace FhirHub.Regional.Referrals;

/// <summary>Who takes a step.</summary>
internal enum ReferralParty
{
    Requester,
    Receiver,
    Either,
}
