using FhirHub.Engine.Indexing;
using Hl7.Fhir.Introspection;

namespace FhirHub.EndToEndTests.Search.Parameters.Synthesis;

/// <summary>A small resource that has a value for one search parameter and else only what its definition requires.</summary>
/// <param name="parameter">On the type that it is for.</param>
/// <param name="targets">Keys of stored resources that references may lead to.</param>
internal sealed class SynthesisedResource(SearchParameter parameter, IReadOnlyList<string> targets)
{
    private readonly SampleValues _values = new($"{parameter.ResourceType}-{parameter.Code.TrimStart('_')}");

    public static string IdFor(SearchParameter parameter) => $"synthesised-{parameter.Code.TrimStart('_')}";

    /// <summary>One for each part of the expression that can be followed.</summary>
    public IEnumerable<JsonObject> Candidates()
    {
        foreach (string part in FhirPathValues.Parts(parameter.Expression!))
        {
            if (Following(part) is { } resource)
                yield return resource;
        }
    }

    private JsonObject? Following(string part)
    {
        var json = new JsonObject { ["resourceType"] = parameter.ResourceType, ["id"] = IdFor(parameter) };
        var root = ElementSlot.OfResource(json, parameter.ResourceType);
        try
        {
            var end = new ExpressionPath(root, root).End(part);
            if (parameter.Type == SearchParameterType.Composite)
                end.Open();
            else
                Fill(end, parameter.Type);
            foreach (var component in parameter.Components)
                Fill(new ExpressionPath(root, end).End(FhirPathValues.Parts(component.Expression).First()), component.Type);
            Complete(json, root.Mapping);
            return json;
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    private void Fill(ElementSlot slot, SearchParameterType type)
    {
        if (slot.Types is ["Extension"])
            slot = slot.Child("value");
        string chosen = Preferred(type).FirstOrDefault(t => slot.Types.Count == 0 || slot.Types.Contains(t)) ?? slot.Types[0];
        if (slot.Types.Count != 1)
            slot.As(chosen);
        slot.Set(_values.Of(slot.Mapping, TargetOf(slot.Target), slot.Codes) ?? throw new NotSupportedException(slot.Mapping.Name));
    }

    private string? TargetOf(string? type) => targets.FirstOrDefault(key =>
        key.Split('/')[0] is var of && (type is null || of == type) && (parameter.Targets.Count == 0 || parameter.Targets.Contains(of)));

    private static string[] Preferred(SearchParameterType type) => type switch
    {
        SearchParameterType.Reference => ["Reference", "canonical", "uri"],
        SearchParameterType.Quantity => ["Quantity", "Money", "Range"],
        SearchParameterType.Date => ["dateTime", "date", "Period", "instant", "Timing"],
        SearchParameterType.Number => ["decimal", "integer"],
        SearchParameterType.Text => ["string", "markdown", "Address", "HumanName"],
        SearchParameterType.Uri => ["uri", "canonical", "url"],
        _ => ["CodeableConcept", "Coding", "Identifier", "code", "boolean"],
    };

    /// <summary>Adds what an object has to have, at every level.</summary>
    private void Complete(JsonObject json, ClassMapping mapping)
    {
        foreach (var property in mapping.PropertyMappings.Where(p => p.IsMandatoryElement && !Has(json, p)))
            Add(json, property);
        if (json.Count == 0)
            Add(json, mapping.PropertyMappings.First(p => p.Name is not ("id" or "extension" or "modifierExtension")));
        foreach (var (name, value) in json.ToArray())
        {
            if (Element(mapping, name) is not { } type)
                continue;
            foreach (var item in value is JsonArray list ? list.OfType<JsonObject>() : value is JsonObject single ? [single] : [])
                Complete(item, type);
        }
    }

    private void Add(JsonObject json, PropertyMapping property)
    {
        bool choice = property.Choice == ChoiceType.DatatypeChoice;
        var type = choice ? property.FhirTypeMappings[0] : property.PropertyTypeMapping;
        var value = _values.Of(type, null, SampleValues.CodesOf(property)) ?? new JsonObject();
        json[choice ? $"{property.Name}{char.ToUpperInvariant(type.Name[0])}{type.Name[1..]}" : property.Name] = property.IsCollection ? new JsonArray(value) : value;
    }

    private static bool Has(JsonObject json, PropertyMapping property) => property.Choice == ChoiceType.DatatypeChoice
        ? json.Any(m => m.Key.StartsWith(property.Name, StringComparison.Ordinal))
        : json.ContainsKey(property.Name);

    private static ClassMapping? Element(ClassMapping mapping, string name)
    {
        if (mapping.FindMappedElementByName(name) is { Choice: ChoiceType.None } property)
            return property.PropertyTypeMapping;
        return mapping.FindMappedElementByChoiceName(name) is { } choice
            ? choice.FhirTypeMappings.FirstOrDefault(t => name.EndsWith(t.Name, StringComparison.OrdinalIgnoreCase))
            : null;
    }
}
