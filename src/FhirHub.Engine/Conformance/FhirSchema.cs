namespace FhirHub.Engine.Conformance;

/// <summary>
/// The structure of every R4 datatype and resource, compiled by the build from the base StructureDefinitions. Immutable; safe for all threads.
/// </summary>
public sealed class FhirSchema
{
    private static readonly Lazy<FhirSchema> Loaded = new(() => new FhirSchema(FhirDefinitions.ReadEntry(SchemaFormat.SchemaEntry)));

    private readonly TypeSchema[] _types;
    private readonly Utf8Lookup _names;

    private FhirSchema(byte[] blob)
    {
        _types = new SchemaBlob(blob).Read();
        _names = new Utf8Lookup([.. _types.Select(t => t.Name)]);
        Resources = [.. _types.Where(t => t.Kind == TypeKind.Resource)];
        AnyResource = FindType("Resource")!;
    }

    /// <summary>R4 (4.0.1). The first use loads it, in a few milliseconds.</summary>
    public static FhirSchema R4 => Loaded.Value;

    /// <summary>Every type, backbones and abstract types included, by name in ordinal order.</summary>
    public IReadOnlyList<TypeSchema> Types => _types;

    /// <summary>The resources that can be instantiated, by name in ordinal order.</summary>
    public IReadOnlyList<TypeSchema> Resources { get; }

    /// <summary>The slot for any resource: the type of <c>contained</c> and <c>Bundle.entry.resource</c>.</summary>
    public TypeSchema AnyResource { get; }

    /// <summary>A type by its name, or a backbone by its path (<c>Patient.contact</c>); null when there is none.</summary>
    public TypeSchema? FindType(string name) => At(_names.IndexOf(name));

    public TypeSchema? FindType(ReadOnlySpan<byte> utf8Name) => At(_names.IndexOf(utf8Name));

    /// <summary>A resource that can be instantiated, or null.</summary>
    public TypeSchema? FindResource(string name) => FindType(name) is { Kind: TypeKind.Resource } type ? type : null;

    public TypeSchema? FindResource(ReadOnlySpan<byte> utf8Name) => FindType(utf8Name) is { Kind: TypeKind.Resource } type ? type : null;

    private TypeSchema? At(int index) => index < 0 ? null : _types[index];
}
