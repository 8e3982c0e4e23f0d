using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FhirHub.Engine.Conformance;

namespace FhirHub.ContractTests.Validation.Mutations;

/// <summary>Small changes of a body, those that an expression speaks of first.</summary>
internal static partial class Edits
{
    private const int MaxDepth = 5;
    private const int MaxOfItems = 8;
    private const int MaxOfChoices = 3;

    // What the expression speaks of comes first, and of that, what takes away or adds.
    private const int Unnamed = 3;

    /// <param name="within">The place below which to change something.</param>
    public static IReadOnlyList<Action<JsonObject>> Of(JsonObject body, Place within, TypeSchema? type, string expression)
    {
        var names = Names().Matches(expression).Select(m => m.Value).ToHashSet();
        string[] texts = [.. Literals().Matches(expression).Select(m => m.Groups[1].Value).Distinct()];
        var found = new List<(int Rank, Action<JsonObject> Edit)>();
        Collect(body, within, type, names, texts, found, 0);
        return [.. found.OrderBy(e => e.Rank).Select(e => e.Edit)];
    }

    private static void Collect(
        JsonObject body, Place at, TypeSchema? type, HashSet<string> names, string[] texts, List<(int, Action<JsonObject>)> found, int depth)
    {
        if (at.In(body) is not JsonObject members || depth > MaxDepth)
            return;
        foreach (var (member, value) in members.ToList())
        {
            if (member == "resourceType")
                continue;
            var property = type?.FindProperty(member);
            var name = property?.Element.Name ?? member;
            var isNamed = names.Contains(name);
            var rank = isNamed ? 0 : Unnamed;
            var items = value is JsonArray list ? list.Take(MaxOfItems).Select((_, i) => at.Child(member, name, i)).ToList() : [at.Child(member, name, -1)];
            found.Add((rank, b => (at.In(b) as JsonObject)?.Remove(member)));
            foreach (var item in items)
            {
                if (value is JsonArray)
                {
                    found.Add((rank, b => Double(item.In(b))));
                    found.Add((rank, b => RemoveItem(item, b)));
                }
                if (item.In(body) is JsonObject reference && reference.ContainsKey("reference"))
                    found.Add((rank + 1, b => Contain(b, item)));
                if (property?.Type.Name == "CodeableConcept" && isNamed)
                    found.AddRange(Concepts(texts).Select(c => (rank + 2, (Action<JsonObject>)(b => item.Set(b, c.DeepClone())))));
                if (item.In(body) is JsonValue leaf)
                    found.AddRange(Values(leaf, property?.Type, texts).Select(v => (rank + 1, (Action<JsonObject>)(b => item.Set(b, v.DeepClone())))));
                else
                    Collect(body, item, TypeOf(item.In(body), property), names, texts, found, depth + 1);
            }
        }
        foreach (var property in (type?.Elements ?? []).Where(e => names.Contains(e.Name)).SelectMany(e => e.Properties.Take(MaxOfChoices)))
            if (property.Element.IsArray || !property.Element.Properties.Any(p => members.ContainsKey(p.Name)))
                foreach (var (i, value) in Additions(body, property, names, texts).Index())
                    found.Add((i < 3 ? 0 : 2, b => Add(at.In(b), property, value.DeepClone())));
    }

    private static TypeSchema? TypeOf(JsonNode? value, PropertySchema? property) =>
        (string?)value?.AsObject()["resourceType"] is { } resource ? FhirSchema.R4.FindResource(resource) : property?.Type;

    private static void Double(JsonNode? item)
    {
        if (item?.Parent is JsonArray items)
            items.Add(item.DeepClone());
    }

    private static void Add(JsonNode? around, PropertySchema property, JsonNode value)
    {
        if (around is JsonObject members)
        {
            if (property.Element.IsArray && members[property.Name] is JsonArray items)
                items.Add(value);
            else
                members[property.Name] = property.Element.IsArray ? new JsonArray(value) : value;
        }
    }

    private static void RemoveItem(Place item, JsonObject body)
    {
        if (item.In(body) is not null)
            item.Remove(body);
    }

