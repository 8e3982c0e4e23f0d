using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Validation.Messages;

/// <summary>Every issue the validator raises of itself. Broken invariants have the key of the invariant as their code instead.</summary>
internal static class MessageTable
{
    public static readonly Message ProfileUnknown = Error("profile-unknown", "not-found",
        "The profile {0} is not known here.", "此处没有名为 {0} 的规范（profile）。");

    public static readonly Message ProfileUnclaimed = Error("profile-not-claimed", "business-rule",
        "{0} resources must claim one of these profiles in meta.profile: {1}.", "{0} 资源必须在 meta.profile 中声明下列规范之一：{1}。");

    public static readonly Message ProfileInTransaction = Error("profile-in-transaction", "business-rule",
        "The profile {0} is changed by the same transaction, and counts only once that is committed: send it in a request before.",
        "规范 {0} 由同一事务修改，提交后才生效：请先在另一请求中提交该规范。");

    public static readonly Message ProfileBroken = Error("profile-broken", "processing",
        "The profile {0} cannot be used: {1}.", "规范 {0} 无法使用：{1}。") with { TellsWhy = true };

    public static readonly Message ProfileGap = Warning("profile-not-fully-checked", "incomplete",
        "A part of the profile {0} is not checked: {1}.", "规范 {0} 的一部分未被检查：{1}。") with { TellsWhy = true };

    public static readonly Message ProfileWrongType = Error("profile-wrong-type", "structure",
        "The profile {0} is for {1}; this is {2}.", "规范 {0} 适用于 {1}，此处为 {2}。");

    public static readonly Message ProfileNone = Error("profile-not-met", "structure",
        "The value meets none of the profiles allowed here: {0}.", "该值不符合此处允许的任何规范：{0}。");

    public static readonly Message MissingElement = Error("missing-element", "required",
        "{0} is required{1}.", "必须有 {0}{1}。");

    public static readonly Message TooFew = Error("too-few-elements", "required",
        "{0} must occur at least {1} times, found {2}{3}.", "{0} 至少应出现 {1} 次，实际 {2} 次{3}。");

    public static readonly Message TooMany = Error("too-many-elements", "structure",
        "{0} may occur at most {1} times, found {2}{3}.", "{0} 至多可出现 {1} 次，实际 {2} 次{3}。");

    public static readonly Message NotAllowed = Error("element-not-allowed", "structure",
        "{0} must not be present{1}.", "不得出现 {0}{1}。");

    public static readonly Message WrongType = Error("wrong-type", "structure",
        "The type {0} is not allowed here; expected {1}.", "此处不允许类型 {0}，应为 {1}。");

    public static readonly Message FixedValue = Error("fixed-value", "value",
        "The value must be exactly {0}.", "值必须恰为 {0}。");

    public static readonly Message PatternValue = Error("pattern-value", "value",
        "The value must hold {0}.", "值必须包含 {0}。");

    public static readonly Message MinValue = Error("min-value", "value",
        "The value {0} is below the least allowed, {1}.", "值 {0} 小于允许的最小值 {1}。");

    public static readonly Message MaxValue = Error("max-value", "value",
        "The value {0} is above the greatest allowed, {1}.", "值 {0} 大于允许的最大值 {1}。");

    public static readonly Message NotComparable = Warning("value-not-comparable", "incomplete",
        "The value {0} cannot be compared with the bound {1}.", "值 {0} 无法与界限 {1} 比较。");

    public static readonly Message TooLong = Error("too-long", "value",
        "The value has {0} characters; at most {1} are allowed.", "值有 {0} 个字符，至多允许 {1} 个。");

    public static readonly Message Regex = Error("regex-mismatch", "value",
        "The value '{0}' does not match {1}.", "值“{0}”不匹配 {1}。");

    public static readonly Message CodeRequired = Error("code-not-in-value-set", "code-invalid",
        "{0} is not in the value set {1}, which is required.", "{0} 不在必须使用的值集 {1} 中。");

    public static readonly Message CodeMissing = Error("code-missing", "code-invalid",
        "A code of the value set {0} is required.", "必须有值集 {0} 中的代码。");

    public static readonly Message CodeExtensible = Warning("code-not-extensible", "code-invalid",
        "{0} is not in the value set {1}, which is to be used wherever it has a fitting code.", "{0} 不在值集 {1} 中；凡值集有合适的代码即应使用。");

