using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Indexing.Paths;

/// <summary>
/// Simple paths from one type, merged by what they have in common, so that one pass over the JSON serves all of them. Built by one thread,
/// then read by many.
/// </summary>
internal sealed class PathTree(TypeSchema type)
{
    public PathNode Root { get; } = new(type, null);

    /// <summary>Adds a path whose values go to a slot; returns where it ends, which is nowhere for types it does not concern.</summary>
    /// <exception cref="PathRefusedException">The path cannot be followed; the tree holds a part of it that selects nothing.</exception>
    public IReadOnlyList<PathNode> Add(SimplePath path, int slot)
    {
        List<PathNode> places = [Root];
        var single = true;
        for (var i = 0; i < path.Steps.Count; i++)
        {
            switch (path.Steps[i])
            {
                case ChildStep child:
                    single = places.TrueForAll(p => p.Element is not { IsArray: true }) && single;
                    places = Children(places, child, [.. path.Steps.Skip(i + 1)]);
                    break;
                case TypeStep typed:
                    places = OfType(places, typed);
                    break;
                case WhereStep where:
                    places = [.. places.Select(p => p.Filtered(new FilterKey(where), () => ValueFilter.Of(where.Condition, p.Type), p.Type))];
                    // An index behind a filter counts what is left.
                    single = false;
                    break;
                case ItemStep item when single:
                    places = [.. places.Select(p => p.Filtered(new FilterKey(item), () => new ItemFilter(item.Index), p.Type))];
                    break;
                default:
                    throw PathRefusedException.NotSimple();
            }
        }
        foreach (var place in places)
            place.AddSlot(slot);
        return places;
    }

    private static List<PathNode> Children(List<PathNode> places, ChildStep step, IReadOnlyList<PathStep> rest)
    {
        var goesOn = rest.Any(s => s is ChildStep);
        var found = new List<PathNode>();
        var known = false;
        foreach (var place in places)
        {
            if (place.Type.Kind == TypeKind.AbstractResource)
                throw PathRefusedException.NotSimple();
            if (place.Type.FindElement(step.Name) is not { } element)
                continue;
            known = true;
            foreach (var property in element.Properties)
                if (rest is not [TypeStep typed, ..] || IsMeant(property, typed))
                    found.Add(place.Member(property.Type.IsPrimitive && goesOn ? "_" + property.Name : property.Name, property));
        }
        if (!known && places.Count > 0)
            throw PathRefusedException.Unknown(step.Name, places[0].Type.Name);
        return found;
    }

    private static List<PathNode> OfType(List<PathNode> places, TypeStep step)
    {
        var type = TypeNames.Find(step.Type)!;
        return
        [
            .. places.Where(p => Fits(p.Type, step)).Select(p => p.Type.Kind == TypeKind.AbstractResource
                ? p.Filtered(new FilterKey(step), () => new ResourceFilter(type), type)
                : p),
        ];
    }

    // Among the types of a choice that has the one named, its descendants are others: uri does not mean canonical beside it.
    private static bool IsMeant(PropertySchema property, TypeStep step) =>
        property.Element.Types.Contains(TypeNames.Find(step.Type)) ? property.Type == TypeNames.Find(step.Type) : Fits(property.Type, step);

    private static bool Fits(TypeSchema type, TypeStep step) =>
        type.Kind == TypeKind.AbstractResource ? TypeNames.Find(step.Type) is { Kind: TypeKind.Resource } : type.Is(TypeNames.Find(step.Type)!.Name);
}
