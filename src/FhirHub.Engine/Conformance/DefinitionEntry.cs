namespace FhirHub.Engine.Conformance;

/// <summary>One conformance resource of R4 in the asset; <see cref="FhirDefinitions.Read"/> gives its content.</summary>
/// <param name="Type">Resource type, for example <c>SearchParameter</c>.</param>
/// <param name="Url">Canonical URL, without version.</param>
public sealed record DefinitionEntry(string Type, string Id, string Url, string? Version, string? Name);
