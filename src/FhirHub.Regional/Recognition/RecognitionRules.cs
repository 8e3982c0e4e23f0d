using FhirHub.Regional.Rules;

namespace FhirHub.Regional.Recognition;

/// <summary>
/// Why a result is not recognised, and what a call may be refused for. What follows <c>recognition.</c> is the outcome's code in
/// https://fhirhub.example/fhir/cn-base/CodeSystem/recognition-outcome; an outcome may have several texts.
/// </summary>
internal static class RecognitionRules
{
    public static readonly KeptRules Kept = KeptRules.Of("recognition");
    public static readonly Rule ShareOnly = new("recognition.share-only", "Results are shared here for reading, not recognised.", "本地区结果只共享查阅，不互认。");
    public static readonly Rule NotListed = new("recognition.not-listed", "{0} is not in the catalogue {1}.", "项目 {0} 不在互认目录 {1} 中。");
    public static readonly Rule NoResult = new("recognition.no-result", "There is no result of {0}.", "没有项目 {0} 的结果。");
    public static readonly Rule Preliminary = new("recognition.preliminary", "The report is '{0}', not final.", "报告状态为“{0}”，不是正式结果。");
    public static readonly Rule Expired = new("recognition.expired", "The result was valid for {0} days, until {1}.", "结果有效期 {0} 天，已于 {1} 到期。");
    public static readonly Rule LevelOutside = new("recognition.institution", "{0} does not take part: only institutions of these levels do: {1}.", "{0} 未参与互认：只限以下等级的机构：{1}。");
    public static readonly Rule OwnershipOutside = new("recognition.institution", "{0} does not take part: only institutions of this ownership do: {1}.", "{0} 未参与互认：只限以下所有制的机构：{1}。");
    public static readonly Rule NotOnTheList = new("recognition.institution", "{0} does not take part: it is not on the list {1}.", "{0} 未参与互认：不在名单 {1} 中。");
    public static readonly Rule NoQualityMark = new("recognition.no-quality-mark", "The report carries no mark HR.", "报告没有 HR 互认标识。");
    public static readonly Rule OutsideScope = new("recognition.outside-scope", "{0} and {1} share none of the scopes in which results are recognised: {2}.", "{0} 与 {1} 不在互认范围内：{2}。");
    public static readonly Rule MarkElsewhere = new("recognition.outside-scope", "The mark {0} does not reach {1}.", "互认标识 {0} 的范围不含 {1}。");
    public static readonly Rule OtherMethod = new("recognition.other-method", "The method is {0}; comparable are: {1}.", "方法为 {0}；可比的方法：{1}。");
    public static readonly Rule OtherUnit = new("recognition.other-unit", "The unit is {0}, which does not convert to {1}.", "单位为 {0}，不能换算为 {1}。");
    public static readonly Rule OtherRange = new("recognition.other-range", "The reference range is {0}; comparable are ranges within {1}.", "参考范围为 {0}；可比的参考范围须在 {1} 之内。");

    public static readonly Rule Encounter = new("recognition.encounter", "{0} is no encounter of {1}.", "{0} 不是 {1} 的就诊。");
    public static readonly Rule EncounterState = new("recognition.encounter", "{0} is '{1}'.", "{0} 的状态为“{1}”。");
    public static readonly Rule Requester = new("recognition.requester", "{0} calls, but {1} is to have decided.", "调用的是 {0}，而填写的决定机构为 {1}。");
    public static readonly Rule Recorded = new("recognition.recorded", "{0} is recorded as {1} in {2} already.", "{0} 在 {2} 已记录为 {1}。");
    public static readonly Rule Saved = new("recognition.saved", "What is saved is an amount in CNY, zero or more.", "节省的费用须为人民币金额，不小于零。");
    public static readonly Rule RefusalReason = new("recognition.refusal-reason", "'{0}' is no reason here; reasons are: {1}.", "“{0}”不是本地区可不予互认的原因；可用：{1}。");
    public static readonly Rule RefusalNote = new("recognition.refusal-note", "The reason '{0}' needs a note.", "原因为“{0}”时须填写说明。");
}
