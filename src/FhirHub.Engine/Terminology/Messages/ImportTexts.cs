using FhirHub.Engine.Validation.Messages;

namespace FhirHub.Engine.Terminology.Messages;

/// <summary>What is said of requests and of tables that are imported.</summary>
internal static class ImportTexts
{
    public static readonly Phrase[] Sentences =
    [
        new("The first line has {0} columns '{1}'. Name it by its number.", "首行有 {0} 个名为“{1}”的列，请用列号指明。"),
        new("There is no column '{0}': without a first line that names them, columns are numbers from 1 to {1}.", "没有列“{0}”：首行不是列名时，列以 1 至 {1} 的序号指明。"),
        new("There is no column '{0}'. The first line has {1}.", "没有列“{0}”，首行的列为 {1}。"),
        new("The property '{0}' has the type '{1}'; there are {2}.", "属性“{0}”的类型“{1}”不存在，可用的有 {2}。"),
        new("The encoding '{0}' is not offered; utf-8 and gb18030 are.", "不提供编码“{0}”，可用 utf-8 与 gb18030。"),
        new("Line {0} is not {1}. Name the encoding that the file has: utf-8 or gb18030.", "第 {0} 行不是 {1} 编码，请指明文件的编码：utf-8 或 gb18030。"),
        new("The table has no rows.", "表中没有数据行。"),
        new("The table has a first line, and no rows behind it.", "表中只有首行，没有数据行。"),
        new("There are more than {0} faults; the others are not told.", "错误超过 {0} 处，其余不再列出。"),
        new("Line {0}: {1}.", "第 {0} 行：{1}。"),
        new("A table is posted as text/csv, not as '{0}'.", "表应以 text/csv 提交，而不是“{0}”。"),
        new("'{0}' is not a parameter of {1}.", "“{0}”不是 {1} 的参数。"),
        new("{0} holds the code system {1}. Its codes can be asked for in a moment.", "{0} 已存有代码系统 {1}，其代码稍后即可查询。"),
        new("{0}='{1}' is neither true nor false.", "{0}='{1}' 既不是 true 也不是 false。"),
        new("{0}='{1}' has {2} parts between colons; there are {3}.", "{0}='{1}' 以冒号分为 {2} 部分，应为 {3} 部分。"),
        new("delimiter='{0}' is neither one mark, such as ; nor tab.", "delimiter='{0}' 既不是单个符号（如 ;），也不是 tab。"),
        new("The body is a {0}; {1} takes Parameters.", "正文是 {0}，{1} 需要 Parameters。"),
        new("A parameter has a name.", "参数必须有名称。"),
    ];

    public static readonly Phrase[] Clauses =
    [
        new("a quote is opened and never closed", "引号没有闭合"),
        new("behind a closing quote comes neither a separator nor the end of the line", "闭合引号之后既不是分隔符也不是行尾"),
        new("there are {0} fields, the first line has {1}", "有 {0} 个字段，首行有 {1} 个"),
        new("the code is missing", "缺少代码"),
        new("'{0}' is no code: it has white space at an end, or more than a space within", "“{0}”不是代码：首尾有空白，或内部有连续空白"),
        new("the code '{0}' above '{1}' is in no line", "“{1}”的上级代码“{0}”不在任何一行中"),
        new("the code '{0}' is in line {1} already", "代码“{0}”已在第 {1} 行出现"),
        new("the name of '{0}' is missing", "“{0}”缺少名称"),
        new("'{0}' of '{1}' is not of the type {2}", "“{1}”的值“{0}”不是 {2} 类型"),
        new("'{0}' is above itself: {1}", "“{0}”是其自身的上级：{1}"),
    ];
}
