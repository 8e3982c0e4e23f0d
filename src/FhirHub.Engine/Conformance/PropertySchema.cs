namespace FhirHub.Engine.Conformance;

/// <summary>A name an element goes by in JSON and XML, with the type it then has: <c>name</c>, or <c>valueQuantity</c> for one type of a choice.</summary>
public sealed class PropertySchema
{
    internal PropertySchema(ElementSchema element, TypeSchema type)
    {
        Element = element;
        Type = type;
        Name = element.IsChoice ? element.Name + char.ToUpperInvariant(type.Name[0]) + type.Name[1..] : element.Name;
    }

    public string Name { get; }

    public ElementSchema Element { get; }

    public TypeSchema Type { get; }

    /// <summary>Whether JSON may carry id and extensions of the value in a sibling <c>_name</c>, https://hl7.org/fhir/R4/json.html#primitive.</summary>
    public bool HasSibling => Type.IsPrimitive && !Element.IsSystemValue && Type.Primitive != PrimitiveKind.Xhtml;

    public override string ToString() => $"{Element.Owner.Name}.{Name}: {Type.Name}";
}
