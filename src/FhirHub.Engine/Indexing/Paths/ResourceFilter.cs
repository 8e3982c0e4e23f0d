using FhirHub.Engine.Conformance;
using FhirHub.Engine.Indexing.Types;

namespace FhirHub.Engine.Indexing.Paths;

/// <summary>Keeps resources of one type in a slot for any.</summary>
internal sealed class ResourceFilter(TypeSchema type) : ValueFilter
{
    public override bool? Holds(in ElementValue value, int item, ReadOnlySpan<byte> resource) => value.Type == type;
}
