namespace FhirHub.Engine.Validation.Profiles;

/// <summary>A type an element may have, https://hl7.org/fhir/R4/elementdefinition-definitions.html#ElementDefinition.type.</summary>
/// <param name="Code">FHIR's name; for the values of FHIRPath, its URL.</param>
/// <param name="Profiles">The value conforms to one of them.</param>
/// <param name="TargetProfiles">What a Reference or canonical points to conforms to one of them.</param>
/// <param name="Aggregation">contained, referenced, bundled; empty for any.</param>
/// <param name="Versioning">either, independent, specific; null when not said.</param>
internal sealed record TypeRule(
    string Code, IReadOnlyList<string> Profiles, IReadOnlyList<string> TargetProfiles, IReadOnlyList<string> Aggregation, string? Versioning);
