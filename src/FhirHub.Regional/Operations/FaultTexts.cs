using FhirHub.Engine.Errors;
using FhirHub.Engine.Validation.Messages;

namespace FhirHub.Regional.Operations;

/// <summary>The Chinese of faults of calls that do not bring it along: those that the engine and the server throw as well, and some of the capabilities.</summary>
public static class FaultTexts
{
    private static readonly Phrase[] Sentences =
    [
        // Parameters.
        new("'{0}' may be given {1} times at most.", "“{0}”最多给出 {1} 次。"),
        new("The parameter '{0}' has parts, not a {1}.", "参数“{0}”由 part 组成，而不是 {1}。"),
        new("_summary and _elements are for reads and searches; an operation answers whole.", "_summary 和 _elements 用于读取与检索；操作总是完整作答。"),

        // Headers, packs.
        new("If-Match does not hold: {0} is at version {1}.", "If-Match 不成立：{0} 的当前版本为 {1}。"),
        new("If-Match is for operations that change the resource they are called on, and If-None-Match for none.", "If-Match 用于改变其所针对资源的操作；If-None-Match 不适用于操作。"),
        new("This Idempotency-Key belongs to another request, with another method, url or body. Nothing was changed.", "该 Idempotency-Key 属于另一请求（方法、地址或内容不同）。未作任何更改。"),
        new("A request with this Idempotency-Key is still in work.", "使用该 Idempotency-Key 的请求仍在处理。"),
        new("Idempotency-Key must be 1 to {0} visible ASCII characters.", "Idempotency-Key 须为 1 至 {0} 个可见 ASCII 字符。"),
        new("The configured packs say what holds here, and {0}. Try again later.", "此处的规则由配置的包规定，而包尚未就绪。请稍后重试。"),

        // References and resources.
        new("{0} does not exist.", "{0} 不存在。"),
        new("{0} is not active.", "{0} 未启用。"),

        // Booking.
        new("'count' is {0} at most.", "“count”最大为 {0}。"),
        new("'near' is latitude|longitude|kilometres.", "“near”的形式为 纬度|经度|公里数。"),
        new("session.day is one of {0}.", "session.day 须为 {0} 之一。"),
        new("A session ends after it starts, on the same day.", "出诊时段须在同一天内结束，且晚于开始。"),
        new("A source of {0} minutes does not go into a session of {1}.", "{0} 分钟的号源放不进 {1} 的时段。"),
        new("session.{0} is a time of the form 08:00:00.", "session.{0} 须为 08:00:00 形式的时间。"),
        new("The schedule has no planning horizon: give 'start' and 'end'.", "该排班没有计划期：请给出 start 和 end。"),
        new("The first day, {0}, is after the last, {1}.", "首日 {0} 晚于末日 {1}。"),
        new("'{0}' is no whole date.", "“{0}”不是完整日期。"),

        // Referrals.
        new("A request goes to one institution, not to {0}.", "申请只能提交给一家机构，而不是 {0}。"),

        // Recognition.
        new("There are more than {0} results of {1}: ask for less time.", "{1} 的结果超过 {0} 条：请缩短时间范围。"),
        new("Each '{0}' has a code.", "每个“{0}”须有编码。"),
    ];

    /// <summary>A fault with its Chinese, where this folder or a capability has thrown it; another is left as it is.</summary>
    public static FhirException InBoth(FhirException fault) => new(fault.Kind, [.. fault.Issues.Select(InBoth)], fault.InnerException ?? fault) { RetryAfter = fault.RetryAfter };

    internal static string? ChineseOf(string english) => Sentences.Select(s => s.Translate(english, v => v)).FirstOrDefault(t => t is not null);

    private static Issue InBoth(Issue issue) => issue.Chinese is null && ChineseOf(issue.Diagnostics) is { } chinese ? issue with { Chinese = chinese } : issue;
}
