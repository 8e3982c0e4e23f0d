namespace FhirHub.Engine.Structure;

/// <summary>A relative reference to one version, https://hl7.org/fhir/R4/references.html#literal: <c>Patient/1/_history/3</c>.</summary>
/// <param name="Key">The resource without its version: <c>Patient/1</c>.</param>
/// <param name="Version">The version id as written: <c>3</c>; 1 to 64 of the characters of an id, so not always a number.</param>
public readonly record struct VersionReference(string Key, string Version);
