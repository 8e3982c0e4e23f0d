using System.Text.Json.Nodes;

namespace FhirHub.ContractTests.Validation.Mutations;

/// <summary>An example in which an element of a profile is present, or what the element would stand in: where a violation can be made.</summary>
/// <param name="Site">Where the profile applies.</param>
/// <param name="Place">The element.</param>
internal sealed record Ground(JsonObject Body, Profile Profile, ProfileElement Element, Place Site, Place Place)
{
    private const int MaxPlaces = 4;

    /// <summary>Those an example has; after them, if <paramref name="grown"/>, one made by adding what is missing.</summary>
    public static IEnumerable<Ground> Of(Profile profile, ProfileElement element, IReadOnlyList<(JsonObject Body, Place Site)> sites, bool grown = true)
    {
        foreach (var (body, site) in sites)
            foreach (var place in PlaceFinder.Find(body, site, profile, element.Id).Take(MaxPlaces))
                yield return new Ground((JsonObject)body.DeepClone(), profile, element, site, place);
        foreach (var (body, site) in grown ? sites : [])
            if (Grow((JsonObject)body.DeepClone(), site, profile, element) is { } made)
                yield return made;
    }

    /// <summary>A copy to change.</summary>
    public JsonObject Copy() => (JsonObject)Body.DeepClone();

    /// <summary>Whether the element still is in a changed body where it was, in the slice it was in.</summary>
    public bool IsIn(JsonObject changed) => PlaceFinder.Find(changed, Site, Profile, Element.Id).Contains(Place);

    /// <summary>Whether what the element stands in is still there.</summary>
    public bool IsAroundIn(JsonObject changed, Place around) => PlaceFinder.Find(changed, Site, Profile, Element.ParentId).Contains(around);

    /// <summary>What the element stands in.</summary>
    public Place Around()
    {
        foreach (var around in PlaceFinder.Find(Body, Site, Profile, Element.ParentId))
            if (PlaceFinder.Items(Body, around, Element).Contains(Place))
                return around;
        throw new InvalidOperationException($"{Element.Id} stands nowhere");
    }

    private static Ground? Grow(JsonObject body, Place site, Profile profile, ProfileElement element)
    {
        if (PlaceFinder.Find(body, site, profile, element.Id).Any())
            return null;
        var missing = new Stack<ProfileElement>();
        for (var at = element; at is not null && !PlaceFinder.Find(body, site, profile, at.Id).Any(); at = profile.Find(at.ParentId))
            missing.Push(at);
        while (missing.TryPop(out var next))
        {
            if (PlaceFinder.Find(body, site, profile, next.Id).Any())
                continue;
            var around = PlaceFinder.Find(body, site, profile, next.ParentId).FirstOrDefault();
            if (around?.In(body) is not JsonObject members || (!next.IsArray && members.ContainsKey(next.Name)) || Filler.Put(members, profile, next) is null)
                return null;
        }
        return PlaceFinder.Find(body, site, profile, element.Id).LastOrDefault() is { } place ? new Ground(body, profile, element, site, place) : null;
    }
}
