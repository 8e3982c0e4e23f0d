namespace FhirHub.Engine.Terminology.Systems;

/// <summary>A property that a code system defines for its concepts.</summary>
public sealed record PropertyKind(string Code, string? Uri, string? Type);
