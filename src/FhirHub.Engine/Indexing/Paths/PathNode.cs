using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Indexing.Paths;

/// <summary>A place of a <see cref="PathTree"/>: values that several paths have in common.</summary>
/// <param name="type">Of the values here; for a slot that takes any resource, that slot.</param>
/// <param name="element">The element they stand in; null for the root.</param>
internal sealed class PathNode(TypeSchema type, ElementSchema? element)
{
    private readonly List<(string Member, PathNode Node)> _members = [];
    private readonly List<int> _slots = [];
    private readonly List<(FilterKey Key, ValueFilter Filter, PathNode Node)> _filters = [];
    private Utf8Lookup? _names;

    public TypeSchema Type { get; } = type;

    public ElementSchema? Element { get; } = element;

    /// <summary>The paths that end here.</summary>
    public List<int> Slots => _slots;

    /// <summary>Paths that go on only for some of the values.</summary>
    public List<(FilterKey Key, ValueFilter Filter, PathNode Node)> Filters => _filters;

    public bool HasMembers => _members.Count > 0;

    public bool WantsValue => _slots.Count > 0 || _filters.Count > 0;

    /// <summary>Where paths lead through a JSON member; null when none does.</summary>
    public PathNode? Find(ReadOnlySpan<byte> member)
    {
        var names = _names ??= new Utf8Lookup([.. _members.Select(m => m.Member)]);
        var index = names.IndexOf(member);
        return index < 0 ? null : _members[index].Node;
    }

    public void AddSlot(int slot)
    {
        if (!_slots.Contains(slot))
            _slots.Add(slot);
    }

    /// <summary>Where a path goes on through a JSON member. Only while the tree is built.</summary>
    public PathNode Member(string name, PropertySchema property)
    {
        foreach (var (member, existing) in _members)
            if (member == name)
                return existing;
        var node = new PathNode(property.Type, property.Element);
        _members.Add((name, node));
        _names = null;
        return node;
    }

    /// <summary>Where a path goes on for the values that a filter keeps. Only while the tree is built.</summary>
    /// <param name="keepsType">What the values are known to be behind it.</param>
    public PathNode Filtered(FilterKey key, Func<ValueFilter> filter, TypeSchema keepsType)
    {
        foreach (var (existing, _, node) in _filters)
            if (existing == key)
                return node;
        var added = new PathNode(keepsType, Element);
        _filters.Add((key, filter(), added));
        return added;
    }
}

/// <summary>Tells filters apart: equal steps are compiled once.</summary>
/// <param name="Step">A <see cref="PathStep"/>; conditions compare by reference of their lists, which only costs a second node.</param>
internal readonly record struct FilterKey(PathStep Step);
