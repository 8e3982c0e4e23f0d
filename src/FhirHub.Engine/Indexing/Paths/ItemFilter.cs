using FhirHub.Engine.Indexing.Types;

namespace FhirHub.Engine.Indexing.Paths;

internal sealed class ItemFilter(int index) : ValueFilter
{
    public override bool? Holds(in ElementValue value, int item, ReadOnlySpan<byte> resource) => item == index;
}
