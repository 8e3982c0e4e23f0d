namespace FhirHub.Engine.Validation.Messages;

/// <summary>Why a profile or an invariant cannot be used, in Chinese: the parts of the validator say it in English.</summary>
internal static class ClauseTexts
{
    private static readonly Phrase[] Known =
    [
        new("it is not known here", "此处没有它"),
        new("the profile {0} is not known here", "此处没有规范 {0}"),
        new("its base {0} is not known here", "此处没有它的基础 {0}"),
        new("it is no StructureDefinition as FHIR R4 has them", "它不是 FHIR R4 的 StructureDefinition"),
        new("it is no StructureDefinition", "它不是 StructureDefinition"),
        new("it does not say which type it is for", "未说明适用于哪种类型"),
        new("R4 has no type for {0}", "R4 没有 {0} 的类型"),
        new("R4 has no type {0}", "R4 没有类型 {0}"),
        new("it has no snapshot", "没有快照"),
        new("it has no url", "没有 url"),
        new("its snapshot is empty", "快照为空"),
        new("its snapshot cannot be generated: {0}", "无法生成快照：{0}"),
        new("its snapshot cannot be generated", "无法生成快照"),
        new("its base {0} cannot be used: {1}", "其基础 {0} 无法使用：{1}"),
        new("it has neither a snapshot nor a differential", "既无快照又无差异"),
        new("it has neither a snapshot nor a base", "既无快照又无基础"),
        new("it is for {0}, its base for {1}", "它适用于 {0}，其基础适用于 {1}"),
        new("{0} is no element of {1}", "{1} 没有元素 {0}"),
        new("{0} has the maximum '{1}', which is no number", "{0} 的最大次数“{1}”不是数字"),
        new("{0} may occur {1} times, its base allows {2}", "{0} 可出现 {1} 次，超出其基础所允许的 {2} 次"),
        new("{0} must occur {1} times and may occur {2}", "{0} 至少应出现 {1} 次，却至多可出现 {2} 次"),
        new("{0} must occur {1} times, its base asks for {2}", "{0} 至少应出现 {1} 次，少于其基础所要求的 {2} 次"),
        new("{0} has the type {1}, its base allows {2}", "{0} 的类型为 {1}，其基础允许的是 {2}"),
        new("{0} stands behind {1}, its base has them the other way round", "{0} 排在 {1} 之后，与其基础的顺序相反"),
        new("an element of its snapshot has no path", "快照中有元素没有 path"),
        new("an element of its differential has no path", "差异中有元素没有 path"),
        new("the element {0} of its snapshot lies too deep", "快照中的元素 {0} 嵌套过深"),
        new("the element {0} of its snapshot stands in the wrong place", "快照中的元素 {0} 位置不对"),
        new("an element of its differential lies too deep", "差异中有元素嵌套过深"),
        new("its differential has more than {0} elements", "差异中的元素超过 {0} 个"),
        new("slices of {0} are sliced again too often", "{0} 的切片层层再切，层数过多"),
        new("it is based on itself, by way of {0}", "它经由 {0} 以自身为基础"),
        new("it has more than {0} profiles under it", "其下的规范超过 {0} 层"),
        new("{0}: the regular expression {1}", "{0}：正则表达式 {1}"),
        new("{0}: the discriminator {1}", "{0}：鉴别式 {1}"),
        new("{0}: the content of {1}, which it refers to", "{0}：其引用的 {1} 的内容"),
        new("it has more than {0} characters", "超过 {0} 个字符"),
        new("it nests more than {0} brackets", "括号嵌套超过 {0} 层"),
        new("it combines, unites or descends more than {0} times", "合并、求并或取后代超过 {0} 次"),
        new("it takes too many steps", "步骤过多"),
        new("it takes too long", "耗时过长"),
        new("it compares more than {0} items with each other", "两两比较的项超过 {0} 个"),
        new("it builds too long a text", "生成的文本过长"),
        new("the model that FHIRPath works on leaves this element out", "FHIRPath 所用的模型略去了该元素"),
        new("conformsTo() was asked of what is no element of the instance", "conformsTo() 的对象不是实例中的元素"),
    ];

    /// <summary>What is not FhirHub's own, such as a message of the FHIRPath engine, stays as it is.</summary>
    public static string Chinese(string clause) => Known.Select(p => p.Translate(clause, Chinese)).FirstOrDefault(t => t is not null) ?? clause;
}
