using FhirHub.Engine.Conformance;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Search.Parsing;
using FhirHub.Server.Http;

namespace FhirHub.Server.Interactions;

/// <summary>Where a search looks: its path says so.</summary>
/// <param name="Path">Below the service root, without <c>_search</c>: <c>/Patient</c>, <c>/Patient/1/Observation</c>, or nothing.</param>
/// <param name="Type">Only this type; null for all.</param>
/// <param name="Compartment">Only what is in it.</param>
internal sealed record SearchScope(string Path, string? Type, ResourceKey? Compartment)
{
    /// <exception cref="FhirException">Not found: the path names a compartment that R4 does not define.</exception>
    public static SearchScope Of(FhirRequest request)
    {
        if (request.Name is not { } name)
            return request.TypeOrNull is { } type ? new SearchScope("/" + type, type, null) : new SearchScope("", null, null);
        if (name != "*" && FhirSchema.R4.FindResource(name) is null)
            throw FhirException.UnknownRoute($"'{name}' is neither a resource type nor '*', which stand behind a compartment's resource.");
        var key = request.Key;
        return new SearchScope($"/{key}/{name}", name == "*" ? null : name, key);
    }

    public SearchRequest Request(IReadOnlyList<KeyValuePair<string, string>> parameters, bool strict) => new()
    {
        Types = Type is null ? [] : [Type],
        Parameters = parameters,
        Strict = strict,
        Compartment = Compartment,
    };
}
