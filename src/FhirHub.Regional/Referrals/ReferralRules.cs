using FhirHub.Regional.Rules;

namespace FhirHub.Regional.Referrals;

/// <summary>What the steps of a referral may be refused for.</summary>
internal static class ReferralRules
{
    public static readonly KeptRules Kept = KeptRules.Of("referral");

    public static readonly Rule State = new(
        "referral.state",
        "{0} cannot be taken: the referral is {1}.",
        "转诊状态为 {1}，不能办理 {0}。");

    public static readonly Rule NotYourTurn = new(
        "referral.not-your-turn",
        "{0} is taken by {1}, not by {2}.",
        "{0} 应由 {1} 办理，而不是 {2}。");

    public static readonly Rule NotAParty = new(
        "referral.not-a-party",
        "{0} neither requested nor receives this referral.",
        "{0} 既不是该转诊的申请机构，也不是接收机构。");

    public static readonly Rule NotAReferral = new(
        "referral.not-a-referral",
        "{0} is no task of a referral.",
        "{0} 不是转诊任务。");

    public static readonly Rule OtherPatient = new(
        "referral.other-patient",
        "{0} is about {1}, the referral about {2}.",
        "{0} 属于 {1}，而转诊患者是 {2}。");

    public static readonly Rule Coordinator = new(
        "referral.coordinator",
        "{0} names a coordinator for this patient: give one of its staff as 'coordinator'.",
        "{0} 应为该患者指定对接专人：请在 coordinator 中给出本机构人员。");

    public static readonly Rule CoordinatorElsewhere = new(
        "referral.coordinator-elsewhere",
        "{0} is not of the staff of {1}.",
        "{0} 不是 {1} 的人员。");

    public static readonly Rule Information = new(
        "referral.information",
        "Information is to be given, as 'document' or 'reference'.",
        "须补充资料：document 或 reference 至少一项。");

    public static readonly Rule Place = new(
        "referral.place",
        "A slot, an appointment or a bed is to be named: one of the three.",
        "须指明号源、预约、床位三者之一。");

    public static readonly Rule AppointmentNotBooked = new(
        "referral.appointment-not-booked",
        "{0} is {1}: a booked appointment is needed.",
        "{0} 的状态为 {1}，须为已预约。");

    public static readonly Rule AppointmentElsewhere = new(
        "referral.appointment-elsewhere",
        "{0} is not with {1}.",
        "{0} 不是 {1} 的预约。");

    public static readonly Rule AppointmentTaken = new(
        "referral.appointment-taken",
        "{0} belongs to another referral, {1}.",
        "{0} 已用于另一转诊 {1}。");

    public static readonly Rule BedTaken = new(
        "referral.bed-taken",
        "{0} is taken by another referral, {1}.",
        "{0} 已被另一转诊 {1} 占用。");

    public static readonly Rule BedUnusable = new(
        "referral.bed-unusable",
        "{0} cannot be used: it is {1}.",
        "{0} 不可用：{1}。");

    public static readonly Rule BedElsewhere = new(
        "referral.bed-elsewhere",
        "{0} is a bed of {1}, which does not pool its beds with {2}.",
        "{0} 是 {1} 的床位，未与 {2} 统一调配。");

    public static readonly Rule ScheduleFirst = new(
        "referral.schedule-first",
        "The referral is to be scheduled before the patient is admitted.",
        "接诊之前须先安排就诊或住院。");

    public static readonly Rule EncounterElsewhere = new(
        "referral.encounter-elsewhere",
        "{0} is not an encounter with {1}.",
        "{0} 不是 {1} 的就诊。");

    public static readonly Rule EncounterUnusable = new(
        "referral.encounter-unusable",
        "{0} is {1}: the patient cannot be admitted by it.",
        "{0} 的状态为 {1}，不能用于接诊。");

    public static readonly Rule Attending = new(
        "referral.attending",
        "Who admits the patient is to be named as 'practitioner': no coordinator is named either.",
        "须在 practitioner 中指明接诊医师：也未指定对接专人。");

    public static readonly Rule SummaryBack = new(
        "referral.summary-back",
        "A referral is completed with a discharge summary or a report.",
        "完成转诊须附出院小结或报告。");

    public static readonly Rule ReportBack = new(
        "referral.report-back",
        "A {0} is completed with the report that was asked for.",
        "完成 {0} 须返回报告。");

    public static readonly Rule Disposition = new(
        "referral.disposition",
        "The stay {0} ends with how the patient left, 'disposition'.",
        "住院 {0} 结束须写明离院方式 disposition。");

    public static readonly Rule Document = new(
        "referral.document",
        "'{0}' is a Composition, a DocumentReference or a document Bundle, not a {1}.",
        "{0} 须为 Composition、DocumentReference 或文档 Bundle，而不是 {1}。");

    public static readonly Rule NoRecord = new(
        "referral.no-record",
        "{0} is no referral that was submitted: there is no record of it.",
        "{0} 不是已提交的转诊，没有备案。");
}
