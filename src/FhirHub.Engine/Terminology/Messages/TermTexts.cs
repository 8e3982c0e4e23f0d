using FhirHub.Engine.Errors;
using FhirHub.Engine.Validation;
using FhirHub.Engine.Validation.Messages;

namespace FhirHub.Engine.Terminology.Messages;

/// <summary>What the operations of the terminology service say in English, in the language of the request at work.</summary>
public static class TermTexts
{
    /// <summary>Characters; what a client wrote may make a text longer, and looking through it slow.</summary>
    private const int Longest = 2000;

    // The more special before those that would match as well.
    private static readonly Phrase[] Sentences =
    [
        new("There is no closure table '{0}'. Begin it by a request with its name alone.", "没有名为“{0}”的闭包表，请先以只含名称的请求建立。"),
        new("Others changed the closure table '{0}' {1} times in a row. Nothing was added; try again.", "闭包表“{0}”连续 {1} 次被他人更改，本次未添加任何内容，请重试。"),
        new("A closure table relates the codes of {0} by one version, not by several: {1}.", "一个闭包表只能按一个版本关联 {0} 的代码，不能用多个：{1}。"),
        new("A closure table holds at most {0} concepts.", "一个闭包表至多容纳 {0} 个概念。"),
        new("A closure table holds at most {0} relations.", "一个闭包表至多容纳 {0} 个关系。"),
        new("The closure table '{0}' goes by {1}, which is not known here any more. Begin it anew.", "闭包表“{0}”所依据的 {1} 此处已不存在，请重新建立。"),
        new("The name of a closure table has at most {0} characters.", "闭包表的名称至多 {0} 个字符。"),
        new("A concept of a closure table has a system and a code.", "闭包表的概念须有 system 与 code。"),
        new("Either concepts are added, or what has come since a version is asked for.", "要么添加概念，要么查询某版本之后的内容，二者不可并用。"),
        new("version='{0}' is none that this server has given.", "version='{0}' 不是本服务器给出过的版本。"),
        new("The value set {0} cannot be listed: {1}.", "无法列出值集 {0}：{1}。"),
        new("The value set cannot be listed: {0}.", "无法列出该值集：{0}。"),
        new("The value set names version {0} of {1}, the request checks for {2}.", "值集指定了 {1} 的版本 {0}，请求核对的是 {2}。"),
        new("The value set {0} is not known here.", "此处没有值集 {0}。"),
        new("The code system {0} is not known here.", "此处没有代码系统 {0}。"),
        new("The concept map {0} is not known here.", "此处没有概念映射 {0}。"),
        new("The StructureDefinition {0} is not known here.", "此处没有 StructureDefinition {0}。"),
        new("Of the code system {0} only a part is known here (content {1}): nobody can say.", "此处只有代码系统 {0} 的一部分（content 为 {1}），无法判断。"),
        new("The code system {0} is being loaded: {1} of {2} concepts so far. Try again shortly.", "代码系统 {0} 正在载入，已完成 {2} 个概念中的 {1} 个，请稍后重试。"),
        new("The code system given cannot be used: {0}.", "所给代码系统无法使用：{0}。"),
        new("The code system {0} cannot be used: {1}.", "代码系统 {0} 无法使用：{1}。"),
        new("{0} was changed a moment ago. Try again.", "{0} 刚刚被更改，请重试。"),
        new("context='{0}' is no StructureDefinition's URL with # and the path of an element.", "context='{0}' 的格式不对，应为 StructureDefinition 的 URL、# 与元素路径。"),
        new("The element {0} of {1} is bound to no value set.", "{1} 的元素 {0} 没有绑定值集。"),
        new("{0} has no element {1}.", "{0} 没有元素 {1}。"),
        new("Listing the value set takes longer than {0} s. Ask for fewer codes by count, or narrow down by filter.", "列出该值集超过 {0} 秒，请用 count 减少数量，或用 filter 缩小范围。"),
        new("{0}: at most {1} codes are listed at once. Ask for pages by offset and count, or narrow down by filter.", "{0}：一次至多列出 {1} 个代码，请用 offset 与 count 分页，或用 filter 缩小范围。"),
        new("The codes nest deeper than {0} levels: leave out excludeNested=false, and they come as a list.", "代码嵌套超过 {0} 层，请去掉 excludeNested=false，改以列表返回。"),
        new("The other terminology server does not know either.", "另一术语服务器也不知道。"),
        new("The terminology server {0} failed a moment ago, and is left alone for {1} s.", "术语服务器 {0} 刚刚出错，{1} 秒内不再询问。"),
        new("The terminology server {0} did not answer within {1} s.", "术语服务器 {0} 在 {1} 秒内没有应答。"),
        new("The terminology server {0} cannot be asked: {1}.", "无法询问术语服务器 {0}：{1}。"),
        new("The terminology server {0} answered {1}", "术语服务器 {0} 应答 {1}"),
        new("{0} does not exist.", "{0} 不存在。"),
        new("The parameter '{0}' is not supported: {1}.", "不支持参数“{0}”：{1}。"),
        new("The parameter '{0}' is required.", "必须有参数“{0}”。"),
        new("The parameter '{0}' may be given once.", "参数“{0}”只能出现一次。"),
        new("The parameter '{0}' is given as {1}, not as {2}.", "参数“{0}”应以 {1} 给出，而不是 {2}。"),
        new("The parameter 'filter' has at most {0} characters.", "参数“filter”至多 {0} 个字符。"),
        new("The parameter '{0}' has the form system|version, not '{1}'.", "参数“{0}”的格式为 system|version，而不是“{1}”。"),
        new("The parameter '{0}' has no value.", "参数“{0}”没有值。"),
        new("The parameter '{0}' is {1}.", "参数“{0}”须为{1}。"),
        new("One of {0} is given, and only one.", "{0} 须给出且只能给出一个。"),
        new("date='{0}' is no date or dateTime.", "date='{0}' 不是日期或日期时间。"),
        new("How codes of different code systems relate is not known here: {0}.", "此处无法判断不同代码系统的代码之间的关系：{0}。"),
        new("How codes of different versions relate is not known here: {0}.", "此处无法判断不同版本的代码之间的关系：{0}。"),
        new("'contextDirection' goes with 'context', and is incoming or outgoing.", "“contextDirection”须与“context”并用，取值为 incoming 或 outgoing。"),
        new("The path names a value set already: none of 'url', 'valueSet' and 'context' is given beside.", "路径已指明值集，不得再给出“url”“valueSet”或“context”。"),
        new("The path names the code system {0}, the parameters {1}.", "路径指明的代码系统是 {0}，参数指明的是 {1}。"),
        new("{0} is a supplement: it has no codes of its own.", "{0} 是补充，没有自己的代码。"),
        new("Which code system is meant? Give its URL.", "指的是哪个代码系统？请给出其 URL。"),
        new("Version {0} is asked for; {1} has none.", "请求的版本为 {0}，而{1}没有版本。"),
        new("Version {0} is asked for; {1} is version {2}.", "请求的版本为 {0}，而{1}的版本为 {2}。"),
        new("'version' is {0}, that of the coding {1}.", "“version”为 {0}，而 coding 的版本为 {1}。"),
        new("'{0}' names version {1}, '{2}' {3}.", "“{0}”指明版本 {1}，“{2}”指明 {3}。"),
        new("'display' goes with 'code'; a coding has its own.", "“display”须与“code”并用，coding 自带 display。"),
        new("'{0}' and '{1}' go with 'code'; a coding has its own.", "“{0}”与“{1}”须与“code”并用，coding 自带二者。"),
        new("A coding has its own system and version.", "coding 自带 system 与 version。"),
        new("The system of the code is required.", "必须给出代码的 system。"),
        new("The code '{0}' is in several code systems of the value set: give its 'system'.", "代码“{0}”在值集的多个代码系统中都有，请给出“system”。"),
        new("The code system is named in one way: by the path, 'url' or 'codeSystem'.", "代码系统只能以一种方式指明：路径、“url”或“codeSystem”。"),
        new("The coding is of the code system {0}, not of {1}.", "该 coding 属于代码系统 {0}，而不是 {1}。"),
        new("'designation' names designations, 'includeDesignations' says that there are to be none.", "“designation”指明了要返回的名称，“includeDesignations”却要求不返回。"),
        new("Which map is meant? Give 'url', 'conceptMap', 'source', 'target' or 'targetsystem'.", "指的是哪个映射？请给出“url”“conceptMap”“source”“target”或“targetsystem”。"),
        new("The map is named in one way: by the path, 'url' or 'conceptMap'.", "映射只能以一种方式指明：路径、“url”或“conceptMap”。"),
        new("'conceptMapVersion' goes with a concept map that is named.", "“conceptMapVersion”须与指明的概念映射并用。"),
        new("The source of the map is {0}, not {1}.", "该映射的来源是 {0}，而不是 {1}。"),
        new("The target of the map is {0}, not {1}.", "该映射的目标是 {0}，而不是 {1}。"),
        new("A dependency has the parts 'element' and 'concept'.", "dependency 须有“element”与“concept”两部分。"),
        new("A dependency has the parts 'element' (valueUri) and 'concept' (valueCodeableConcept).", "dependency 须有“element”（valueUri）与“concept”（valueCodeableConcept）两部分。"),
        new("No concept map leads there.", "没有通往该处的概念映射。"),
        new("{0}: the map says that there is no translation.", "{0}：映射表明没有对应的代码。"),
        new("{0} is not mapped.", "{0} 没有映射。"),
        new("Whether {0} is in {1} cannot be told here: {2}.", "此处无法判断 {0} 是否在 {1} 中：{2}。"),
        new("The code {0} is in {1} in version {2} of its code system, not in {3}.", "代码 {0} 在 {1} 中所属的代码系统版本是 {2}，而不是 {3}。"),
        new("The code '{0}' is not in the code system {1}.", "代码系统 {1} 没有代码“{0}”。"),
        new("The code {0} is not in {1}. Its code system has no such code either.", "代码 {0} 不在 {1} 中，其代码系统也没有该代码。"),
        new("The code {0} is not in {1}.", "代码 {0} 不在 {1} 中。"),
        new("The code '{0}' is abstract: a heading, not for use.", "代码“{0}”是抽象的标题，不可使用。"),
        new("The display '{0}' is none of those of '{1}': {2}.", "“{0}”不是“{1}”的名称，其名称为：{2}。"),
        new("The code '{0}' is inactive.", "代码“{0}”已停用。"),
        .. ImportTexts.Sentences,
    ];

