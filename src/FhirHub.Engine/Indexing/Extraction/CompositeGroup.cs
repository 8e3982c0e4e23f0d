using FhirHub.Engine.Conformance;
using FhirHub.Engine.Indexing.Paths;
using FhirHub.Engine.Indexing.Types;

namespace FhirHub.Engine.Indexing.Extraction;

/// <summary>
/// The composite parameters of a type whose parts belong to the same elements, for example to each <c>Observation.component</c>. One walk
/// over such an element finds the parts of all of them. https://hl7.org/fhir/R4/search.html#composite
/// </summary>
internal sealed class CompositeGroup(TypeSchema resourceType, SearchTypes types) : ValueTarget
{
    private readonly Dictionary<(string Expression, SearchParameterType Type), int> _slots = [];
    private readonly List<SearchTypeRules> _rules = [];
    private readonly List<(EntryPrefix Prefix, int[] Parts)> _composites = [];
    private readonly List<(TypeSchema Type, PathTree Tree)> _trees = [];
    private readonly PathTree _ofResource = new(resourceType);

    /// <summary>Adds a composite. Only while the group is built.</summary>
    /// <param name="bases">The types of the elements.</param>
    /// <exception cref="PathRefusedException">The path of a part cannot be followed.</exception>
    public void Add(SearchParameter composite, IEnumerable<TypeSchema> bases)
    {
        foreach (var type in bases)
            if (!_trees.Exists(t => t.Type == type))
                _trees.Add((type, new PathTree(type)));
        _composites.Add((new EntryPrefix(composite), [.. composite.Components.Select(Slot)]));
    }

    public override void Take(in ElementValue value, ReadOnlySpan<byte> resource, IndexRun run)
    {
        var parts = new CompositeParts(_rules);
        foreach (var (type, tree) in _trees)
            if (type == value.Type)
                new PathWalk(resource, parts).Follow(tree.Root, value, 0);
        if (_ofResource.Root.HasMembers)
            new PathWalk(resource, parts).Follow(_ofResource.Root, new ElementValue(resourceType, null, resource), 0);
        foreach (var (prefix, slots) in _composites)
            parts.Combine(prefix.In(run), slots, run.Sink);
    }

    private int Slot(SearchComponent part)
    {
        if (_slots.TryGetValue((part.Expression, part.Type), out var slot))
            return slot;
        slot = _rules.Count;
        foreach (var (type, tree) in _trees)
        {
            foreach (var path in PathParser.Paths(type, part.Expression) ?? throw PathRefusedException.NotSimple())
                (path.FromResource ? _ofResource : tree).Add(path, slot);
        }
        _rules.Add(types.For(part.Type) ?? throw PathRefusedException.NotSimple());
        _slots.Add((part.Expression, part.Type), slot);
        return slot;
    }
}
