namespace FhirHub.Engine.Conformance;

/// <summary>A datatype, a resource, or the content of an element (a backbone) of R4, with its elements in definition order.</summary>
public sealed class TypeSchema
{
    // Built on first use, since a server meets few of the 680 types. A race builds equal tables; either may stay.
    private PropertyTable? _properties;

    internal TypeSchema(string name, TypeKind kind, PrimitiveKind primitive)
    {
        Name = name;
        Kind = kind;
        Primitive = primitive;
    }

    /// <summary>FHIR's name, or the path for a backbone: <c>Patient.contact</c>.</summary>
    public string Name { get; }

    public TypeKind Kind { get; }

    /// <summary><c>DomainResource</c> for Patient, <c>BackboneElement</c> for Patient.contact; null for Element and Resource.</summary>
    public TypeSchema? Base { get; private set; }

    /// <summary>Inherited elements included. Of a primitive: id and extension.</summary>
    public IReadOnlyList<ElementSchema> Elements => ElementArray;

    public bool IsPrimitive => Kind == TypeKind.Primitive;

    /// <summary>Whether this is a resource or a slot for one.</summary>
    public bool IsResource => Kind is TypeKind.Resource or TypeKind.AbstractResource;

    internal PrimitiveKind Primitive { get; }

    /// <summary><see cref="Elements"/> without the cost of an interface, for readers.</summary>
    internal ElementSchema[] ElementArray { get; private set; } = [];

    /// <summary>The element, and the type of its value, behind a JSON member name (without <c>_</c>) or XML element name; null when there is none.</summary>
    public PropertySchema? FindProperty(ReadOnlySpan<byte> utf8Name)
    {
        var table = Properties;
        var index = table.Names.IndexOf(utf8Name);
        return index < 0 ? null : table.Properties[index];
    }

    public PropertySchema? FindProperty(string name)
    {
        var table = Properties;
        var index = table.Names.IndexOf(name);
        return index < 0 ? null : table.Properties[index];
    }

    /// <summary>The element of that name without <c>[x]</c>: <c>value</c> of Observation.</summary>
    public ElementSchema? FindElement(string name)
    {
        foreach (var element in Elements)
            if (element.Name == name)
                return element;
        return null;
    }

    /// <summary>Whether this is, or is derived from, the type of that name: Patient is a DomainResource, Age is a Quantity.</summary>
    public bool Is(string name)
    {
        for (var type = this; type is not null; type = type.Base)
            if (type.Name == name)
                return true;
        return false;
    }

    public override string ToString() => Name;

    internal void Complete(TypeSchema? baseType, ElementSchema[] elements)
    {
        Base = baseType;
        ElementArray = elements;
    }

    private PropertyTable Properties => _properties ??= new PropertyTable([.. Elements.SelectMany(e => e.Properties)]);

    private sealed class PropertyTable(PropertySchema[] properties)
    {
        public PropertySchema[] Properties { get; } = properties;

        public Utf8Lookup Names { get; } = new([.. properties.Select(p => p.Name)]);
    }
}
