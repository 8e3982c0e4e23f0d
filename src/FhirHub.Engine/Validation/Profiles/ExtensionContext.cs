namespace FhirHub.Engine.Validation.Profiles;

/// <summary>Where an extension may stand, https://hl7.org/fhir/R4/defining-extensions.html#context.</summary>
/// <param name="Kind">element, extension or fhirpath.</param>
internal sealed record ExtensionContext(string Kind, string Expression);
