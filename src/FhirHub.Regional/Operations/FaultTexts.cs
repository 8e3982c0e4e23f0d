using FhirHub.Engine.Errors;
using FhirHub.Engine.Validation.Messages;

namespace FhirHub.Regional.Operations;

/// <summary>Faults of calls in Chinese, beside the English in which they are thrown: what is wrong with parameters, headers, references. Rules have their own.</summary>
public static class FaultTexts
{
    private static readonly Phrase[] Sentences =
    [
        // Parameters.
        new("'{0}' is not a parameter of this operation. It takes: {1}.", "本操作没有参数“{0}”。可用参数：{1}。"),
        new("The parameter '{0}' is missing.", "缺少参数“{0}”。"),
        new("The parameter '{0}' may be given {1} times at most.", "参数“{0}”最多给出 {1} 次。"),
        new("'{0}' may be given {1} times at most.", "“{0}”最多给出 {1} 次。"),
        new("The parameter '{0}' is a {1}, which '{2}' is not.", "参数“{0}”的类型为 {1}，“{2}”不是。"),
        new("The parameter '{0}' is a {1}: send it in a Parameters resource.", "参数“{0}”的类型为 {1}，须放在 Parameters 资源中发送。"),
        new("The parameter '{0}' is a {1}, not a {2}.", "参数“{0}”的类型为 {1}，而不是 {2}。"),
        new("The parameter '{0}' has parts, not a {1}.", "参数“{0}”由 part 组成，而不是 {1}。"),
        new("The parameter '{0}' has one of value, resource and part (inv-1).", "参数“{0}”只能有 value、resource、part 三者之一（inv-1）。"),
        new("The parameter '{0}' says nothing.", "参数“{0}”没有内容。"),
        new("The parameter '{0}' is at least 1.", "参数“{0}”至少为 1。"),
        new("The code '{0}' cannot be checked: {1} is not known here.", "无法核对编码“{0}”：此处没有 {1}。"),
        new("'{0}' is no code of {1}.", "“{0}”不是 {1} 中的编码。"),
        new("The body is a {0}; this operation takes Parameters, or {1} alone.", "请求体是 {0}；本操作接受 Parameters，或单独的 {1}。"),
        new("The body is a {0}; this operation takes Parameters.", "请求体是 {0}；本操作接受 Parameters。"),
        new("A {0} is expected here, not a {1}.", "此处应为 {0}，而不是 {1}。"),
        new("{0} is called on a {1}: POST {2}.", "{0} 须针对 {1} 调用：POST {2}。"),
        new("_summary and _elements are for reads and searches; an operation answers whole.", "_summary 和 _elements 用于读取与检索；操作总是完整作答。"),

        // Headers, packs.
        new("{0} is called by an institution: name it in the header {1}, as Organization/[id].", "{0} 须由机构调用：请在请求头 {1} 中以 Organization/[id] 指明。"),
        new("{0} is of the form Organization/[id].", "{0} 的形式为 Organization/[id]。"),
        new("{0} is for servers without sign-in; here the sign-in names the institution.", "{0} 仅用于无登录的服务器；此处由登录指明机构。"),
        new("The header {0} has one value.", "请求头 {0} 只能有一个值。"),
        new("If-Match does not hold: {0} is at version {1}.", "If-Match 不成立：{0} 的当前版本为 {1}。"),
        new("If-Match is for operations that change the resource they are called on, and If-None-Match for none.", "If-Match 用于改变其所针对资源的操作；If-None-Match 不适用于操作。"),
        new("This Idempotency-Key belongs to another request, with another method, url or body. Nothing was changed.", "该 Idempotency-Key 属于另一请求（方法、地址或内容不同）。未作任何更改。"),
        new("A request with this Idempotency-Key is still in work.", "使用该 Idempotency-Key 的请求仍在处理。"),
        new("Idempotency-Key must be 1 to {0} visible ASCII characters.", "Idempotency-Key 须为 1 至 {0} 个可见 ASCII 字符。"),
        new("No pack '{0}' with a policy is installed. Installed: {1}.", "没有安装带政策的包“{0}”。已安装：{1}。"),
        new("The configured packs say what holds here, and {0}. Try again later.", "此处的规则由配置的包规定，而包尚未就绪。请稍后重试。"),
        new("This operation follows the policy of a pack, and none is installed. Name one in FhirHub:Packs, or use $install-pack.", "本操作遵循包的政策，而尚未安装任何包。请在 FhirHub:Packs 中指定，或使用 $install-pack。"),
        new("{0} is defined by a pack that is not installed: nothing here has the canonical {1}.", "{0} 由尚未安装的包定义：此处没有 {1}。"),
        new("The policy of the pack {0} gives {1} a value that it cannot have.", "{0} 包的政策为 {1} 给出了不允许的值。"),
        new("No installed pack that {0} builds on gives {1} a value.", "{0} 及其所依赖的已安装的包都没有给出 {1} 的值。"),

        // References and resources.
        new("A reference of the form {0} is expected, not '{1}'.", "此处应为 {0} 形式的引用，而不是“{1}”。"),
        new("A reference of the form {0} is expected.", "此处应为 {0} 形式的引用。"),
        new("{0}: {1} does not exist.", "{0}：{1} 不存在。"),
        new("{0}: {1} is not active.", "{0}：{1} 未启用。"),
        new("{0} does not exist any more: the merge cannot be undone.", "{0} 已不存在，无法撤销合并。"),
        new("{0} does not exist.", "{0} 不存在。"),
        new("{0} is not active.", "{0} 未启用。"),

        // Health cards.
        new("A card has a system and a value.", "卡须有 system 和 value。"),
        new("Give a code, or a card: one of the two.", "code 与 card 须给且只给其一。"),
        new("This call issues a card; others are bound by $bind-card.", "本操作只发卡；其他卡请用 $bind-card 绑定。"),
        new("Too little to find anybody by: give an identity document, a card, a phone number, or name and birth date.", "信息不足以查找：请给出身份证件、卡、电话，或姓名和出生日期。"),
        new("What is matched is a Patient.", "匹配的对象须为 Patient。"),
        new("Give {0}, or {1}.", "请给出 {0} 或 {1}。"),
        new("An identifier that names a record has a system and a value.", "用于指明记录的标识符须有 system 和 value。"),
        new("This server has no keys {0} in {1}, or in the file that its KeyFile names.", "本服务器在 {1}（或其 KeyFile 所指文件）中没有所需的密钥（{0}）。"),

        // Booking.
        new("'count' is {0} at most.", "“count”最大为 {0}。"),
        new("'near' is latitude|longitude|kilometres.", "“near”的形式为 纬度|经度|公里数。"),
        new("'end' is after 'start', and not past.", "“end”须晚于“start”，且不能已过去。"),
        new("session.day is one of {0}.", "session.day 须为 {0} 之一。"),
        new("A session ends after it starts, on the same day.", "出诊时段须在同一天内结束，且晚于开始。"),
        new("A source of {0} minutes does not go into a session of {1}.", "{0} 分钟的号源放不进 {1} 的时段。"),
        new("session.{0} is a time of the form 08:00:00.", "session.{0} 须为 08:00:00 形式的时间。"),
        new("The schedule has no planning horizon: give 'start' and 'end'.", "该排班没有计划期：请给出 start 和 end。"),
        new("The first day, {0}, is after the last, {1}.", "首日 {0} 晚于末日 {1}。"),
        new("'{0}' is no whole date.", "“{0}”不是完整日期。"),
        new("Give either 'appointment', which was held, or 'slot' and 'patient'.", "请给出已占的 appointment，或 slot 和 patient。"),

        // Referrals.
        new("From 'from' to 'to' are 1 to {0} months, not {1}.", "from 至 to 须为 1 至 {0} 个月，而不是 {1} 个月。"),
        new("'{0}' names a month, as YYYY-MM, or a day of it.", "“{0}”须为月份（YYYY-MM）或其中一天。"),
        new("On a ServiceRequest, 'referral' is not given: the ServiceRequest is the request.", "针对 ServiceRequest 调用时不给 referral：该 ServiceRequest 就是申请。"),
        new("The request says of which kind it is: a category of {0}.", "申请须写明种类：{0} 中的 category。"),
        new("The request names the institution that it goes to, as a performer: an Organization, or a PractitionerRole or HealthcareService of one.", "申请须在 performer 中指明接收机构：Organization，或其 PractitionerRole、HealthcareService。"),
        new("A request goes to one institution, not to {0}.", "申请只能提交给一家机构，而不是 {0}。"),
        new("The receiver is an Organization, or the PractitionerRole of a signed doctor in one, which '{0}' is not.", "接收方须为 Organization，或其签约医生的 PractitionerRole，“{0}”不是。"),
        new("'class' and 'practitioner' are for an encounter to make, not beside 'encounter'.", "class 和 practitioner 用于新建就诊，不能与 encounter 同时给出。"),

        // Recognition.
        new("The catalogue {0} gives {1} no {2} that can be used.", "目录 {0} 没有为 {1} 给出可用的 {2}。"),
        new("The policy names the catalogue {0}, which is not here.", "政策指定的目录 {0} 不在此处。"),
        new("There are more than {0} results of {1}: ask for less time.", "{1} 的结果超过 {0} 条：请缩短时间范围。"),
        new("'{0}' does not convert to {1}, the unit of {2}.", "“{0}”不能换算为 {2} 的单位 {1}。"),
        new("'end' is not before 'start'.", "“end”不能早于“start”。"),
        new("More than {0} results were recognised or refused then: ask for less time, or for some institutions.", "该期间互认或不予互认的结果超过 {0} 条：请缩短时间，或限定机构。"),
        new("'{0}' is a day: year, month and day.", "“{0}”须为完整日期（年月日）。"),
        new("Which institution orders? Neither ServiceRequest.requester nor the header {0} leads to one.", "由哪家机构开单？ServiceRequest.requester 和请求头 {0} 都没有指明。"),
        new("'{0}' leads to no institution, nor to a person who acts for one.", "“{0}”既不是机构，也不是代表机构的人员。"),
        new("The order has no code.", "医嘱没有编码。"),
        new("Called on a stored order, it takes no '{0}'.", "针对已存医嘱调用时不给“{0}”。"),
        new("The report has no code: name the item.", "报告没有编码：请指明项目。"),
        new("Each '{0}' has a code.", "每个“{0}”须有编码。"),
    ];

    /// <summary>A fault with its Chinese, where this folder or a capability has thrown it; another is left as it is.</summary>
    public static FhirException InBoth(FhirException fault) => new(fault.Kind, [.. fault.Issues.Select(InBoth)], fault.InnerException ?? fault) { RetryAfter = fault.RetryAfter };

    internal static string? ChineseOf(string english) => Sentences.Select(s => s.Translate(english, v => v)).FirstOrDefault(t => t is not null);

    private static Issue InBoth(Issue issue) => issue.Chinese is null && ChineseOf(issue.Diagnostics) is { } chinese ? issue with { Chinese = chinese } : issue;
}
