using FhirHub.Engine.Indexing.Types;

namespace FhirHub.Engine.Indexing.Paths;

internal sealed class NotFilter(ValueFilter operand) : ValueFilter
{
    public override bool? Holds(in ElementValue value, int item, ReadOnlySpan<byte> resource) => !operand.Holds(value, item, resource);
}
