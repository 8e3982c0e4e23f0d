using FhirHub.Engine.Indexing.Types;

namespace FhirHub.Engine.Indexing.Paths;

internal sealed class AndFilter(ValueFilter left, ValueFilter right) : ValueFilter
{
    public override bool? Holds(in ElementValue value, int item, ReadOnlySpan<byte> resource) =>
        left.Holds(value, item, resource) is var answer && answer == false ? false : answer & right.Holds(value, item, resource);
}
