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
        : new FhirException(fault.Kind, [.. fault.Issues.Select(i => In(path, i, element))], fault.InnerException ?? fault);

    private static Issue In(string path, Issue issue, string element)
    {
        if (issue.Expression is not { } expression)
            return issue with { Expression = path + element, Line = null, Column = null };
        if (expression.StartsWith("Bundle.entry[", StringComparison.Ordinal))
            return issue;
        int dot = expression.IndexOf('.', StringComparison.Ordinal);
        return issue with { Expression = $"{path}.resource{(dot < 0 ? string.Empty : expression[dot..])}", Line = null, Column = null };
    }
}
