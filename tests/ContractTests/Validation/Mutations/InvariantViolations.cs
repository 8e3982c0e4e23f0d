using System.Text.Json.Nodes;
using FhirHub.Engine.Conformance;

namespace FhirHub.ContractTests.Validation.Mutations;

/// <summary>Constraints in FHIRPath: changes are tried, one and two at a time, until the expression itself turns false.</summary>
internal static class InvariantViolations
{
    private const int MaxTrials = 9000;
    private const string IdentifierRule = "https://fhirhub.example/fhir/cn-base/StructureDefinition/identifier-rule";

    public static IEnumerable<Constraint> Of(ProfileElement element)
    {
        foreach (var constraint in (element.Json["constraint"] as JsonArray ?? []).Select(c => c!.AsObject()))
        {
            var key = (string)constraint["key"]!;
            if ((string?)constraint["expression"] is not { } expression)
                continue;
            if (key == "ele-1")
                yield return new Constraint("invariant ele-1", Empty);
            else
                yield return new Constraint($"invariant {key}", g => Broken(g, key, expression));
            if (constraint["extension"] is JsonArray extensions && extensions.Any(e => (string?)e!["url"] == IdentifierRule))
                yield return new Constraint($"identifier rule {key}", g => Miscomputed(g, key, expression));
        }
    }

    private static IEnumerable<Mutant> Broken(Ground ground, string key, string expression)
    {
        if (InvariantOracle.Holds(ground.Body, ground.Place, expression) is not true)
            yield break;
        var edits = EditsFor(ground, expression);
        Mutant? moved = null;
        foreach (var edit in Trials(edits))
        {
            var body = ground.Copy();
            foreach (var change in edit)
                change(body);
            if (InvariantOracle.Holds(body, ground.Place, expression) is not false)
                continue;
            // What is wrong with contained resources is reported of each.
            var mutant = new Mutant(body, key is "dom-2" or "dom-3" or "dom-4" or "dom-5" ? ground.Place.Expression + ".contained[0]" : ground.Place.Expression, key);
            if (!ground.IsIn(body))
            {
                moved ??= mutant;
                continue;
            }
            yield return mutant;
            yield break;
        }
        if (moved is not null)
            yield return moved;
    }

    private static IReadOnlyList<Action<JsonObject>> EditsFor(Ground ground, string expression)
    {
        var resource = FhirSchema.R4.FindResource((string)ground.Body["resourceType"]!);
        var whole = Place.Root(resource!.Name);
        if (ground.Place.Pointer.Length == 0)
            return Edits.Of(ground.Body, whole, resource, expression);
        var own = TypeAt(ground.Body, ground.Place, resource);
        var near = ground.Place.In(ground.Body) is JsonObject
            ? Edits.Of(ground.Body, ground.Place, own, expression)
            : Leaf(ground, own);
        return expression.Contains('%', StringComparison.Ordinal) ? [.. near, .. Edits.Of(ground.Body, whole, resource, expression)] : near;
    }

    private static IReadOnlyList<Action<JsonObject>> Leaf(Ground ground, TypeSchema? type)
    {
        string[] values = type?.Name == "xhtml"
            ? ["<div xmlns=\"http://www.w3.org/1999/xhtml\"><script>1</script></div>", "<div xmlns=\"http://www.w3.org/1999/xhtml\"> </div>"]
            : ["nonsense value", "1", "#nowhere", "x y"];
        return [.. values.Select(v => (Action<JsonObject>)(b => ground.Place.Set(b, JsonValue.Create(v))))];
    }

    private static IEnumerable<Action<JsonObject>[]> Trials(IReadOnlyList<Action<JsonObject>> edits) =>
        edits.Select(e => new[] { e })
            .Concat(edits.Take(90).SelectMany((a, i) => edits.Take(90).Skip(i).Select(b => new[] { a, b })))
            .Concat(edits.Take(24).SelectMany((a, i) => edits.Take(24).Skip(i + 1).SelectMany((b, j) => edits.Take(24).Skip(i + j + 2).Select(c => new[] { a, b, c }))))
            .Take(MaxTrials);

    // The member's type, found by its names from the root of the body.
    private static TypeSchema? TypeAt(JsonObject body, Place place, TypeSchema resource)
    {
        TypeSchema? type = resource;
        JsonNode? at = body;
        foreach (var part in place.Pointer[1..].Split('/'))
        {
            if (at is JsonArray items)
            {
                at = items[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)];
                continue;
            }
            at = at?[part];
            type = type?.FindProperty(part)?.Type;
        }
        return type;
    }

    // Nothing but an id.
    private static IEnumerable<Mutant> Empty(Ground ground)
    {
        var body = ground.Copy();
        if (ground.Place.In(body) is JsonObject)
        {
            ground.Place.Set(body, new JsonObject { ["id"] = "m" });
            yield return new Mutant(body, ground.Place.Expression, "ele-1");
            yield break;
        }
        // A primitive with an id alone stands in the sibling that begins with a line.
        var parts = ground.Place.Pointer.Split('/');
        if (ground.Place.In(body)!.Parent is JsonArray items)
        {
            var siblings = new JsonArray([.. items.Select(i => i == ground.Place.In(body) ? new JsonObject { ["id"] = "m" } : null)]);
            items[items.IndexOf(ground.Place.In(body))] = null;
            items.Parent!.AsObject()["_" + parts[^2]] = siblings;
            if (items.All(i => i is null))
                items.Parent!.AsObject().Remove(parts[^2]);
            yield return new Mutant(body, ground.Place.Expression, "ele-1");
            yield break;
        }
        if (ground.Place.In(body)!.Parent is not JsonObject members || parts[^1] is "id" or "url" or "div")
            yield break;
        members.Remove(parts[^1]);
        members["_" + parts[^1]] = new JsonObject { ["id"] = "m" };
        yield return new Mutant(body, ground.Place.Expression, "ele-1");
    }

    // The check character, which the expression does not compute.
    private static IEnumerable<Mutant> Miscomputed(Ground ground, string key, string expression)
    {
        if ((string?)ground.Place.In(ground.Body)?["value"] is not { Length: 18 } number || InvariantOracle.Holds(ground.Body, ground.Place, expression) is not true)
            yield break;
        var body = ground.Copy();
        ground.Place.In(body)!["value"] = number[..17] + (number[17] == '1' ? '2' : '1');
        yield return new Mutant(body, ground.Place.Expression + ".value", key);
    }
}
