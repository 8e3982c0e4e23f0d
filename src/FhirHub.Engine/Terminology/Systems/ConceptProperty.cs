namespace FhirHub.Engine.Terminology.Systems;

/// <summary>A value of a property of a concept.</summary>
/// <param name="Code">The property's.</param>
/// <param name="Type">FHIR's name of the value's type: code, Coding, string, integer, boolean, dateTime or decimal.</param>
/// <param name="Value">As text; the code of a Coding.</param>
/// <param name="Coding">Of a Coding, the whole.</param>
public sealed record ConceptProperty(string Code, string Type, string Value, Coded? Coding = null);
