namespace FhirHub.Engine.Terminology.Systems;

/// <summary>A Coding, https://hl7.org/fhir/R4/datatypes.html#Coding.</summary>
public sealed record Coded(string? System, string? Version, string? Code, string? Display);
