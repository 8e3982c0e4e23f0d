using FhirHub.Engine.Indexing.Types;

namespace FhirHub.Engine.Indexing.Paths;

/// <summary>Whether references lead to a type, as far as they say so: nothing is read for it but contained resources.</summary>
internal sealed class ResolvesFilter(PathTree tree, string type) : ValueFilter
{
    public override bool? Holds(in ElementValue value, int item, ReadOnlySpan<byte> resource)
    {
        var targets = new Targets(type);
        new PathWalk(resource, targets).Follow(tree.Root, value, item);
        return targets.Found;
    }

    private sealed class Targets(string type) : IValueReceiver
    {
        public bool Found { get; private set; }

        public void Receive(int slot, in ElementValue value, ReadOnlySpan<byte> resource) =>
            Found = Found || ReferenceJson.LeadsTo(value, type, resource);
    }
}
