using System.Text.Json;

namespace FhirHub.Engine.Terminology.Operations;

/// <summary>A parameter of an operation as it was given.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">The value, resource, or array of parts; of a parameter in a URL, its text.</param>
/// <param name="Path">FHIRPath where it stands; null in a URL.</param>
public sealed record OperationArgument(string Name, JsonElement Value, string? Path);
