using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Indexing.Types;

/// <summary>One value that a search parameter selects in a resource.</summary>
/// <param name="type">Its datatype: <c>HumanName</c>, <c>dateTime</c>, a backbone.</param>
/// <param name="element">The element it stands in, for its binding; null where it is not known.</param>
/// <param name="json">Its JSON text: an object, or a literal with its quotes.</param>
internal readonly ref struct ElementValue(TypeSchema type, ElementSchema? element, ReadOnlySpan<byte> json)
{
    public TypeSchema Type { get; } = type;

    public ElementSchema? Element { get; } = element;

    public ReadOnlySpan<byte> Json { get; } = json;
}