    public static readonly Message CodePreferred = Information("code-not-preferred", "code-invalid",
        "{0} is not in the value set {1}, which is preferred.", "{0} 不在推荐的值集 {1} 中。");

    public static readonly Message CodeBeyondMaximum = Error("code-beyond-maximum", "code-invalid",
        "{0} is not in the value set {1}, beyond which no code may be used.", "{0} 不在值集 {1} 中，不得使用其外的代码。");

    public static readonly Message CodeUnknown = Error("code-unknown", "code-invalid",
        "The code system {1} has no code {0}.", "代码系统 {1} 没有代码 {0}。");

    public static readonly Message ValueSetUnknown = Warning("value-set-not-loaded", "not-found",
        "{0} was not checked: the value set {1} is not loaded, or cannot be evaluated.", "{0} 未检查：值集 {1} 未载入或无法求值。");

    public static readonly Message SystemUnknown = Warning("code-system-not-loaded", "not-found",
        "{0} was not checked: the code system {1} is not loaded.", "{0} 未检查：代码系统 {1} 未载入。");

    public static readonly Message DisplayWrong = Warning("display-mismatch", "code-invalid",
        "'{0}' is not a display of {1}; expected '{2}'.", "“{0}”不是 {1} 的显示名，应为“{2}”。");

    public static readonly Message ReferenceType = Error("reference-target-type", "value",
        "{0} points to {1}; allowed are {2}.", "{0} 指向 {1}，允许的是 {2}。");

    public static readonly Message ReferenceTypeSaid = Error("reference-type-mismatch", "value",
        "The reference says its target is {0}, but it points to {1}.", "引用声明目标为 {0}，实际指向 {1}。");

    public static readonly Message ReferenceProfile = Error("reference-target-profile", "value",
        "What {0} points to does not conform to {1}.", "{0} 所指的资源不符合 {1}。");

    public static readonly Message ReferenceProfileUnclaimed = Warning("reference-profile-unclaimed", "value",
        "What {0} points to does not claim to conform to {1}.", "{0} 所指的资源未声明符合 {1}。");

    public static readonly Message ReferenceMissing = Error("reference-not-found", "not-found",
        "{0} points to nothing here.", "{0} 所指的资源不存在。");

    public static readonly Message ReferenceUnresolved = Warning("reference-unresolved", "not-found",
        "{0} points to no entry of the Bundle.", "{0} 未指向 Bundle 中的任何条目。");

    public static readonly Message ReferenceAggregation = Error("reference-aggregation", "value",
        "{0} is {1}; the profile allows {2}.", "{0} 为 {1}，规范允许 {2}。");

    public static readonly Message ReferenceVersioning = Error("reference-versioning", "value",
        "The profile asks for a version-{1} reference: {0}.", "规范要求引用的版本方式为 {1}：{0}。");

    public static readonly Message SliceClosed = Error("slice-unmatched", "structure",
        "The item fits none of the slices of {0} ({1}), and nothing else is allowed.", "该项不属于 {0} 的任何切片（{1}），且不允许其他项。");

    public static readonly Message SliceAtEnd = Error("slice-not-at-end", "structure",
        "Items of {0} that fit none of its slices must come after all others.", "{0} 中不属于任何切片的项必须排在最后。");

    public static readonly Message SliceOrder = Error("slice-order", "structure",
        "The slice {0} must not come after {1}.", "切片 {0} 不得排在 {1} 之后。");

    public static readonly Message SliceAmbiguous = Error("slice-ambiguous", "structure",
        "The item fits more than one slice of {0}: {1}.", "该项同时属于 {0} 的多个切片：{1}。");

    public static readonly Message SliceUndecidable = Warning("slice-undecidable", "incomplete",
        "The profile says nothing that would tell whether the item is of the slice {0}.", "规范未说明如何判断该项是否属于切片 {0}。");

    public static readonly Message SliceTooFew = Error("slice-too-few", "required",
        "The slice {0} must occur at least {1} times, found {2}.", "切片 {0} 至少应出现 {1} 次，实际 {2} 次。");

    public static readonly Message SliceTooMany = Error("slice-too-many", "structure",
        "The slice {0} may occur at most {1} times, found {2}.", "切片 {0} 至多可出现 {1} 次，实际 {2} 次。");

