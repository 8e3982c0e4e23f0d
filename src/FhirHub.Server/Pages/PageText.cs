namespace FhirHub.Server.Pages;

/// <summary>The words of the pages.</summary>
internal sealed class PageText
{
    private PageText(bool isChinese) => IsChinese = isChinese;

    public static PageText Chinese { get; } = new(isChinese: true);

    public static PageText English { get; } = new(isChinese: false);

    public bool IsChinese { get; }

    public string Language => IsChinese ? "zh-CN" : "en";

    /// <summary>The same in the language of the page.</summary>
    public string Of(string chinese, string english) => IsChinese ? chinese : english;

    public string Packs => Of("规范包", "Packs");

    public string NoPacks => Of("尚未安装规范包。", "No pack is installed.");

    public string Name => Of("名称", "Name");

    public string Title => Of("标题", "Title");

    public string Version => Of("版本", "Version");

    public string Description => Of("说明", "Description");

    public string Installed => Of("安装时间", "Installed");

    public string Dependencies => Of("依赖", "Depends on");

    public string Validation => Of("写入校验", "Validation on write");

    public string Profiles => Of("资源规范", "Profiles");

    public string Others => Of("其他定义", "Other definitions");

    public string Policy => Of("政策参数", "Policy");

    public string Type => Of("类型", "Type");

    public string Status => Of("状态", "Status");

    public string BasedOn => Of("基于", "Based on");

    public string Differential => Of("差异表", "Differential");

    public string Snapshot => Of("完整表", "Snapshot");

    public string NoSnapshot => Of("无法生成完整表。", "No snapshot can be made.");

    public string Rules => Of("约束", "Rules");

    public string Examples => Of("示例", "Examples");

    public string None => Of("无", "None");

    public string Element => Of("元素", "Element");

    public string Cardinality => Of("次数", "Card.");

    public string Types => Of("数据类型", "Type");

    public string Terms => Of("值与值集", "Values");

    public string Meaning => Of("含义", "Meaning");

    public string Key => Of("编号", "Key");

    public string Severity => Of("级别", "Severity");

    public string Expression => Of("表达式", "Expression");

    public string Error => Of("错误", "error");

    public string Warning => Of("警告", "warning");

    public string Parameter => Of("参数", "Parameter");

    public string Value => Of("值", "Value");

    public string Source => Of("出处", "Source");

    public string MustSupport => Of("必须支持", "must support");

    public string NotFound => Of("没有这一页。", "There is no such page.");

    public string OtherLanguage => Of("English", "中文");

    public string OtherLanguageCode => Of("en", "zh");

    public string SkipToContent => Of("跳到正文", "Skip to content");

    public string Resource => Of("FHIR 资源", "FHIR resource");
}
