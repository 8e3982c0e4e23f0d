namespace FhirHub.Regional.Referrals;

/// <summary>What can be done with a referral, an operation each.</summary>
internal enum ReferralStep
{
    Submit,
    Receive,
    Accept,
    Reject,
    RequestInformation,
    ProvideInformation,
    Schedule,
    Admit,
    Complete,
    Cancel,
}
