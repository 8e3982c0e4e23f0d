using System.Text.Json;

namespace FhirHub.Definitions;

/// <summary>One conformance resource of the package, parsed.</summary>
internal sealed record Definition(string Type, string Id, string Url, string? Version, string? Name, JsonElement Json);
