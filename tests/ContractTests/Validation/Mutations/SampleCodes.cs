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
        if (include["filter"] is JsonArray filters)
            return filters.Count == 1 && (string?)filters[0]!["op"] == "is-a" ? Below(system, (string)filters[0]!["value"]!) : null;
        if (OfSyntax.TryGetValue(system, out var known))
            return (system, known);
        return (string?)Definitions.Json("CodeSystem", system)?["concept"]?[0]?["code"] is { } first ? (system, first) : null;
    }

    private static (string System, string Code)? Below(string system, string root)
    {
        var open = new Stack<JsonObject>((Definitions.Json("CodeSystem", system)?["concept"] as JsonArray ?? []).Select(c => c!.AsObject()));
        while (open.TryPop(out var concept))
        {
            if (concept["property"] is JsonArray properties && properties.Any(p => (string?)p!["code"] == "subsumedBy" && (string?)p["valueCode"] == root))
                return (system, (string)concept["code"]!);
            foreach (var inner in concept["concept"] as JsonArray ?? [])
            {
                if ((string?)concept["code"] == root)
                    return (system, (string)inner!["code"]!);
                open.Push(inner!.AsObject());
            }
        }
        return null;
    }
}
