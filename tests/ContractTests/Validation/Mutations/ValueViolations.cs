using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FhirHub.ContractTests.Validation.Mutations;

/// <summary>What the value is: fixed, pattern, bounds, length, form, and the value set it is bound to.</summary>
internal static class ValueViolations
{
    private const string RegexExtension = "http://hl7.org/fhir/StructureDefinition/regex";
    private const string MaxValueSet = "http://hl7.org/fhir/StructureDefinition/elementdefinition-maxValueSet";

    public static IEnumerable<Constraint> Of(ProfileElement element)
    {
        if (element.Max == 0)
            yield break;
        if (element.Fixed is { } exact)
            yield return new Constraint("fixed", g => Other(g, exact, "fixed-value"));
        if (element.Pattern is { } pattern)
            yield return new Constraint("pattern", g => Other(g, pattern, "pattern-value"));
        if (element.Value("minValue") is { } least)
            yield return new Constraint("min value", g => Beyond(g, least, -1, "min-value"));
        if (element.Value("maxValue") is { } greatest)
            yield return new Constraint("max value", g => Beyond(g, greatest, 1, "max-value"));
        if ((int?)element.Json["maxLength"] is { } length)
            yield return new Constraint("max length", g => Replaced(g, new string('1', length + 1), "too-long"));
        if (RegexOf(element) is { } regex)
            yield return new Constraint("regex", g => Malformed(g, regex));
        if (element.Json["binding"] is JsonObject binding && (string?)binding["valueSet"] is not null)
        {
            if ((string?)binding["strength"] is { } strength && strength != "example")
                yield return new Constraint($"binding {strength}", g => Uncoded(g, strength));
            if (binding["extension"] is JsonArray extensions && extensions.Any(e => (string?)e!["url"] == MaxValueSet))
                yield return new Constraint("max value set", g => Uncoded(g, "max"));
        }
    }

    private static IEnumerable<Mutant> Other(Ground ground, JsonNode wanted, string code)
    {
        var body = ground.Copy();
        var value = ground.Place.In(body)!;
        ground.Place.Set(body, Different(value, wanted));
        yield return new Mutant(body, ground.Place.Expression, code);
    }

    // The same value with a leaf of what is wanted changed.
    private static JsonNode Different(JsonNode value, JsonNode wanted)
    {
        var other = value.DeepClone();
        switch (wanted)
        {
            case JsonObject members when other is JsonObject own:
                // The code rather than the system, which may tell slices apart.
                var (name, inner) = members.FirstOrDefault(m => m.Key == "code") is { Key: not null } code ? code : members.Last();
                own[name] = own[name] is { } mine ? Different(mine, inner!) : JsonValue.Create("other");
                return own;
            case JsonArray items when other is JsonArray own:
                own[0] = Different(own[0]!, items[0]!);
                return own;
            case JsonValue leaf when leaf.TryGetValue<bool>(out var flag):
                return JsonValue.Create(!flag);
            case JsonValue leaf when leaf.TryGetValue<decimal>(out var number):
                return JsonValue.Create(number + 1);
            default:
                return JsonValue.Create((string?)wanted + "other");
        }
    }

    private static IEnumerable<Mutant> Beyond(Ground ground, JsonNode bound, int step, string code)
    {
        if (bound is JsonValue number && number.TryGetValue<decimal>(out var limit))
            return Replaced(ground, JsonValue.Create(limit + step), code);
        if (bound is JsonObject quantity && (decimal?)quantity["value"] is { } amount)
        {
            var other = quantity.DeepClone();
            other["value"] = amount + step;
            return Replaced(ground, other, code);
        }
        return (string?)bound is { Length: >= 4 } date && int.TryParse(date[..4], CultureInfo.InvariantCulture, out var year)
            ? Replaced(ground, $"{year + step:0000}{date[4..]}", code)
            : [];
    }

    private static IEnumerable<Mutant> Malformed(Ground ground, Regex regex)
    {
        if (new[] { "!", "no such value", "-", "0", "" }.FirstOrDefault(t => !regex.IsMatch(t)) is { Length: > 0 } wrong)
            yield return Replaced(ground, wrong, "regex-mismatch").Single();
    }

    private static IEnumerable<Mutant> Replaced(Ground ground, JsonNode value, params string[] codes)
    {
        var body = ground.Copy();
        ground.Place.Set(body, value);
        yield return new Mutant(body, ground.Place.Expression, codes);
    }

    private static Regex? RegexOf(ProfileElement element)
    {
        var said = element.Types.Where(t => (string?)t["code"] is { } code && !code.StartsWith("http:", StringComparison.Ordinal)).Append(element.Json)
            .SelectMany(t => t["extension"] as JsonArray ?? [])
            .FirstOrDefault(e => (string?)e!["url"] == RegexExtension);
        return (string?)said?["valueString"] is { } pattern ? new Regex($"^(?:{pattern})$", RegexOptions.None, TimeSpan.FromSeconds(1)) : null;
    }

    // A code that nobody defined, of a system that nobody knows.
    private static IEnumerable<Mutant> Uncoded(Ground ground, string strength)
    {
        string[] codes = strength switch
        {
            "required" => ["code-not-in-value-set", "unknown-code", "code-unknown", "code-missing"],
            "extensible" => ["code-not-extensible", "code-unknown"],
            "preferred" => ["code-not-preferred", "code-unknown"],
            _ => ["code-beyond-maximum"],
        };
        return ground.Place.In(ground.Body) switch
        {
            JsonValue => Replaced(ground, "non sense", codes),
            JsonObject concept when concept["coding"] is JsonArray codings =>
                Replaced(ground, Concept(Nonsense()), codes).Concat(Replaced(ground, Concept(Nonsense((string?)codings[0]!["system"])), codes)),
            JsonObject text when text.ContainsKey("text") => Replaced(ground, Concept(Nonsense()), codes),
            JsonObject value when value.ContainsKey("value") =>
                Replaced(ground, new JsonObject { ["value"] = 1, ["system"] = "urn:oid:1.2.3.4", ["code"] = "nonsense" }, codes),
            _ => Replaced(ground, Nonsense(), codes),
        };
    }

    private static JsonObject Concept(JsonObject coding) => new() { ["coding"] = new JsonArray(coding) };

    private static JsonObject Nonsense(string? system = null) => new() { ["system"] = system ?? "urn:oid:1.2.3.4", ["code"] = "nonsense" };
}
