using FhirHub.Engine.Indexing;

namespace FhirHub.Engine.Search.Parsing;

/// <summary>A criterion that this server supports on a type, for <c>CapabilityStatement.rest.resource.searchParam</c>.</summary>
/// <param name="Code">Its name.</param>
/// <param name="Url">Canonical URL of its definition; null for those that R4 does not define as a SearchParameter.</param>
/// <param name="Type">How its values are compared.</param>
/// <param name="Modifiers">Without colon; <c>[type]</c> stands for the name of a resource type.</param>
/// <param name="Documentation">What a client should know; null where the definition says all.</param>
public sealed record SupportedParameter(
    string Code, string? Url, SearchParameterType Type, IReadOnlyList<string> Modifiers, string? Documentation);