    // What is contained can be followed.
    private static void Contain(JsonObject body, Place reference)
    {
        body["contained"] = new JsonArray(JsonNode.Parse("""{"resourceType":"Basic","id":"m","code":{"text":"a"}}"""));
        reference.Set(body, new JsonObject { ["reference"] = "#m" });
    }

    private static IEnumerable<JsonNode> Values(JsonValue leaf, TypeSchema? type, string[] texts)
    {
        if (leaf.TryGetValue<bool>(out var flag))
            return [JsonValue.Create(!flag)];
        if (leaf.TryGetValue<decimal>(out var number))
            return [JsonValue.Create(number + 1), JsonValue.Create(-7), JsonValue.Create(0), JsonValue.Create(99999)];
        IEnumerable<string> others = type?.Name is "date" or "dateTime" or "instant"
            ? type.Name == "instant" || ((string)leaf!).Contains('T', StringComparison.Ordinal) ? ["1901-01-01T00:00:00Z", "2099-01-01T00:00:00Z"] : ["1901-01-01", "2099-01-01"]
            : type?.Name == "xhtml"
                ? ["<div xmlns=\"http://www.w3.org/1999/xhtml\"><script>1</script></div>", "<div xmlns=\"http://www.w3.org/1999/xhtml\"> </div>"]
                : ["nonsense value", "#nowhere", "urn:x", .. texts];
        return others.Where(o => o != (string?)leaf).Select(o => (JsonNode)JsonValue.Create(o));
    }

    private static IEnumerable<JsonNode> Additions(JsonObject body, PropertySchema property, HashSet<string> names, string[] texts)
    {
        var made = property.Type.Kind == TypeKind.Backbone ? Alike(body, property.Type, names) : Filler.OfType(property.Type.Name);
        IEnumerable<JsonNode> values = made is null ? [] : [made];
        if (property.Type.Name is "code" or "string" or "uri")
            values = values.Concat(texts.Select(t => (JsonNode)JsonValue.Create(t)));
        return property.Type.Name switch
        {
            "Extension" => values.Concat(texts.Select(Definitions.Profile).OfType<Profile>().Where(p => p.Type == "Extension").Select(p => Filler.Extension(p))),
            "CodeableConcept" => values.Concat(Concepts(texts)),
            "Reference" => values.Append(new JsonObject { ["reference"] = "#nowhere" }),
            "Resource" =>
            [
                JsonNode.Parse("""{"resourceType":"Basic","id":"m","code":{"text":"a"}}""")!,
                JsonNode.Parse("""{"resourceType":"Basic","id":"m","meta":{"versionId":"1"},"code":{"text":"a"},"subject":{"reference":"#"}}""")!,
                JsonNode.Parse("""{"resourceType":"Basic","id":"m","meta":{"security":[{"code":"a"}]},"code":{"text":"a"},"subject":{"reference":"#"}}""")!,
                JsonNode.Parse("""{"resourceType":"Basic","id":"m","contained":[{"resourceType":"Basic","id":"n","code":{"text":"a"}}],"code":{"text":"a"},"author":{"reference":"#n"},"subject":{"reference":"#"}}""")!,
            ],
            _ => values,
        };
    }

    // Any two texts of the expression may be a system and its code.
    private static IEnumerable<JsonNode> Concepts(string[] texts) =>
        from system in texts.Take(4)
        from code in texts.Take(4)
        where system != code
        select new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["system"] = system, ["code"] = code }) };

    // With what the resource has by the same names, for expressions that compare the two.
    private static JsonObject Alike(JsonObject body, TypeSchema type, HashSet<string> names)
    {
        var made = new JsonObject { ["id"] = "m" };
        foreach (var property in type.Elements.SelectMany(e => e.Properties))
            if (names.Contains(property.Element.Name) && body[property.Name] is { } same)
                made[property.Name] = same.DeepClone();
        return made;
    }

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Names();

    [GeneratedRegex("'([^']*)'")]
    private static partial Regex Literals();
}
