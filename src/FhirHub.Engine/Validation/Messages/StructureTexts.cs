using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Validation.Messages;

/// <summary>The faults of <c>Structure</c>, which speaks English, in Chinese.</summary>
internal static class StructureTexts
{
    private static readonly Phrase[] Sentences =
    [
        new("There are more than {0} faults: reading stopped here.", "错误超过 {0} 个，读取到此为止。"),
        new("The body is empty; a resource in JSON was expected.", "正文为空，应为 JSON 资源。"),
        new("The body is not UTF-8 text.", "正文不是 UTF-8 文本。"),
        new("The body is not JSON: {0}", "正文不是有效的 JSON：{0}"),
        new("The body must be one JSON object, a resource.", "正文必须是一个 JSON 对象，即一个资源。"),
        new("There is content after the resource; a body holds one.", "资源之后还有多余内容，正文只能有一个资源。"),
        new("A resource must say its resourceType.", "资源必须有 resourceType。"),
        new("resourceType must be a JSON string.", "resourceType 必须是 JSON 字符串。"),
        new("'{0}' is not a resource type of FHIR R4.", "FHIR R4 没有资源类型“{0}”。"),
        new("The member {0} occurs twice in one object.", "同一对象中成员 {0} 重复出现。"),
        new("null is no value here: expected {0}; leave the element out instead.", "此处不得为 null，应为{0}；没有值时请省略该元素。"),
        new("Expected {0}, found {1}.", "应为{0}，实际为{1}。"),
        new("fhir_comments was removed from FHIR; JSON has no comments.", "FHIR 已取消 fhir_comments，JSON 没有注释。"),
        new("{0} has no {1}; say its type: {2}.", "{0} 没有 {1}，须写明其类型：{2}。"),
        new("{0} has no {1}: {2} is an object or a bare value and needs no sibling.", "{0} 没有 {1}：{2} 是对象或纯值，不需要同名的扩展成员。"),
        new("{0} has no {1}.", "{0} 没有元素 {1}。"),
        new("Objects and arrays are nested more than {0} deep.", "对象与数组嵌套超过 {0} 层。"),
        new("An array must not be empty; leave the element out instead.", "数组不得为空；没有值时请省略该元素。"),
        new("An array must not hold nulls alone; leave it out instead.", "数组不得只有 null；没有值时请省略。"),
        new("The string holds half of a surrogate pair.", "字符串含有不成对的代理字符。"),
        new("A string must not be empty; leave the element out instead.", "字符串不得为空；没有值时请省略该元素。"),
        new("Of the characters below U+0020 only tab, line feed and carriage return are allowed.", "U+0020 以下的字符只允许制表、换行和回车。"),
        new("The narrative is not what FHIR allows: {0}.", "叙述不是 FHIR 允许的 XHTML：{0}。"),
        new("'{0}' is not a code of {1}: expected {2}.", "“{0}”不是 {1} 的代码，应为 {2}。"),
        new("'{0}' is not a code of {1}.", "“{0}”不是 {1} 的代码。"),
        new("The id of an element must not hold white space.", "元素的 id 不得含空白。"),
        new("'{0}' is not a valid {1}: expected {2}.", "“{0}”不是有效的 {1}，应为{2}。"),
        new("An object must not be empty; leave the element out instead.", "对象不得为空；没有内容时请省略该元素。"),
        new("A contained resource must not contain others; contain all of them in the outermost one.", "内含资源不得再含资源，请全部放在最外层资源中。"),
        new("Both {0} and {1} are given; {2} takes one.", "同时给出了 {0} 和 {1}；{2} 只能取一种类型。"),
        new("{0} is required.", "必须有 {0}。"),
        new("{0} has {1} items and {2} {3}: they must line up, with null where either has nothing.", "{0} 有 {1} 项，{2} 有 {3} 项：二者须一一对应，缺者为 null。"),
        new("Item {0} has neither a value in {1} nor content in {2}.", "第 {0} 项在 {1} 中没有值，在 {2} 中也没有内容。"),
    ];

