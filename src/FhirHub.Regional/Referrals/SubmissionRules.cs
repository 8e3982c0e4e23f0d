using FhirHub.Regional.Rules;

namespace FhirHub.Regional.Referrals;

/// <summary>What a request may be refused for when it is submitted.</summary>
internal static class SubmissionRules
{
    public static readonly Rule Collaboration = new(
        "referral.collaboration",
        "'{0}' is none of the collaborations here: {1}.",
        "“{0}”不是本地开展的协作：{1}。");

    public static readonly Rule Receiver = new(
        "referral.receiver",
        "A request goes to another institution, not to {0} itself.",
        "申请须提交给其他机构，而不是 {0} 自身。");

    public static readonly Rule Direction = new(
        "referral.direction",
        "From {0} to {1} a referral goes {2}, not {3}.",
        "从 {0} 转往 {1} 的方向是 {2}，而不是 {3}。");

    public static readonly Rule DirectionMissing = new(
        "referral.direction-missing",
        "{0} or {1} has no level: the request says its direction itself.",
        "{0} 或 {1} 未定级：申请须自行写明转诊方向。");

    public static readonly Rule DownByReferDown = new(
        "referral.down-by-refer-down",
        "A referral down is made by the treating hospital with ServiceRequest/$refer-down.",
        "下转由治疗医院用 ServiceRequest/$refer-down 办理。");

    public static readonly Rule CommunityFirst = new(
        "referral.community-first",
        "The first visit is at an institution of primary care: {0} is none, and the patient had no visit there in the last {1} days.",
        "须社区首诊：{0} 不是基层医疗卫生机构，患者最近 {1} 天内也没有基层就诊。");

    public static readonly Rule StepByStep = new(
        "referral.step-by-step",
        "A referral goes level by level: from {0} not to {1} at once.",
        "须逐级转诊：不能从 {0} 直接转往 {1}。");

    public static readonly Rule Reason = new(
        "referral.reason",
        "The reason '{0}' is none of those for a referral {1}: {2}.",
        "原因“{0}”不在方向 {1} 的转诊原因之内：{2}。");

    public static readonly Rule Diagnosis = new(
        "referral.diagnosis",
        "A referral up gives its diagnosis, as reasonCode or reasonReference.",
        "上转须写明诊断（reasonCode 或 reasonReference）。");

    public static readonly Rule Summary = new(
        "referral.summary",
        "A referral up carries a clinical summary, as 'summary' or in supportingInfo.",
        "上转须附病情摘要（summary 或 supportingInfo）。");

    public static readonly Rule Consent = new(
        "referral.consent",
        "The consent of the patient is needed, as 'consent' or in supportingInfo, and active.",
        "须有患者知情同意（consent 或 supportingInfo），且有效。");

    public static readonly Rule PatientChoice = new(
        "referral.patient-choice",
        "The choice of the patient is recorded: extension patient-choice.",
        "须记录患者自主选择（扩展 patient-choice）。");

    public static readonly Rule ExpertRecommendation = new(
        "referral.expert-recommendation",
        "The recommendation of an expert is recorded: extension expert-recommendation.",
        "须记录专家推荐（扩展 expert-recommendation）。");

    public static readonly Rule Priority = new(
        "referral.priority",
        "The priority '{0}' is none of those that referred patients have here: {1}.",
        "优先待遇“{0}”不在本地转诊患者的优先待遇之内：{1}。");

    public static readonly Rule PriorityUnearned = new(
        "referral.priority-unearned",
        "The priority '{0}' is for who is referred up by the rules: level by level, or urgently.",
        "优先待遇“{0}”只给按规定上转的患者：逐级转诊，或急危重症。");

    public static readonly Rule ChoiceDiffers = new(
        "referral.choice-differs",
        "The patient chose {0}, and the request goes to {1}.",
        "患者选择的是 {0}，而申请提交给 {1}。");

    public static readonly Rule Requester = new(
        "referral.requester",
        "The request is made by {0}: that is who submits it, not {1}.",
        "申请由 {0} 提出，应由其提交，而不是 {1}。");

    public static readonly Rule Kind = new(
        "referral.kind",
        "The request says of which kind it is, and of one alone: a category of {0}.",
        "申请须写明类型，且只有一种：{0} 中的一个 category。");

    public static readonly Rule DoNotPerform = new(
        "referral.do-not-perform",
        "The request says doNotPerform: nothing is asked for.",
        "申请标明 doNotPerform，即要求不做，不能提交。");

    public static readonly Rule Intent = new(
        "referral.intent",
        "A request that is submitted is an order, not a {0}.",
        "提交的申请 intent 须为 order，而不是 {0}。");

    public static readonly Rule Patient = new(
        "referral.patient",
        "{0} is deceased, or its record is not in use any more.",
        "{0} 已登记为死亡，或其档案已停用。");

    public static readonly Rule ReceiverMissing = new(
        "referral.receiver-missing",
        "The request names the institution that it goes to, as a performer: an Organization, or a PractitionerRole or HealthcareService of one that is active.",
        "申请须在 performer 中写明接收机构：Organization，或其在用的 PractitionerRole、HealthcareService。");

    public static readonly Rule Receivers = new(
        "referral.receivers",
        "A request goes to one institution, not to several: {0}.",
        "申请只能提交给一个机构，而不是多个：{0}。");

    public static readonly Rule ReceiverUnknown = new(
        "referral.receiver-unknown",
        "The receiver is an Organization, or the PractitionerRole of a signed doctor who works in one now, which '{0}' is not.",
        "接收方须为 Organization，或在职签约医生的 PractitionerRole，而“{0}”不是。");

    public static readonly Rule NumberTaken = new(
        "referral.number-taken",
        "The number {0} belongs to another referral.",
        "编号 {0} 已用于另一转诊。");

    public static readonly Rule NotADraft = new(
        "referral.not-a-draft",
        "{0} is {1}: a draft is submitted.",
        "{0} 的状态为 {1}，只能提交草稿。");

    public static readonly Rule TreatingHospital = new(
        "referral.treating-hospital",
        "{0} was with {1}: that is who refers down, not {2}.",
        "{0} 的治疗机构是 {1}，应由其下转，而不是 {2}。");

    public static readonly Rule TreatmentEnded = new(
        "referral.treatment-ended",
        "A patient is referred down when the treatment has ended: {0} is {1}.",
        "阶段性治疗完成后方可下转：{0} 的状态为 {1}。");

    public static readonly Rule Plan = new(
        "referral.plan",
        "A referral down carries the plan of further treatment and rehabilitation.",
        "下转须附后续治疗与康复方案。");

    public static readonly Rule AlreadyReferred = new(
        "referral.already-referred",
        "After {0} the patient has been referred to another institution, {1}.",
        "{0} 之后患者已转往其他机构 {1}。");
}
