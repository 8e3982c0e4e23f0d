using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Referrals;

/// <summary>Requests that were submitted. A draft is its author's to write; what was submitted is what others decide on.</summary>
internal sealed class KeptReferralRequest()
    : KeptType<ServiceRequest>(ReferralRules.Kept, "ServiceRequest/$submit-referral or $refer-down, or a step of its Task: $provide-information, $complete, $cancel")
{
    private const string Profile = "cn-referral";

    public override IReadOnlyList<string> Marks { get; } = [Profile];

    public override IReadOnlyList<KeptElement<ServiceRequest>> Elements { get; } =
    [
        new("status", r => [r.StatusElement]),
        new("intent", r => [r.IntentElement]),
        new("category", r => r.Category),
        new("priority", r => [r.PriorityElement]),
        new("code", r => [r.Code]),
        new("subject", r => [r.Subject]),
        new("encounter", r => [r.Encounter]),
        new("authoredOn", r => [r.AuthoredOnElement]),
        new("requester", r => [r.Requester]),
        new("performer", r => r.Performer),
        new("performerType", r => [r.PerformerType]),
        new("reasonCode", r => r.ReasonCode),
        new("reasonReference", r => r.ReasonReference),
        new("supportingInfo", r => r.SupportingInfo),
        new("identifier", r => r.Identifier.Where(i => i.System == ReferralCodes.Numbers)),
        KeptElement<ServiceRequest>.Extension(ReferralCodes.DirectionUrl, r => r.Extension),
        KeptElement<ServiceRequest>.Extension(ReferralCodes.PriorityUrl, r => r.Extension),
        KeptElement<ServiceRequest>.Extension(ReferralCodes.ChoiceUrl, r => r.Extension),
        KeptElement<ServiceRequest>.Extension(ReferralCodes.RecommendationUrl, r => r.Extension),
        KeptElement<ServiceRequest>.Extension(ReferralCodes.LevelByLevelUrl, r => r.Extension),
    ];

    public override bool Keeps(ServiceRequest resource) => ReferralCodes.KindOf(resource) is not null && resource.Status != RequestStatus.Draft;

    public override bool HasEnded(ServiceRequest resource) => resource.Status is RequestStatus.Revoked or RequestStatus.Completed;

    /// <summary>A referral beyond its draft says that it was submitted.</summary>
    protected override IEnumerable<string> MadeBy(ServiceRequest resource) =>
        ReferralCodes.Claims(resource, Profile) && resource.Status != RequestStatus.Draft ? ["status"] : [];
}
