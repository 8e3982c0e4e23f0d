namespace FhirHub.Engine.Validation.Rules;

/// <summary>Where the target of a reference is, https://hl7.org/fhir/R4/valueset-resource-aggregation-mode.html.</summary>
internal enum Aggregation
{
    Contained,
    Referenced,
    Bundled,
}
