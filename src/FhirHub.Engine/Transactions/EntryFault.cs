using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Transactions;

/// <summary>Names the entry at fault.</summary>
public static class EntryFault
{
    /// <summary>The same fault as one of an entry: what was about its resource is now about <c>Bundle.entry[n].resource</c>.</summary>
    /// <param name="path">FHIRPath of the entry; null leaves the fault as it is.</param>
    /// <param name="element">Element of the entry that issues without a place are about: <c>.request.url</c>.</param>
    public static FhirException In(string? path, FhirException fault, string element = "") => path is null
        ? fault
        : new FhirException(fault.Kind, [.. fault.Issues.Select(i => In(path, i with { Line = null, Column = null }, i, element))], fault.InnerException ?? fault);

    /// <summary>The same of what was found in the entry's resource, whose lines and columns are those of the Bundle.</summary>
    public static IReadOnlyList<Issue> InResource(string? path, IReadOnlyList<Issue> issues) =>
        path is null ? issues : [.. issues.Select(i => In(path, i, i, string.Empty))];

    private static Issue In(string path, Issue placed, Issue issue, string element)
    {
        if (issue.Expression is not { } expression)
            return placed with { Expression = path + element };
        if (expression.StartsWith("Bundle.entry[", StringComparison.Ordinal))
            return issue;
        int dot = expression.IndexOf('.', StringComparison.Ordinal);
        return placed with { Expression = $"{path}.resource{(dot < 0 ? string.Empty : expression[dot..])}" };
    }
}