    public static readonly Message ExtensionUnknown = Warning("extension-unknown", "extension",
        "The extension {0} is not known here and was not checked.", "扩展 {0} 未知，未检查。");

    public static readonly Message ModifierExtensionUnknown = Error("modifier-extension-unknown", "extension",
        "The modifier extension {0} is not known here; it may change the meaning of the element around it.", "修饰扩展 {0} 未知，它可能改变所在元素的含义。");

    public static readonly Message ExtensionRelative = Error("extension-url-relative", "extension",
        "The extension's url '{0}' is not absolute, as only those of parts of an extension need not be.", "扩展的 url “{0}”不是绝对地址；只有扩展的组成部分才可使用相对地址。");

    public static readonly Message ExtensionContext = Error("extension-context", "extension",
        "The extension {0} may not stand here, but in {1}.", "扩展 {0} 不得用于此处，只可用于 {1}。");

    public static readonly Message ExtensionPlace = Error("extension-modifier", "extension",
        "The extension {0} belongs into {1}.", "扩展 {0} 应放在 {1} 中。");

    public static readonly Message InvariantNotEvaluated = Warning("invariant-not-evaluated", "incomplete",
        "The invariant {0} could not be evaluated: {1}.", "约束 {0} 无法求值：{1}。") with { TellsWhy = true };

    public static readonly Message FullUrlRelative = Error("bundle-fullurl-relative", "value",
        "The fullUrl '{0}' must be absolute.", "fullUrl“{0}”必须为绝对地址。");

    public static readonly Message FullUrlMismatch = Error("bundle-fullurl-mismatch", "value",
        "The fullUrl '{0}' does not end with the type and id of its resource, {1}.", "fullUrl“{0}”未以其资源的类型和标识 {1} 结尾。");

    public static readonly Message FullUrlMissing = Error("bundle-fullurl-missing", "required",
        "Each resource of a Bundle of the type {0} needs a fullUrl.", "类型为 {0} 的 Bundle 中每个资源都必须有 fullUrl。");

    public static readonly Message RuleUnknown = Warning("identifier-rule-unknown", "not-supported",
        "The identifier rule {0} of the invariant {1} is not known here.", "约束 {1} 的标识规则 {0} 未知。");

    public static readonly Message IdentityBirthDate = Warning("identity-birth-date", "business-rule",
        "The birth date {0} differs from the one in the identity number, {1}.", "出生日期 {0} 与身份证号码中的 {1} 不一致。");

    public static readonly Message IdentitySex = Warning("identity-sex", "business-rule",
        "The gender {0} differs from the one in the identity number, {1}.", "性别 {0} 与身份证号码中的 {1} 不一致。");

    public static readonly Message TooManyIssues = Error("too-many-issues", "too-long",
        "There are more than {0} errors: validation stopped here.", "错误超过 {0} 个，校验到此为止。");

    public static readonly Message TooManyWarnings = Information("too-many-warnings", "too-long",
        "There are more than {0} warnings: others are left out.", "警告超过 {0} 个，其余从略。");

    public static readonly Message TooCostly = Error("validation-too-costly", "too-costly",
        "Validation takes too many steps and stopped here.", "校验步骤过多，到此为止。");

    public static readonly Message TooDeep = Error("validation-too-deep", "too-costly",
        "The profiles nest too deep here.", "规范嵌套过深。");

    public static readonly Message NotFullyChecked = Error("validation-incomplete", "incomplete",
        "Not everything was checked: after {0} passes it was still open what is behind {1}.", "未能全部校验：{0} 轮之后仍不明确的有 {1}。");

    public static readonly Message NotJson = new("malformed-json", IssueSeverity.Fatal, "structure",
        "The body is not a resource in JSON: {0}.", "正文不是 JSON 资源：{0}。");

    public static readonly Message Valid = Information("valid", "informational",
        "No fault was found.", "未发现问题。");

    private static Message Error(string code, string type, string english, string chinese) => new(code, IssueSeverity.Error, type, english, chinese);

    private static Message Warning(string code, string type, string english, string chinese) => new(code, IssueSeverity.Warning, type, english, chinese);

    private static Message Information(string code, string type, string english, string chinese) =>
        new(code, IssueSeverity.Information, type, english, chinese);
}
