using System.Text.Json.Nodes;

namespace FhirHub.ContractTests.Validation.Mutations;

/// <summary>Finds in a body what an element of a profile, or a slice of it, is there.</summary>
internal static class PlaceFinder
{
    /// <param name="site">Where the profile applies: the root of the body, or an extension in it.</param>
    public static IEnumerable<Place> Find(JsonObject body, Place site, Profile profile, string id)
    {
        if (id == profile.Root.Id)
            return site.In(body) is { } root && (profile.Type != "Extension" || (string?)root["url"] == profile.Url) ? [site] : [];
        if (profile.Find(id) is not { } element)
            return [];
        return Find(body, site, profile, element.ParentId)
            .SelectMany(around => Items(body, around, element))
            .Where(item => element.SliceName is null || IsOfSlice(body, item, profile, element));
    }

    /// <summary>All items of an element, of whatever slice.</summary>
    public static IEnumerable<Place> Items(JsonObject body, Place around, ProfileElement element)
    {
        if (around.In(body) is not JsonObject members)
            yield break;
        foreach (var (member, value) in members)
        {
            if (!IsMember(member, element))
                continue;
            if (value is not JsonArray items)
            {
                yield return around.Child(member, element.Name, -1);
                continue;
            }
            for (var i = 0; i < items.Count; i++)
                yield return around.Child(member, element.Name, i);
        }
    }

    private static bool IsMember(string member, ProfileElement element) => element.IsChoice
        ? element.TypeNames.Any(t => member == element.Member(t))
        : member == element.Name;

    private static bool IsOfSlice(JsonObject body, Place item, Profile profile, ProfileElement slice)
    {
        if (slice.IsChoice)
            return true;
        var discriminators = profile.Find(slice.WholeId)?.Json["slicing"]?["discriminator"] as JsonArray;
        return discriminators is { Count: > 0 } && discriminators.All(d => Fits(body, item.In(body), profile, slice, (string)d!["type"]!, (string)d["path"]!));
    }

    private static bool Fits(JsonObject body, JsonNode? item, Profile profile, ProfileElement slice, string kind, string path)
    {
        if (kind == "type" && path.EndsWith(".resolve()", StringComparison.Ordinal))
        {
            var name = path[..^".resolve()".Length];
            var allowed = profile.Find($"{slice.Id}.{name}")?.Types.SelectMany(Targets).ToList() ?? [];
            return Values(item, name.Split('.')).Any(r => TypeOf(body, (string?)r["reference"]) is { } type && allowed.Contains(type));
        }
        var expected = path == "$this" ? Wanted(slice) : Wanted(profile.Find($"{slice.Id}.{path}"));
        if (expected is null && path == "url")
            expected = (string?)(slice.Types is [var only, ..] ? only : null)?["profile"]?[0];
        return expected is not null && Values(item, path == "$this" ? [] : path.Split('.')).Any(v => Holds(v, expected));
    }

    private static string? TypeOf(JsonObject body, string? reference) => reference is ['#', .. var id]
        ? (string?)(body["contained"] as JsonArray)?.FirstOrDefault(c => (string?)c!["id"] == id)?["resourceType"]
        : reference?.Split('/')[0];

    private static JsonNode? Wanted(ProfileElement? element) => element?.Fixed ?? element?.Pattern;

    private static IEnumerable<string> Targets(JsonObject type) =>
        (type["targetProfile"] as JsonArray ?? []).Select(p => Definitions.TypeOf((string)p!));

    private static IEnumerable<JsonNode> Values(JsonNode? node, IEnumerable<string> path)
    {
        IEnumerable<JsonNode> found = node is null ? [] : [node];
        foreach (var name in path)
            found = found.SelectMany(n => n is JsonObject members && members[name] is { } value ? value is JsonArray items ? items.OfType<JsonNode>() : [value] : []);
        return found;
    }

    /// <summary>Whether a value has all that a pattern has.</summary>
    public static bool Holds(JsonNode value, JsonNode pattern) => pattern switch
    {
        JsonObject members => value is JsonObject own && members.All(m => own[m.Key] is { } mine && Holds(mine, m.Value!)),
        JsonArray items => value is JsonArray own && items.All(i => own.Any(o => Holds(o!, i!))),
        _ => JsonNode.DeepEquals(value, pattern),
    };
}
