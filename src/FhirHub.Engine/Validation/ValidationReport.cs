using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Validation;

/// <summary>What a validation found.</summary>
public sealed class ValidationReport
{
    internal ValidationReport(IReadOnlyList<Issue> issues)
    {
        Issues = issues;
        IsValid = !issues.Any(i => i.Severity is IssueSeverity.Error or IssueSeverity.Fatal);
    }

    /// <summary>Everything, in the order of the body.</summary>
    public IReadOnlyList<Issue> Issues { get; }

    /// <summary>Whether there is no error; warnings do not count.</summary>
    public bool IsValid { get; }
}
