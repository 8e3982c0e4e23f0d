namespace FhirHub.Regional.Referrals;

/// <summary>States of a referral, https://fhirhub.example/fhir/cn-base/CodeSystem/referral-state. A draft is a ServiceRequest without a Task yet.</summary>
internal enum ReferralState
{
    Draft,
    Requested,
    Received,
    Accepted,
    Rejected,
    InfoRequested,
    Scheduled,
    Admitted,
    Completed,
    Cancelled,
}
