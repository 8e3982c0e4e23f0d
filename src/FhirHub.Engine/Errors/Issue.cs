namespace FhirHub.Engine.Errors;

/// <summary>One entry of <c>OperationOutcome.issue</c>, https://hl7.org/fhir/R4/operationoutcome.html.</summary>
public sealed record Issue
{
    public required IssueSeverity Severity { get; init; }

    /// <summary>A code of https://hl7.org/fhir/R4/valueset-issue-type.html, for example <c>structure</c>.</summary>
    public required string Type { get; init; }

    /// <summary>FhirHub's own code for this fault, for example <c>unknown-element</c>. Never changes once released.</summary>
    public required string Code { get; init; }

    /// <summary>What is wrong and what would be right, in one sentence for a developer.</summary>
    public required string Diagnostics { get; init; }

    /// <summary>The same in Chinese, where both languages are told; null where <see cref="Diagnostics"/> is all there is.</summary>
    public string? Chinese { get; init; }

    /// <summary>Where the rule is from that refuses: document and section, or <c>default</c>; null where no rule does.</summary>
    public string? Source { get; init; }

    /// <summary>The state that a conflicting request meets; null where there is none to tell.</summary>
    public string? State { get; init; }

    /// <summary>FHIRPath of the element at fault, for example <c>Patient.name[0].family</c>.</summary>
    public string? Expression { get; init; }

    /// <summary>Line in the request body, from 1.</summary>
    public int? Line { get; init; }

    /// <summary>Column in the request body, in characters (UTF-8 bytes for non-ASCII text), from 1.</summary>
    public int? Column { get; init; }

    public static Issue Error(string type, string code, string diagnostics, string? expression = null) => new()
    {
        Severity = IssueSeverity.Error,
        Type = type,
        Code = code,
        Diagnostics = diagnostics,
        Expression = expression,
    };

    public static Issue Information(string type, string code, string diagnostics) => new()
    {
        Severity = IssueSeverity.Information,
        Type = type,
        Code = code,
        Diagnostics = diagnostics,
    };
}
