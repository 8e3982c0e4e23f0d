namespace FhirHub.Engine.Terminology.Systems;

/// <summary>Another text for a concept: in another language, or for another use.</summary>
public sealed record Designation(string? Language, Coded? Use, string Value);
