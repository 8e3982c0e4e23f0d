using FhirHub.Engine.Indexing.Types;

namespace FhirHub.Engine.Indexing.Paths;

internal sealed class ExistsFilter(PathTree tree) : ValueFilter
{
    public override bool? Holds(in ElementValue value, int item, ReadOnlySpan<byte> resource)
    {
        var count = new Counter();
        new PathWalk(resource, count).Follow(tree.Root, value, item);
        return count.Values > 0;
    }

    private sealed class Counter : IValueReceiver
    {
        public int Values { get; private set; }

        public void Receive(int slot, in ElementValue value, ReadOnlySpan<byte> resource) => Values++;
    }
}
