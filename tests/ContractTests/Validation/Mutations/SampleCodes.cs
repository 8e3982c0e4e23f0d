using System.Text.Json.Nodes;

namespace FhirHub.ContractTests.Validation.Mutations;

/// <summary>A code of a value set, read off its definition.</summary>
internal static class SampleCodes
{
    private static readonly Dictionary<string, string> OfSyntax = new(StringComparer.Ordinal)
    {
        ["urn:ietf:bcp:47"] = "zh-CN",
        ["urn:ietf:bcp:13"] = "text/plain",
        ["urn:iso:std:iso:4217"] = "CNY",
        ["http://unitsofmeasure.org"] = "1",
    };

    /// <summary>Null when the definition names none outright.</summary>
    public static (string System, string Code)? Of(string valueSet) => Definitions.Json("ValueSet", valueSet)?["compose"]?["include"] is JsonArray includes
        ? includes.Select(i => OfInclude(i!.AsObject())).FirstOrDefault(c => c is not null)
        : null;

    private static (string System, string Code)? OfInclude(JsonObject include)
    {
        if ((string?)include["system"] is not { } system)
            return (string?)include["valueSet"]?[0] is { } other ? Of(other) : null;
        if ((string?)include["concept"]?[0]?["code"] is { } listed)
            return (system, listed);
        if (include.ContainsKey("filter"))
            return null;
        if (OfSyntax.TryGetValue(system, out var known))
            return (system, known);
        return (string?)Definitions.Json("CodeSystem", system)?["concept"]?[0]?["code"] is { } first ? (system, first) : null;
    }
}
