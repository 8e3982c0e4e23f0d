using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Validation.Messages;

/// <summary>The faults of <c>Structure</c>, which speaks English, with the gist of each in Chinese in front.</summary>
internal static class StructureTexts
{
    private static readonly Dictionary<string, string> Chinese = new(StringComparer.Ordinal)
    {
        ["control-character"] = "文本含有不允许的控制字符",
        ["duplicate-member"] = "同一对象中成员重复",
        ["empty-array"] = "数组不得为空",
        ["empty-body"] = "正文为空",
        ["empty-object"] = "对象不得为空",
        ["empty-string"] = "字符串不得为空",
        ["fhir-comments"] = "不再支持 fhir_comments",
        ["invalid-element-id"] = "元素标识不得含空白",
        ["invalid-unicode"] = "文本不是有效的 Unicode",
        ["invalid-utf8"] = "正文不是 UTF-8 文本",
        ["invalid-xhtml"] = "叙述不是 FHIR 允许的 XHTML",
        ["array-length-mismatch"] = "值数组与扩展数组长度不一致",
        ["malformed-json"] = "正文不是有效的 JSON",
        ["missing-element"] = "缺少必需的元素",
        ["missing-resource-type"] = "缺少 resourceType",
        ["multiple-choice-types"] = "可选类型元素只能取一种类型",
        ["nested-contained"] = "内含资源不得再含资源",
        ["nesting-too-deep"] = "嵌套过深",
        ["not-an-object"] = "正文必须是一个 JSON 对象",
        ["null-array"] = "数组不得只有 null",
        ["null-item"] = "数组项既无值也无扩展",
        ["null-value"] = "此处不得为 null",
        ["string-too-long"] = "文本过长",
        ["too-many-faults"] = "错误过多，读取到此为止",
        ["trailing-content"] = "资源之后还有多余内容",
        ["unknown-code"] = "代码不在必须使用的值集中",
        ["unknown-element"] = "没有这个元素",
        ["unknown-resource-type"] = "没有这种资源类型",
        ["wrong-json-type"] = "JSON 类型不对",
    };

    /// <summary>The issue in the language asked for.</summary>
    public static Issue In(MessageLanguage language, Issue issue)
    {
        if (language == MessageLanguage.English)
            return issue;
        var gist = Chinese.GetValueOrDefault(issue.Code) ??
            (issue.Code.StartsWith("invalid-", StringComparison.Ordinal) ? $"值不是有效的 {issue.Code["invalid-".Length..]}" : "结构错误");
        return issue with { Diagnostics = $"{gist}：{issue.Diagnostics}" };
    }
}
