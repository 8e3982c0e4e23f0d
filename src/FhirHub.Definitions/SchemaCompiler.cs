using System.Text.Json;
using FhirHub.Engine.Conformance;

namespace FhirHub.Definitions;

/// <summary>
/// Turns the snapshots of the base StructureDefinitions (not profiles, not logical models) into the schema blob.
/// https://hl7.org/fhir/R4/elementdefinition.html
/// </summary>
internal sealed class SchemaCompiler(IReadOnlyList<Definition> definitions)
{
    private readonly ValueSetCodes _codes = new(definitions);
    private readonly Dictionary<string, IReadOnlyList<string>> _codeSets = new(StringComparer.Ordinal);
    private readonly List<SchemaType> _types = [];

    public ReadOnlyMemory<byte> Compile()
    {
        foreach (var definition in definitions.Where(IsBaseType))
            AddTypes(definition.Json);
        _types.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return SchemaWriter.Write(_types, _codeSets);
    }

    private static bool IsBaseType(Definition definition)
    {
        if (definition.Type != "StructureDefinition" || definition.Json.GetProperty("kind").GetString() == "logical")
            return false;
        return !definition.Json.TryGetProperty("derivation", out var derivation) || derivation.GetString() == "specialization";
    }

    private void AddTypes(JsonElement structure)
    {
        var root = RootType(structure);
        var open = new Dictionary<string, SchemaType>(StringComparer.Ordinal) { [root.Name] = root };
        _types.Add(root);

        var elements = structure.GetProperty("snapshot").GetProperty("element").EnumerateArray().ToList();
        for (var i = 1; i < elements.Count; i++)
        {
            var path = elements[i].GetProperty("path").GetString()!;
            var dot = path.LastIndexOf('.');
            var hasChildren = i + 1 < elements.Count && elements[i + 1].GetProperty("path").GetString()!.StartsWith(path + ".", StringComparison.Ordinal);
            if (hasChildren)
            {
                var backbone = new SchemaType(path, TypeKind.Backbone, PrimitiveKind.None, ElementFacts.TypeCodes(elements[i]).Single());
                open.Add(path, backbone);
                _types.Add(backbone);
            }
            if (Element(elements[i], path[(dot + 1)..], hasChildren ? path : null, root) is { } element)
                open[path[..dot]].Elements.Add(element);
        }
    }

    private static SchemaType RootType(JsonElement structure)
    {
        var name = structure.GetProperty("type").GetString()!;
        var isAbstract = structure.GetProperty("abstract").GetBoolean();
        var parent = structure.TryGetProperty("baseDefinition", out var url) ? LastSegment(url.GetString()!) : null;
        return structure.GetProperty("kind").GetString() switch
        {
            "primitive-type" => new SchemaType(name, TypeKind.Primitive, Enum.Parse<PrimitiveKind>(name, ignoreCase: true), parent),
            "complex-type" => new SchemaType(name, TypeKind.Complex, PrimitiveKind.None, parent),
            _ => new SchemaType(name, isAbstract ? TypeKind.AbstractResource : TypeKind.Resource, PrimitiveKind.None, parent),
        };
    }

    private SchemaElement? Element(JsonElement json, string name, string? backbone, SchemaType root)
    {
        var max = json.GetProperty("max").GetString()!;
        // The value of a primitive is no element in JSON or XML, and max = 0 (xhtml.extension) takes an inherited element away.
        if (max == "0" || (root.Kind == TypeKind.Primitive && name == "value"))
            return null;

        var isChoice = name.EndsWith("[x]", StringComparison.Ordinal);
        return new SchemaElement(
            isChoice ? name[..^3] : name,
            json.GetProperty("min").GetInt32(),
            max == "*" ? -1 : int.Parse(max, System.Globalization.CultureInfo.InvariantCulture),
            ElementFacts.Flags(json) | (isChoice ? ElementFlags.Choice : ElementFlags.None),
            RequiredCodes(json),
            backbone is null ? ElementFacts.TypeNames(json) : [backbone],
            ElementFacts.ReferenceTargets(json));
    }

    private string? RequiredCodes(JsonElement json)
    {
        if (!ElementFacts.TypeCodes(json).Contains("code") ||
            !json.TryGetProperty("binding", out var binding) ||
            binding.GetProperty("strength").GetString() != "required" ||
            !binding.TryGetProperty("valueSet", out var canonical))
            return null;

        var url = canonical.GetString()!.Split('|')[0];
        if (_codeSets.ContainsKey(url))
            return url;
        if (_codes.Enumerate(url) is not { } codes)
            return null;
        _codeSets.Add(url, codes);
        return url;
    }

    private static string LastSegment(string url) => url[(url.LastIndexOf('/') + 1)..];
}