    // What a sentence above leaves open.
    private static readonly Phrase[] Parts =
    [
        new("a JSON object", " JSON 对象"),
        new("a JSON array, since it may repeat", " JSON 数组（该元素可重复）"),
        new("an object", "对象"),
        new("an array", "数组"),
        new("a string", "字符串"),
        new("a number", "数字"),
        new("true or false", " true 或 false"),
        new("at most 1,048,576 characters", "至多 1,048,576 个字符"),
        new("no white space at either end and only single spaces within", "首尾无空白、内部只有单个空格的文本"),
        new("a URI without white space", "不含空白的 URI"),
        new("1 to 64 of the characters A-Z, a-z, 0-9, '-' and '.'", " 1 至 64 个字母、数字、“-”或“.”"),
        new("YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm:ss with a time zone, of a day that exists", " YYYY、YYYY-MM、YYYY-MM-DD 或带时区的 YYYY-MM-DDThh:mm:ss，且日期存在"),
        new("YYYY, YYYY-MM or YYYY-MM-DD, of a day that exists", " YYYY、YYYY-MM 或 YYYY-MM-DD，且日期存在"),
        new("YYYY-MM-DDThh:mm:ss with a time zone, of a day that exists", "带时区的 YYYY-MM-DDThh:mm:ss，且日期存在"),
        new("hh:mm:ss, with or without a fraction", " hh:mm:ss，可带小数"),
        new("base64 with padding", "带填充的 base64"),
        new("urn:oid: and an object identifier", " urn:oid: 加对象标识符"),
        new("urn:uuid: and a UUID in lower case", " urn:uuid: 加小写的 UUID"),
        new("a whole number from {0} to {1}", " {0} 至 {1} 的整数"),
        new("a decimal number", "十进制数"),
        new("it does not start with <div", "未以 <div 开头"),
        new("there is content after the closing </div>", "</div> 之后还有内容"),
        new("it holds a CDATA section, document type or processing instruction", "含有 CDATA、文档类型或处理指令"),
        new("it holds ']]>'", "含有“]]>”"),
        new("it holds a comment that HTML reads differently", "含有 HTML 会作别解的注释"),
        new("it holds a comment that is not closed or contains '--'", "注释未结束或含有“--”"),
        new("</{0}> closes nothing that is open", "</{0}> 没有对应的开始标签"),
        new("<{0}> is not closed", "<{0}> 未结束"),
        new("<{0}> is not allowed", "不允许 <{0}>"),
        new("<{0}> is malformed", "<{0}> 书写有误"),
        new("it holds a '<' that starts no element", "含有不构成标签的“<”"),
        new("elements are nested more than {0} deep", "标签嵌套超过 {0} 层"),
        new("its root is not in the namespace {0}", "根元素不在命名空间 {0} 中"),
        new("it holds a malformed attribute", "含有书写有误的属性"),
        new("the attribute {0} is not allowed", "不允许属性 {0}"),
        new("the attribute {0} occurs twice", "属性 {0} 重复"),
        new("the attribute {0} has no quoted value", "属性 {0} 的值没有引号"),
        new("the attribute {0} holds a script", "属性 {0} 含有脚本"),
        new("it uses the namespace '{0}'", "使用了命名空间“{0}”"),
        new("it holds a character XML does not allow", "含有 XML 不允许的字符"),
        new("it holds a '&' that is not one of {0}", "含有非法的“&”，只可用 &amp;、&lt;、&gt;、&quot;、&apos; 或字符引用"),
    ];

    /// <summary>The issue in the language asked for.</summary>
    public static Issue In(MessageLanguage language, Issue issue) =>
        language == MessageLanguage.English ? issue : issue with { Diagnostics = Chinese(Sentences, issue.Diagnostics, Part) };

    private static string Part(string text) => Chinese(Parts, text, inner => inner);

    private static string Chinese(Phrase[] phrases, string text, Func<string, string> within) =>
        phrases.Select(p => p.Translate(text, within)).FirstOrDefault(t => t is not null) ?? text;
}
