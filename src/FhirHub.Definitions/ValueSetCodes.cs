using System.Text.Json;

namespace FhirHub.Definitions;

/// <summary>
/// Enumerates value sets whose every code is in the package. One that needs a filter, an external or an incomplete code system
/// (mime types, languages, currencies, units) is left to the terminology service. https://hl7.org/fhir/R4/valueset.html#compose
/// </summary>
internal sealed class ValueSetCodes
{
    private readonly Dictionary<string, JsonElement> _valueSets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonElement> _codeSystems = new(StringComparer.Ordinal);

    public ValueSetCodes(IEnumerable<Definition> definitions)
    {
        foreach (var definition in definitions)
        {
            if (definition.Type == "ValueSet")
                _valueSets.TryAdd(definition.Url, definition.Json);
            else if (definition.Type == "CodeSystem")
                _codeSystems.TryAdd(definition.Url, definition.Json);
        }
    }

    /// <summary>The codes in the order of the value set, or null when they cannot all be known here.</summary>
    public IReadOnlyList<string>? Enumerate(string valueSet)
    {
        if (!_valueSets.TryGetValue(valueSet, out var json) || !json.TryGetProperty("compose", out var compose))
            return null;
        // An excluded code of another system may share its text with an included one: not worth guessing.
        if (compose.TryGetProperty("exclude", out _))
            return null;

        var codes = new List<string>();
        foreach (var include in compose.GetProperty("include").EnumerateArray())
        {
            if (Include(include) is not { } included)
                return null;
            codes.AddRange(included);
        }
        return [.. codes.Distinct()];
    }

    private List<string>? Include(JsonElement include)
    {
        if (include.TryGetProperty("filter", out _))
            return null;
        if (include.TryGetProperty("valueSet", out var sets))
            return include.TryGetProperty("system", out _) || sets.GetArrayLength() != 1
                ? null
                : Enumerate(sets[0].GetString()!.Split('|')[0])?.ToList();
        if (include.TryGetProperty("concept", out var concepts))
            return [.. concepts.EnumerateArray().Select(c => c.GetProperty("code").GetString()!)];
        return WholeSystem(include.GetProperty("system").GetString()!);
    }

    private List<string>? WholeSystem(string url)
    {
        if (!_codeSystems.TryGetValue(url, out var system) || system.GetProperty("content").GetString() != "complete")
            return null;
        var codes = new List<string>();
        Collect(system, codes);
        return codes;
    }

    private static void Collect(JsonElement parent, List<string> codes)
    {
        if (!parent.TryGetProperty("concept", out var concepts))
            return;
        foreach (var concept in concepts.EnumerateArray())
        {
            codes.Add(concept.GetProperty("code").GetString()!);
            Collect(concept, codes);
        }
    }
}
