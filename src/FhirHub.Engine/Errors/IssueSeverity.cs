namespace FhirHub.Engine.Errors;

/// <summary>https://hl7.org/fhir/R4/valueset-issue-severity.html</summary>
public enum IssueSeverity
{
    Fatal,
    Error,
    Warning,
    Information,
}
