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
    public static readonly Rule Ambiguous = new("recognition.not-listed", "{0} means several items of the catalogue: {1}. Ask for one of them.", "项目 {0} 对应互认目录中的多个项目：{1}。请指明其中一个。");
    public static readonly Rule Faulty = new("recognition.not-listed", "The catalogue {1} gives {0} a '{2}' that it cannot have.", "互认目录 {1} 中项目 {0} 的属性“{2}”无效。");
    public static readonly Rule NoResult = new("recognition.no-result", "There is no result of {0}.", "没有项目 {0} 的结果。");
    public static readonly Rule OtherItem = new("recognition.no-result", "{0} has no result of {1}.", "{0} 没有项目 {1} 的结果。");
    public static readonly Rule NotYet = new("recognition.no-result", "The result is of {0}, after {1}.", "结果的时间为 {0}，晚于 {1}。");
    public static readonly Rule Preliminary = new("recognition.preliminary", "The report is '{0}', not final.", "报告状态为“{0}”，不是正式结果。");
    public static readonly Rule OpenResult = new("recognition.preliminary", "A result of the report is '{0}', not final.", "报告中有结果的状态为“{0}”，不是正式结果。");
    public static readonly Rule NoTime = new("recognition.expired", "The report does not say of when the result is, so its {0} days cannot be counted.", "报告没有注明结果的时间，无法计算 {0} 天有效期。");
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
    public static readonly Rule EncounterElsewhere = new("recognition.encounter", "{0} is an encounter of {1}, not of {2}.", "{0} 是 {1} 的就诊，不是 {2} 的就诊。");
    public static readonly Rule EncounterOver = new("recognition.encounter", "{0} ended on {1}, before the result of {2}.", "{0} 已于 {1} 结束，早于结果的时间 {2}。");
    public static readonly Rule RequesterInactive = new("recognition.requester", "{0} is not active.", "{0} 已停用。");
    public static readonly Rule RequesterStaff = new("recognition.requester", "{0} is not of the staff of {1} now.", "{0} 目前不是 {1} 的工作人员。");
    public static readonly Rule Requester = new("recognition.requester", "{0} calls, but {1} is to have decided.", "调用的是 {0}，而填写的决定机构为 {1}。");
    public static readonly Rule RecordedUsed = new("recognition.recorded", "{0} of {1} is recorded as recognised in {2} already, by {3}, with {4} yuan saved.", "{1} 的项目 {0} 在 {2} 已由 {3} 记录为互认，节省 {4} 元。");
    public static readonly Rule RecordedRefused = new("recognition.recorded", "{0} of {1} is recorded as refused in {2} already, by {3}, for '{4}'.", "{1} 的项目 {0} 在 {2} 已由 {3} 记录为不予互认，原因为“{4}”。");
    public static readonly Rule Saved = new("recognition.saved", "What is saved is an amount in CNY from 0 to {0}, with two decimals at most.", "节省的费用须为人民币金额，0 至 {0} 元，最多两位小数。");
    public static readonly Rule RefusalReason = new("recognition.refusal-reason", "'{0}' is no reason here; reasons are: {1}.", "“{0}”不是本地区可不予互认的原因；可用：{1}。");
    public static readonly Rule RefusalNote = new("recognition.refusal-note", "The reason '{0}' needs a note.", "原因为“{0}”时须填写说明。");
}
