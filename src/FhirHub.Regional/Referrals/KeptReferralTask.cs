using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;
using FhirTask = Hl7.Fhir.Model.Task;

namespace FhirHub.Regional.Referrals;

/// <summary>The tasks of referrals and remote collaborations. One that has ended may be deleted; until then it stands for whose turn it is.</summary>
internal sealed class KeptReferralTask()
    : KeptType<FhirTask>(ReferralRules.Kept, "ServiceRequest/$submit-referral, or a step of the Task: $receive, $accept, $reject, $request-information, $provide-information, $schedule, $admit, $complete, $cancel")
{
    private const string Profile = "cn-referral-task";

    public override IReadOnlyList<string> Marks { get; } = ["referral-state", "referral-receiver", Profile];

    public override IReadOnlyList<KeptElement<FhirTask>> Elements { get; } =
    [
        new("status", t => [t.StatusElement]),
        new("businessStatus", t => [t.BusinessStatus]),
        new("statusReason", t => [t.StatusReason]),
        new("intent", t => [t.IntentElement]),
        new("code", t => [t.Code]),
        new("priority", t => [t.PriorityElement]),
        new("focus", t => [t.Focus]),
        new("for", t => [t.For]),
        new("encounter", t => [t.Encounter]),
        new("requester", t => [t.Requester]),
        new("owner", t => [t.Owner]),
        new("location", t => [t.Location]),
        new("authoredOn", t => [t.AuthoredOnElement]),
        new("executionPeriod", t => [t.ExecutionPeriod]),
        new("restriction", t => [t.Restriction]),
        new("input", t => t.Input),
        new("output", t => t.Output),
        KeptElement<FhirTask>.Extension(ReferralCodes.ReceiverUrl, t => t.Extension),
        KeptElement<FhirTask>.Extension(ReferralCodes.CoordinatorUrl, t => t.Extension),
        KeptElement<FhirTask>.Extension(ReferralCodes.EscalatedUrl, t => t.Extension),
        KeptElement<FhirTask>.Extension(ReferralCodes.PriorityUrl, t => t.Extension),
    ];

    public override bool Keeps(FhirTask resource) => ReferralStates.Find(resource.BusinessStatus) is not null && resource.GetExtension(ReferralCodes.ReceiverUrl) is not null;

    public override bool HasEnded(FhirTask resource) => ReferralStates.Find(resource.BusinessStatus) is { } state && !ReferralStates.IsOpen(state);

    protected override IEnumerable<string> MadeBy(FhirTask resource)
    {
        if (ReferralStates.Find(resource.BusinessStatus) is not null)
            yield return "businessStatus";
        if (resource.GetExtension(ReferralCodes.ReceiverUrl) is not null)
            yield return "extension('referral-receiver')";
        if (ReferralCodes.Claims(resource, Profile))
            yield return "meta.profile";
    }
}
