using System.Globalization;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Validation;

namespace FhirHub.Cli.Checking;

/// <summary>Writes what was found, resource by resource, and in the end a summary.</summary>
internal sealed class CheckReport(TextWriter output, Paint paint, MessageLanguage language, bool isQuiet)
{
    private int _resources;
    private int _wrong;

    public int Errors { get; private set; }

    public int Warnings { get; private set; }

    public void Add(string place, IReadOnlyList<Issue> issues)
    {
        int errors = issues.Count(IsError), warnings = issues.Count(i => i.Severity == IssueSeverity.Warning);
        _resources++;
        _wrong += errors > 0 ? 1 : 0;
        Errors += errors;
        Warnings += warnings;
        var shown = issues.Where(i => !isQuiet || IsError(i)).ToList();
        if (shown.Count == 0)
        {
            if (!isQuiet)
                output.WriteLine($"{paint.Green("✓")} {place}");
            return;
        }

        output.WriteLine($"{(errors > 0 ? paint.Red("✗") : paint.Yellow("!"))} {paint.Bold(place)}");
        foreach (var issue in shown)
            Write(issue);
    }

    public void Summarize()
    {
        string text = language == MessageLanguage.Chinese
            ? string.Create(CultureInfo.InvariantCulture, $"资源 {_resources} 个，有错误的 {_wrong} 个；错误 {Errors} 条，警告 {Warnings} 条。")
            : string.Create(CultureInfo.InvariantCulture, $"{_resources} resources, {_wrong} with errors; {Errors} errors, {Warnings} warnings.");
        output.WriteLine(Errors > 0 ? paint.Red(text) : Warnings > 0 ? paint.Yellow(text) : paint.Green(text));
    }

    private void Write(Issue issue)
    {
        string severity = issue.Severity switch
        {
            IssueSeverity.Warning => paint.Yellow(Word("warning", "警告")),
            IssueSeverity.Information => paint.Blue(Word("info", "提示")),
            _ => paint.Red(Word("error", "错误")),
        };
        string place = issue.Line is { } line ? string.Create(CultureInfo.InvariantCulture, $"{line}:{issue.Column} ") : string.Empty;
        output.WriteLine($"  {severity} {paint.Grey(place)}{issue.Expression} {issue.Diagnostics} {paint.Grey($"[{issue.Code}]")}");
    }

    private string Word(string english, string chinese) => language == MessageLanguage.Chinese ? chinese : english;

    private static bool IsError(Issue issue) => issue.Severity is IssueSeverity.Error or IssueSeverity.Fatal;
}
