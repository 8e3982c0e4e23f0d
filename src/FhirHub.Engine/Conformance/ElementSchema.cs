namespace FhirHub.Engine.Conformance;

/// <summary>One element of a type, from its ElementDefinition: https://hl7.org/fhir/R4/elementdefinition.html.</summary>
public sealed class ElementSchema
{
    private readonly ElementFlags _flags;

    internal ElementSchema(
        TypeSchema owner, int index, string name, int min, int? max, ElementFlags flags,
        CodeSet? requiredCodes, IReadOnlyList<TypeSchema> types, IReadOnlyList<string> referenceTargets)
    {
        Owner = owner;
        Index = index;
        Name = name;
        Min = min;
        Max = max;
        _flags = flags;
        RequiredCodes = requiredCodes;
        Types = types;
        ReferenceTargets = referenceTargets;
        var properties = new PropertySchema[types.Count];
        for (var i = 0; i < properties.Length; i++)
            properties[i] = new PropertySchema(this, types[i]);
        Properties = properties;
    }

    /// <summary>The type this is an element of.</summary>
    public TypeSchema Owner { get; }

    /// <summary>Place among the elements of <see cref="Owner"/>, from 0: the order of XML.</summary>
    public int Index { get; }

    /// <summary>Without <c>[x]</c>: <c>value</c> for <c>Observation.value[x]</c>.</summary>
    public string Name { get; }

    /// <summary>As in the definition: <c>Patient.contact.name</c>, <c>Observation.value[x]</c>. Built on each call.</summary>
    public string Path => IsChoice ? $"{Owner.Name}.{Name}[x]" : $"{Owner.Name}.{Name}";

    public int Min { get; }

    /// <summary>Null for "*".</summary>
    public int? Max { get; }

    /// <summary>Whether the element repeats, which makes it an array in JSON even when it occurs once.</summary>
    public bool IsArray => Max != 1;

    public bool IsChoice => (_flags & ElementFlags.Choice) != 0;

    public bool IsSummary => (_flags & ElementFlags.Summary) != 0;

    public bool IsModifier => (_flags & ElementFlags.Modifier) != 0;

    /// <summary>An XML attribute: <c>id</c> of elements and <c>Extension.url</c>.</summary>
    public bool IsXmlAttribute => (_flags & ElementFlags.XmlAttribute) != 0;

    /// <summary>XML content in the XHTML namespace: <c>Narrative.div</c>.</summary>
    public bool IsXhtml => Types.Count == 1 && Types[0].Primitive == PrimitiveKind.Xhtml;

    /// <summary>A bare value without id and extensions: <c>id</c> of elements and <c>Extension.url</c>.</summary>
    public bool IsSystemValue => (_flags & ElementFlags.SystemValue) != 0;

    /// <summary>The codes a <c>code</c> element is bound to; null when it is not bound, or the value set cannot be enumerated (mime types).</summary>
    public CodeSet? RequiredCodes { get; }

    /// <summary>One type, or several for a choice; a content reference is resolved to the type it names.</summary>
    public IReadOnlyList<TypeSchema> Types { get; }

    /// <summary>The names it goes by, one for each of <see cref="Types"/>.</summary>
    public IReadOnlyList<PropertySchema> Properties { get; }

    /// <summary>Resource types a Reference or canonical here may point to; empty for any, and for other types.</summary>
    public IReadOnlyList<string> ReferenceTargets { get; }

    public override string ToString() => Path;
}
