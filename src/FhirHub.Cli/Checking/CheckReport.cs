using System.Globalization;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Validation;

namespace FhirHub.Cli.Checking;

/// <summary>A line for each problem, as compilers write them, so that editors lead to its place: <c>file:line:column: error: …</c>.</summary>
internal sealed class CheckReport(TextWriter output, Paint paint, MessageLanguage language, IssueScope scope) : ICheckReport
{
    public CheckTotals Totals { get; } = new();

    public void Add(FoundResource resource, IReadOnlyList<Issue> issues)
    {
        Totals.Add(issues);
        if (issues.Count == 0 && scope == IssueScope.All)
            output.WriteLine($"{paint.Bold(Place(resource, null))}: {paint.Green(Word("valid", "通过"))}");
        foreach (var issue in issues.Where(i => scope.Tells(i)))
            output.WriteLine($"{paint.Bold(Place(resource, issue))}: {Severity(issue)}: {(issue.Expression is null ? string.Empty : issue.Expression + " ")}{issue.Diagnostics} {paint.Grey($"[{issue.Code}]")}");
    }

    public void Summarize()
    {
        string text = language == MessageLanguage.Chinese
            ? string.Create(CultureInfo.InvariantCulture, $"资源 {Totals.Resources} 个，有错误的 {Totals.Wrong} 个；错误 {Totals.Errors} 条，警告 {Totals.Warnings} 条。")
            : string.Create(CultureInfo.InvariantCulture, $"{Totals.Resources} resources, {Totals.Wrong} with errors; {Totals.Errors} errors, {Totals.Warnings} warnings.");
        output.WriteLine(Totals.Errors > 0 ? paint.Red(text) : Totals.Warnings > 0 ? paint.Yellow(text) : paint.Green(text));
    }

    /// <summary>With line and column where they are known; of a resource in the midst of a file at least with the line that it begins in.</summary>
    private static string Place(FoundResource resource, Issue? issue) => issue?.Line is { } line
        ? string.Create(CultureInfo.InvariantCulture, $"{resource.Path}:{line}:{issue.Column}")
        : resource.IsLine ? string.Create(CultureInfo.InvariantCulture, $"{resource.Path}:{resource.FirstLine}") : resource.Path;

    private string Severity(Issue issue) => issue.Severity switch
    {
        IssueSeverity.Warning => paint.Yellow(Word("warning", "警告")),
        IssueSeverity.Information => paint.Blue(Word("info", "提示")),
        _ => paint.Red(Word("error", "错误")),
    };

    private string Word(string english, string chinese) => language == MessageLanguage.Chinese ? chinese : english;
}
