using FhirHub.Engine.Errors;
using FhirHub.Engine.Validation.Instances;

namespace FhirHub.Engine.Validation.Rules;

/// <summary>Puts what was found into words and order, each thing once.</summary>
internal static class ReportWriter
{
    public static IReadOnlyList<Issue> Write(
        ReadOnlyMemory<byte> source, IReadOnlyList<Issue> structure, Findings findings, MessageLanguage language)
    {
        if (findings.All.Count == 0)
            return structure;
        var places = new SourcePlaces(source);
        var known = structure.Select(i => (i.Code, i.Expression)).ToHashSet();
        var seen = new HashSet<(string, string, string)>();
        var issues = new List<(int Offset, Issue Issue)>();
        foreach (var finding in findings.All)
        {
            var path = PathOf(finding);
            var text = finding.Message.Text(language, finding.Arguments);
            if (known.Contains((finding.Message.Code, path)) || !seen.Add((finding.Message.Code, path, text)))
                continue;
            var (line, column) = places.Of(finding.Node.Offset);
            issues.Add((finding.Node.Offset, new Issue
            {
                Severity = finding.Message.Severity,
                Type = finding.Message.Type,
                Code = finding.Message.Code,
                Diagnostics = text,
                Expression = path,
                Line = line,
                Column = column,
            }));
        }
        return [.. structure, .. issues.OrderBy(i => i.Offset).ThenBy(i => i.Issue.Severity).Select(i => i.Issue)];
    }

    private static string PathOf(Finding finding) => finding.Missing is null ? finding.Node.Path() : $"{finding.Node.Path()}.{finding.Missing}";
}
