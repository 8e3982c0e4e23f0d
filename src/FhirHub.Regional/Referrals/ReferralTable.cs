using FhirHub.Regional.Rules;
using Line = FhirHub.Regional.Rules.Transition<FhirHub.Regional.Referrals.ReferralState, FhirHub.Regional.Referrals.ReferralStep, FhirHub.Regional.Referrals.ReferralParty>;
using Table = FhirHub.Regional.Rules.StateTable<FhirHub.Regional.Referrals.ReferralState, FhirHub.Regional.Referrals.ReferralStep, FhirHub.Regional.Referrals.ReferralParty>;

namespace FhirHub.Regional.Referrals;

/// <summary>Every step that a referral can take, and whose it is. What is not here cannot happen.</summary>
internal static class ReferralTable
{
    private static readonly Line[] Common =
    [
        new(ReferralState.Draft, ReferralStep.Submit, ReferralState.Requested, ReferralParty.Requester),
        new(ReferralState.Requested, ReferralStep.Receive, ReferralState.Received, ReferralParty.Receiver),
        new(ReferralState.Requested, ReferralStep.Accept, ReferralState.Accepted, ReferralParty.Receiver),
        new(ReferralState.Requested, ReferralStep.Reject, ReferralState.Rejected, ReferralParty.Receiver),
        new(ReferralState.Requested, ReferralStep.RequestInformation, ReferralState.InfoRequested, ReferralParty.Receiver),
        new(ReferralState.Requested, ReferralStep.Cancel, ReferralState.Cancelled, ReferralParty.Requester),
        new(ReferralState.Received, ReferralStep.Accept, ReferralState.Accepted, ReferralParty.Receiver),
        new(ReferralState.Received, ReferralStep.Reject, ReferralState.Rejected, ReferralParty.Receiver),
        new(ReferralState.Received, ReferralStep.RequestInformation, ReferralState.InfoRequested, ReferralParty.Receiver),
        new(ReferralState.Received, ReferralStep.Cancel, ReferralState.Cancelled, ReferralParty.Requester),
        new(ReferralState.InfoRequested, ReferralStep.ProvideInformation, ReferralState.Received, ReferralParty.Requester),
        new(ReferralState.InfoRequested, ReferralStep.Cancel, ReferralState.Cancelled, ReferralParty.Requester),
        new(ReferralState.Accepted, ReferralStep.Schedule, ReferralState.Scheduled, ReferralParty.Receiver),
        new(ReferralState.Accepted, ReferralStep.Admit, ReferralState.Admitted, ReferralParty.Receiver),
        new(ReferralState.Accepted, ReferralStep.Cancel, ReferralState.Cancelled, ReferralParty.Either),
        new(ReferralState.Scheduled, ReferralStep.Schedule, ReferralState.Scheduled, ReferralParty.Receiver),
        new(ReferralState.Scheduled, ReferralStep.Admit, ReferralState.Admitted, ReferralParty.Receiver),
        new(ReferralState.Scheduled, ReferralStep.Cancel, ReferralState.Cancelled, ReferralParty.Either),
        new(ReferralState.Admitted, ReferralStep.Complete, ReferralState.Completed, ReferralParty.Receiver),
    ];

    /// <summary>Of patients who are referred.</summary>
    public static Table Referral { get; } = new(Common);

    /// <summary>Of remote collaborations: the report may come back without anybody being admitted.</summary>
    public static Table Collaboration { get; } = new(
    [
        .. Common,
        new(ReferralState.Accepted, ReferralStep.Complete, ReferralState.Completed, ReferralParty.Receiver),
        new(ReferralState.Scheduled, ReferralStep.Complete, ReferralState.Completed, ReferralParty.Receiver),
    ]);

    /// <summary>The table of a kind.</summary>
    /// <param name="kind">Code of https://fhirhub.example/fhir/cn-base/CodeSystem/collaboration-kind.</param>
    public static Table Of(string kind) => kind == ReferralCodes.Referral ? Referral : Collaboration;
}
