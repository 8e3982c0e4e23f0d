using FhirHub.Engine.Errors;

namespace FhirHub.Cli.Checking;

/// <summary>How much was looked at, and found.</summary>
internal sealed class CheckTotals
{
    public int Resources { get; private set; }

    /// <summary>Resources with errors.</summary>
    public int Wrong { get; private set; }

    public int Errors { get; private set; }

    public int Warnings { get; private set; }

    public static bool IsError(Issue issue) => issue.Severity is IssueSeverity.Error or IssueSeverity.Fatal;

    public void Add(IReadOnlyList<Issue> issues)
    {
        int errors = issues.Count(IsError);
        Resources++;
        Wrong += errors > 0 ? 1 : 0;
        Errors += errors;
        Warnings += issues.Count(i => i.Severity == IssueSeverity.Warning);
    }
}
