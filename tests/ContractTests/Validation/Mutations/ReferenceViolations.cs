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
            yield return new Constraint("target type", ground => OtherType(ground, element, allowed));
        if (targets.FirstOrDefault(t => targets.All(o => o == t || Definitions.TypeOf(o) != Definitions.TypeOf(t)) && t.Contains("fhirhub", StringComparison.Ordinal)) is { } profiled)
            yield return new Constraint("target profile", ground => Nonconforming(ground, element, Definitions.TypeOf(profiled)));
    }

    private static IEnumerable<Mutant> OtherType(Ground ground, ProfileElement element, string[] allowed)
    {
        var type = Strangers.First(t => !allowed.Contains(t));
        var isReference = element.TypeNames.Contains("Reference");
        yield return isReference
            ? Pointing(ground, element, type + "/m", null, "reference-target-type")
            : Pointing(ground, element, "#m", new JsonObject { ["resourceType"] = type, ["id"] = "m", ["code"] = new JsonObject { ["text"] = "text" } }, "reference-target-type");
    }

    private static IEnumerable<Mutant> Nonconforming(Ground ground, ProfileElement element, string type)
    {
        yield return Pointing(ground, element, "#m", new JsonObject { ["resourceType"] = type, ["id"] = "m" }, "reference-target-profile");
    }

    private static Mutant Pointing(Ground ground, ProfileElement element, string target, JsonObject? contained, string code)
    {
        var body = ground.Copy();
        JsonNode value = element.TypeNames.Contains("Reference") ? new JsonObject { ["reference"] = target } : JsonValue.Create(target);
        if (element.IsChoice)
        {
            ground.Place.Remove(body);
            ground.Around().In(body)!.AsObject()[element.Member("Reference")] = value;
        }
        else
        {
            ground.Place.Set(body, value);
        }
        if (contained is not null)
        {
            body.Remove("contained");
            body["contained"] = new JsonArray(contained);
        }
        return new Mutant(body, ground.Place.Expression, code);
    }
}