    // What a sentence above leaves open.
    private static readonly Phrase[] Clauses =
    [
        new("of the code system {0} only a part is known here (content {1})", "此处只有代码系统 {0} 的一部分（content 为 {1}）"),
        new("it includes neither a code system nor a value set", "既未包含代码系统，也未包含值集"),
        new("it is locked to the code systems as of {0}, and does not name their versions", "它锁定于 {0} 时的代码系统，却未指明其版本"),
        new("it does not say what it is made of", "未说明由什么组成"),
        new("it is made of more than {0} parts", "组成部分超过 {0} 个"),
        new("value sets include each other: {0}", "值集相互包含：{0}"),
        new("the value sets it is made of nest deeper than {0}", "所含值集嵌套超过 {0} 层"),
        new("the value set {0} is not known here", "此处没有值集 {0}"),
        new("the value set {0} is not known to this server", "本服务器没有值集 {0}"),
        new("it has 'concept' and 'filter' in one part, of which FHIR allows one (vsd-3)", "同一部分中既有“concept”又有“filter”，FHIR 只允许其一（vsd-3）"),
        new("it has 'concept' or 'filter' in a part without 'system' (vsd-2)", "没有“system”的部分中有“concept”或“filter”（vsd-2）"),
        new("the codes of the code system {0} are not known here", "此处没有代码系统 {0} 的代码"),
        new("the code system {0} is not known here", "此处没有代码系统 {0}"),
        new("version {0} of the code system {1} is not known here, only one without version", "此处没有代码系统 {1} 的版本 {0}，只有不带版本的"),
        new("version {0} of the code system {1} is not known here, only {2}", "此处没有代码系统 {1} 的版本 {0}，只有 {2}"),
        new("the filter '{0}' names a property that the code system {1} does not define", "过滤条件“{0}”所用的属性，代码系统 {1} 没有定义"),
        new("the filter '{0}' is not supported", "不支持过滤条件“{0}”"),
        new("the regular expression of the filter '{0}' cannot be used: {1}", "过滤条件“{0}”的正则表达式无法使用：{1}"),
        new("The value set has {0} codes", "该值集有 {0} 个代码"),
        new("The value set has more than {0} codes", "该值集的代码超过 {0} 个"),
        new("its concepts could not be stored ({0})", "无法保存其概念（{0}）"),
        new("the hierarchy is too deep: its concepts have too many ancestors in all", "层级过深，概念的上级总数过多"),
        new("post-coordinated codes are never in an expansion", "展开结果从不包含后组式代码"),
        new("as of {0} is not known here, only as of now", "此处没有 {0} 时的状态，只有当前的"),
        new("the value set in the path", "路径中的值集"),
        new("the value set given", "所给的值集"),
        new("the code system in the path", "路径中的代码系统"),
        new("the code system given", "所给的代码系统"),
        new("the concept map in the path", "路径中的概念映射"),
        new("the concept map given", "所给的概念映射"),
        new("a whole number from 0", "非负整数"),
        new("true or false", " true 或 false"),
        new("a text", "文本"),
        new("a Coding", " Coding"),
        new("a Coding with a code", "有代码的 Coding"),
        new("a CodeableConcept with a coding", "有 coding 的 CodeableConcept"),
        new("a ValueSet", " ValueSet"),
        new("a CodeSystem", " CodeSystem"),
        new("a ConceptMap", " ConceptMap"),
        new("finding its codes takes too long", "查找其代码耗时过长"),
        new("it has more than {0} codes", "其代码超过 {0} 个"),
        new("{0} codes are below {1}, more than {2}", "{1} 之下有 {0} 个代码，超过 {2} 个"),
        .. ImportTexts.Clauses,
    ];

    /// <summary>A fault in the language of the request at work.</summary>
    public static FhirException Of(FhirException fault) => IsEnglish ? fault : new FhirException(fault.Kind, [.. fault.Issues.Select(Of)], fault) { RetryAfter = fault.RetryAfter };

    /// <summary>A sentence in the language of the request at work; what is not FhirHub's own stays as it is.</summary>
    public static string Of(string sentence) => IsEnglish ? sentence : Chinese(Sentences, sentence, Clause);

    /// <summary>A clause that says why, in the language of the request at work.</summary>
    internal static string Clause(string clause) => IsEnglish ? clause : Chinese(Clauses, clause, inner => Chinese(Sentences, inner + ".", i => i) is var known && known != inner + "." ? known.TrimEnd('。') : inner);

    private static bool IsEnglish => MessageLanguages.Current == MessageLanguage.English;

    private static Issue Of(Issue issue) => issue with { Diagnostics = Of(issue.Diagnostics) };

    private static string Chinese(Phrase[] phrases, string text, Func<string, string> within) => text.Length > Longest ? text : phrases
        .Select(p => p.Translate(text, within)).FirstOrDefault(t => t is not null) ?? text;
}
