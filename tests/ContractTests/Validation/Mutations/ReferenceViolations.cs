using System.Text.Json.Nodes;

namespace FhirHub.ContractTests.Validation.Mutations;

/// <summary>What a reference points to: a resource of another type, or one that does not conform to the profile wanted.</summary>
internal static class ReferenceViolations
{
    private static readonly string[] Strangers = ["Basic", "Linkage", "TestScript", "Patient"];

    public static IEnumerable<Constraint> Of(ProfileElement element)
    {
        if (element.Max == 0)
            yield break;
        var types = element.Types.Where(t => (string?)t["code"] is "Reference" or "canonical").ToList();
        string[] targets = [.. types.SelectMany(t => t["targetProfile"] as JsonArray ?? []).Select(p => (string)p!).Distinct()];
        if (targets.Length == 0)
            yield break;
        string[] allowed = [.. targets.Select(Definitions.TypeOf).Distinct()];
        if (!allowed.Contains("Resource"))
            yield return new Constraint("target type", ground => OtherType(ground, allowed));
        if (targets.FirstOrDefault(t => targets.All(o => o == t || Definitions.TypeOf(o) != Definitions.TypeOf(t)) && t.Contains("fhirhub", StringComparison.Ordinal)) is { } profiled)
            yield return new Constraint("target profile", ground => Nonconforming(ground, Definitions.TypeOf(profiled)));
    }

    private static IEnumerable<Mutant> OtherType(Ground ground, string[] allowed)
    {
        var type = Strangers.First(t => !allowed.Contains(t));
        var isReference = ground.Place.In(ground.Body) is JsonObject;
        yield return isReference
            ? Pointing(ground, type + "/m", null, "reference-target-type")
            : Pointing(ground, "#m", new JsonObject { ["resourceType"] = type, ["id"] = "m", ["code"] = new JsonObject { ["text"] = "text" } }, "reference-target-type");
    }

    private static IEnumerable<Mutant> Nonconforming(Ground ground, string type)
    {
        if (Filler.OfType(type) is not JsonObject)
            yield break;
        yield return Pointing(ground, "#m", new JsonObject { ["resourceType"] = type, ["id"] = "m" }, "reference-target-profile");
    }

    private static Mutant Pointing(Ground ground, string target, JsonObject? contained, string code)
    {
        var body = ground.Copy();
        ground.Place.Set(body, ground.Place.In(body) is JsonObject ? new JsonObject { ["reference"] = target } : JsonValue.Create(target));
        if (contained is not null)
        {
            body.Remove("contained");
            body["contained"] = new JsonArray(contained);
        }
        return new Mutant(body, ground.Place.Expression, code);
    }
}
