using Hl7.Fhir.Model;

namespace FhirHub.Regional.HealthCards.Merging;

/// <summary>What was done, in words.</summary>
internal static class MergeOutcome
{
    private const string Codes = "https://fhirhub.example/fhir/CodeSystem/issue";

    public static OperationOutcome Of(string code, string text) => new() { Issue = [Issue(OperationOutcome.IssueSeverity.Information, code, text)] };

    public static OperationOutcome.IssueComponent Issue(OperationOutcome.IssueSeverity severity, string code, string text) => new()
    {
        Severity = severity,
        Code = severity == OperationOutcome.IssueSeverity.Information ? OperationOutcome.IssueType.Informational : OperationOutcome.IssueType.Incomplete,
        Details = new CodeableConcept(Codes, code),
        Diagnostics = text,
    };
}
