using Hl7.Fhir.Introspection;

namespace FhirHub.EndToEndTests.Search.Parameters.Synthesis;

/// <summary>An element of a resource that is being made. Nothing of it is there before it is opened or set.</summary>
internal sealed class ElementSlot
{
    private readonly ElementSlot? _owner;
    private readonly PropertyMapping? _property;
    private JsonObject? _json;
    private string? _type;

    private ElementSlot(ElementSlot owner, PropertyMapping property) => (_owner, _property) = (owner, property);

    private ElementSlot(JsonObject json, ClassMapping mapping) => (_json, Mapping) = (json, mapping);

    /// <summary>Its type; of a choice, once it is chosen.</summary>
    public ClassMapping Mapping => field ?? (IsChoice ? ClassOf(_type!) : _property!.PropertyTypeMapping);

    public Type? Codes => _property is null ? null : SampleValues.CodesOf(_property);

    /// <summary>The type that a reference leads to; null for any.</summary>
    public string? Target { get; set; }

    /// <summary>The types it may have; a choice that is open has none.</summary>
    public IReadOnlyList<string> Types => _type is not null ? [_type]
        : _property is null ? [Mapping.Name]
        : [.. _property.FhirTypeMappings.Where(m => m.IsAbstract != true).Select(m => m.Name)];

    public static ElementSlot OfResource(JsonObject json, string type) => new(json, ClassOf(type));

    public static ClassMapping ClassOf(string type) => Known(type) ?? throw new NotSupportedException($"{type} is unknown");

    public void As(string type) => _type = type;

    /// <exception cref="NotSupportedException">There is no such element.</exception>
    public ElementSlot Child(string name) => new(this, Mapping.FindMappedElementByName(name) ?? throw new NotSupportedException($"{Mapping.Name} has no {name}"));

    /// <summary>An extension that is there from now on.</summary>
    public ElementSlot Extension(string url)
    {
        var extension = Child("extension");
        extension.Open()["url"] = url;
        return extension;
    }

    /// <summary>Its object; made where it is not there yet. Of a list, the first.</summary>
    public JsonObject Open()
    {
        if (_json is not null)
            return _json;
        var owner = _owner!.Open();
        _json = Present(owner) as JsonObject ?? (Present(owner) as JsonArray)?[0]!.AsObject();
        if (_json is null)
            Set(_json = []);
        return _json;
    }

    /// <summary>Gives it its value.</summary>
    public void Set(JsonNode value) => _owner!.Open()[Name] = _property!.IsCollection ? new JsonArray(value) : value;

    private bool IsChoice => _property?.Choice == ChoiceType.DatatypeChoice;

    /// <summary>The member it is: that of a choice says the type.</summary>
    private string Name => IsChoice ? $"{_property!.Name}{char.ToUpperInvariant(_type![0])}{_type[1..]}" : _property!.Name;

    private JsonNode? Present(JsonObject owner) => IsChoice && _type is null ? null : owner[Name];

    private static ClassMapping? Known(string type) => Hl7.Fhir.Model.ModelInfo.ModelInspector.FindClassMapping(type);
}
