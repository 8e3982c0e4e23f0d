namespace FhirHub.Engine.Validation.Profiles;

/// <summary>A value set an element is bound to, https://hl7.org/fhir/R4/terminologies.html#strength.</summary>
/// <param name="Strength">required, extensible, preferred or example.</param>
/// <param name="ValueSet">Canonical.</param>
/// <param name="MaxValueSet">Outside of which no code may be, however loose the binding; null when there is none.</param>
internal sealed record BindingRule(string Strength, string ValueSet, string? MaxValueSet);
