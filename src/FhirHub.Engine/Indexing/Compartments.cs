using System.Collections.Frozen;
using System.Text.Json;
using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Indexing;

/// <summary>
/// Which reference parameters make a resource part of a compartment, https://hl7.org/fhir/R4/compartmentdefinition.html. The definitions
/// of R4 name a few parameters that its types do not have; those are left out.
/// </summary>
public static class Compartments
{
    private static readonly Lazy<FrozenDictionary<(string Compartment, string Type), IReadOnlyList<string>>> Codes = new(Read);

    private static readonly Lazy<IReadOnlyList<string>> AllTypes = new(() =>
        [.. Codes.Value.Keys.Select(k => k.Compartment).Distinct().Order(StringComparer.Ordinal)]);

    /// <summary>The types that have a compartment: Device, Encounter, Patient, Practitioner, RelatedPerson.</summary>
    public static IReadOnlyList<string> Types => AllTypes.Value;

    /// <summary>
    /// The parameters by which a resource of a type belongs to the compartment it refers to; none when the type is never part of it.
    /// The resource a compartment is named after is part of it too, without any parameter.
    /// </summary>
    public static IReadOnlyList<string> Parameters(string compartment, string resourceType) =>
        Codes.Value.GetValueOrDefault((compartment, resourceType)) ?? [];

    private static FrozenDictionary<(string Compartment, string Type), IReadOnlyList<string>> Read()
    {
        var found = new Dictionary<(string Compartment, string Type), IReadOnlyList<string>>();
        foreach (var definition in FhirDefinitions.All.Where(d => d.Type == "CompartmentDefinition"))
        {
            using var json = JsonDocument.Parse(FhirDefinitions.Read(definition));
            var compartment = json.RootElement.GetProperty("code").GetString()!;
            foreach (var resource in json.RootElement.GetProperty("resource").EnumerateArray())
            {
                var type = resource.GetProperty("code").GetString()!;
                if (resource.TryGetProperty("param", out var parameters))
                    found[(compartment, type)] = [.. parameters.EnumerateArray().Select(p => p.GetString()!).Where(p => IsReference(type, p))];
            }
        }
        return found.ToFrozenDictionary();
    }

    // "{def}" stands for the resource itself.
    private static bool IsReference(string type, string code) =>
        SearchParameterCatalog.R4.Find(type, code) is { Type: SearchParameterType.Reference };
}
