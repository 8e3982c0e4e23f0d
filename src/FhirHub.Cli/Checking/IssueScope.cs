using FhirHub.Engine.Errors;

namespace FhirHub.Cli.Checking;

/// <summary>What of the issues is told.</summary>
internal enum IssueScope
{
    Errors,

    /// <summary>And warnings.</summary>
    Problems,

    /// <summary>And hints, and that a resource has no issue.</summary>
    All,
}

/// <summary>Which issues a scope has.</summary>
internal static class IssueScopes
{
    public static bool Tells(this IssueScope scope, Issue issue) =>
        CheckTotals.IsError(issue) || (issue.Severity == IssueSeverity.Warning ? scope >= IssueScope.Problems : scope == IssueScope.All);
}
