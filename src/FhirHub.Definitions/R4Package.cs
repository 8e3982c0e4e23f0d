using System.Text.Json;

namespace FhirHub.Definitions;

/// <summary>Picks the definitions of R4 out of the package, which holds every example instance as well.</summary>
internal static class R4Package
{
    private static readonly string[] Types =
    [
        "CodeSystem", "CompartmentDefinition", "ConceptMap", "OperationDefinition", "SearchParameter", "StructureDefinition", "ValueSet",
    ];

    /// <summary>All definitions, ordered by type and id.</summary>
    public static IReadOnlyList<Definition> Read(string folder)
    {
        var found = new List<Definition>();
        foreach (var type in Types)
            foreach (var file in Directory.EnumerateFiles(folder, type + "-*.json").Order(StringComparer.Ordinal))
                if (Parse(type, File.ReadAllBytes(file)) is { } definition)
                    found.Add(definition);
        if (found.Count == 0)
            throw new DefinitionsException($"{folder} holds no R4 definitions");
        return found;
    }

    private static Definition? Parse(string type, byte[] file)
    {
        var json = JsonDocument.Parse(file).RootElement;
        if (!json.TryGetProperty("url", out var url) || IsExample(url.GetString()!))
            return null;
        return new Definition(type, Text(json, "id")!, url.GetString()!, Text(json, "version"), Text(json, "name"), json);
    }

    /// <summary>
    /// Conformance resources that only illustrate their own type say so in the last segment of their canonical URL:
    /// <c>…/CodeSystem/example</c>, <c>…/ConceptMap/example2</c>, <c>…/SearchParameter/example-reference</c>. None of them is in the
    /// definition bundles HL7 publishes beside the specification.
    /// </summary>
    private static bool IsExample(string url)
    {
        var name = url.AsSpan(url.LastIndexOf('/') + 1);
        return name is "example" or "example2" || name.StartsWith("example-");
    }

    private static string? Text(JsonElement json, string property) =>
        json.TryGetProperty(property, out var value) ? value.GetString() : null;
}
