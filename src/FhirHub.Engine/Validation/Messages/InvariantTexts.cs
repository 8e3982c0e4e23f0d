namespace FhirHub.Engine.Validation.Messages;

/// <summary>Texts for broken invariants: the words of the profile, with those of R4 that many resources meet in Chinese.</summary>
internal static class InvariantTexts
{
    private static readonly Dictionary<string, string> Chinese = new(StringComparer.Ordinal)
    {
        ["ele-1"] = "元素必须有值或子元素",
        ["ext-1"] = "扩展要么有值，要么有内嵌扩展，不可兼有或皆无",
        ["dom-2"] = "内含资源不得再含资源",
        ["dom-3"] = "内含资源必须被所在资源引用，或引用所在资源",
        ["dom-4"] = "内含资源不得有 meta.versionId 或 meta.lastUpdated",
        ["dom-5"] = "内含资源不得有安全标签",
        ["dom-6"] = "资源宜有供人阅读的叙述",
        ["txt-1"] = "叙述只可使用 HTML 4.0 的基本格式元素与属性",
        ["txt-2"] = "叙述必须有非空白内容",
        ["ref-1"] = "以 # 开头的引用必须指向内含资源",
        ["per-1"] = "时段的起点不得晚于终点",
        ["cpt-2"] = "联系方式有值时必须有 system",
        ["qty-3"] = "有单位代码时必须有单位代码系统",
        ["pat-1"] = "联系人至少要有姓名、电信、地址或机构之一",
    };

    public static string Of(Invariants.Invariant invariant, MessageLanguage language) => language == MessageLanguage.Chinese
        ? $"约束 {invariant.Key} 不成立：{invariant.HumanChinese ?? Chinese.GetValueOrDefault(invariant.Key) ?? invariant.Human}"
        : $"The invariant {invariant.Key} does not hold: {invariant.HumanEnglish ?? invariant.Human}";
}
