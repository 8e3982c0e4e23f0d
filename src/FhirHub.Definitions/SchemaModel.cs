using FhirHub.Engine.Conformance;

namespace FhirHub.Definitions;

/// <summary>A type of the schema while it is compiled; see <see cref="SchemaFormat"/> for what is written.</summary>
internal sealed record SchemaType(string Name, TypeKind Kind, PrimitiveKind Primitive, string? Base)
{
    public List<SchemaElement> Elements { get; } = [];
}

/// <param name="Max">-1 for "*".</param>
/// <param name="CodeSet">Canonical URL of the value set whose codes are required, when all of them are known.</param>
/// <param name="Types">Names of the types its value can have: one, or several for a choice.</param>
/// <param name="Targets">Resource types a Reference or canonical may point to; empty for any.</param>
internal sealed record SchemaElement(
    string Name, int Min, int Max, ElementFlags Flags, string? CodeSet, IReadOnlyList<string> Types, IReadOnlyList<string> Targets);
