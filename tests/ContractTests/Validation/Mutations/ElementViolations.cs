using System.Text.Json.Nodes;
using FhirHub.Engine.Conformance;

namespace FhirHub.ContractTests.Validation.Mutations;

/// <summary>How often an element occurs, of which type it is, and modifier extensions that nobody knows.</summary>
internal static class ElementViolations
{
    public static IEnumerable<Constraint> Of(Profile profile, ProfileElement element)
    {
        if (element.Min > 0)
            yield return new Constraint("min", Few);
        if (element.Max == 0)
            yield return new Constraint("max 0", around => Forbidden(around, profile, element)) { IsAboutAround = true };
        else if (element.Max is not null)
            yield return new Constraint("max", Many);
        if (element.Max == 0)
            yield break;
        if (element.IsChoice && element.SliceName is null)
            yield return new Constraint("type", around => OtherChoice(around, element)) { IsAboutAround = true };
        else if (element.Types.Count > 0 && !element.IsChoice)
            yield return new Constraint("type", ground => OtherJson(ground, element));
        if (element.Name == "modifierExtension")
            yield return new Constraint("modifier", around => Unknown(around, element)) { IsAboutAround = true };
        if (element.SliceName is null && (string?)element.Json["slicing"]?["rules"] == "closed")
            yield return new Constraint("closed", ground => Unsliced(ground, element));
    }

    private static IEnumerable<Mutant> Few(Ground ground)
    {
        var body = ground.Copy();
        var around = ground.Around();
        for (var left = Items(ground, body, around).ToList(); left.Count >= ground.Element.Min; left = [.. Items(ground, body, around)])
            left[^1].Remove(body);
        yield return new Mutant(body, $"{around.Expression}.{ground.Element.Name}", "missing-element", "too-few-elements", "slice-too-few");
    }

    private static IEnumerable<Mutant> Many(Ground ground)
    {
        var body = ground.Copy();
        var around = ground.Around();
        var expression = $"{around.Expression}.{ground.Element.Name}";
        if (!ground.Element.IsArray)
        {
            var item = ground.Place.In(body)!;
            ground.Place.Set(body, new JsonArray(item.DeepClone(), item.DeepClone()));
            yield return new Mutant(body, expression, "wrong-json-type");
            yield break;
        }
        while (Items(ground, body, around).Count() <= ground.Element.Max)
        {
            var item = ground.Place.In(body)!;
            item.Parent!.AsArray().Add(item.DeepClone());
        }
        yield return new Mutant(body, expression, "too-many-elements", "slice-too-many");
    }

    private static IEnumerable<Mutant> Forbidden(Ground around, Profile profile, ProfileElement element)
    {
        var body = around.Copy();
        if (around.Place.In(body) is JsonObject members && !members.ContainsKey(element.Name) && Filler.Put(members, profile, element) is not null)
            yield return new Mutant(body, $"{around.Place.Expression}.{element.Name}", "element-not-allowed", "slice-too-many");
    }

    private static IEnumerable<Mutant> OtherChoice(Ground around, ProfileElement element)
    {
        var body = around.Copy();
        if (around.Place.In(body) is not JsonObject members)
            yield break;
        foreach (var present in PlaceFinder.Items(body, around.Place, element).ToList())
            present.Remove(body);
        var others = Choices(element).Except(element.TypeNames).ToList();
        var member = others.Count > 0 ? element.Member(others[0]) : element.Name + "Nonsense";
        members[member] = (others.Count > 0 ? Filler.OfType(others[0]) : null) ?? JsonValue.Create("text");
        var name = others.Count > 0 ? element.Name : member;
        yield return new Mutant(body, $"{around.Place.Expression}.{name}", "wrong-type", "unknown-element");
    }

    // The types that the base has for the element, in the owner that the schema knows.
    private static IEnumerable<string> Choices(ProfileElement element)
    {
        var path = (string)element.Json["base"]?["path"]! ?? element.Id;
        var owner = FhirSchema.R4.FindType(path[..path.LastIndexOf('.')]);
        return owner?.FindElement(element.Name)?.Types.Select(t => t.Name) ?? [];
    }

    // JSON of another kind than the type has.
    private static IEnumerable<Mutant> OtherJson(Ground ground, ProfileElement element)
    {
        var body = ground.Copy();
        var old = ground.Place.In(body)!;
        ground.Place.Set(body, old is JsonObject ? JsonValue.Create("text") : new JsonObject { ["text"] = "text" });
        yield return new Mutant(body, ground.Place.Expression, "wrong-json-type");
        if (old is not JsonValue || element.TypeNames.First() is not ("date" or "dateTime" or "instant" or "time" or "id" or "oid" or "uuid" or "uri" or "url"))
            yield break;
        body = ground.Copy();
        ground.Place.Set(body, JsonValue.Create("no such value"));
        yield return new Mutant(body, ground.Place.Expression, "invalid-" + element.TypeNames.First(), "unknown-code");
    }

    private static IEnumerable<Mutant> Unknown(Ground around, ProfileElement element)
    {
        var body = around.Copy();
        if (around.Place.In(body) is not JsonObject members || members.ContainsKey(element.Name))
            yield break;
        members[element.Name] = new JsonArray(new JsonObject { ["url"] = "https://example.org/unheard-of", ["valueBoolean"] = true });
        yield return new Mutant(body, $"{around.Place.Expression}.{element.Name}[0]", "modifier-extension-unknown");
    }

    private static IEnumerable<Mutant> Unsliced(Ground ground, ProfileElement element)
    {
        var body = ground.Copy();
        if (Filler.OfType(element.TypeNames.First()) is not { } stranger || ground.Place.In(body)!.Parent is not JsonArray items)
            yield break;
        items.Add(stranger);
        yield return new Mutant(body, $"{ground.Around().Expression}.{element.Name}[{items.Count - 1}]", "slice-unmatched");
    }

    private static IEnumerable<Place> Items(Ground ground, JsonObject body, Place around)
    {
        var all = PlaceFinder.Items(body, around, ground.Element);
        if (ground.Element.SliceName is null)
            return all;
        var ofSlice = PlaceFinder.Find(body, ground.Site, ground.Profile, ground.Element.Id).ToHashSet();
        return all.Where(ofSlice.Contains);
    }
}
