using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace FhirHub.ContractTests.Validation.Mutations;

/// <summary>
/// Each constraint of each profile of each pack, inherited ones included, violated by a generator in a valid example: the validator says so, at
/// the element. What it does not say, and what could not be violated, is listed by name.
/// </summary>
[TestFixture]
internal sealed class MutationTests
{
    [Test]
    public void A_violated_constraint_is_reported_at_its_element()
    {
        var examples = CompiledPacks.Names.SelectMany(CompiledPacks.Examples).Select(f => JsonNode.Parse(File.ReadAllBytes(f))!.AsObject()).ToList();
        examples.ForEach(e => e["text"] ??= Filler.OfType("Narrative"));
        var results = new ConcurrentBag<(string Name, Outcome Outcome, string Detail)>();
        Parallel.ForEach(Profiles(), profile =>
        {
            var sites = Sites(profile, examples).ToList();
            foreach (var result in new MutationRun(profile, sites.Count > 0 ? sites : [.. Sites(profile, Definitions.OfPacks)]).Results())
                results.Add(result);
        });
        var counts = results.CountBy(r => r.Outcome).ToDictionary();
        File.WriteAllLines("/tmp/mutation.txt", results.OrderBy(r => r.Name, StringComparer.Ordinal).Select(r => $"{r.Outcome}\t{r.Name}\t{r.Detail}"));
        TestContext.Out.WriteLine(string.Join(", ", counts));
    }

    private static IEnumerable<Profile> Profiles() => CompiledPacks.Names
        .SelectMany(CompiledPacks.Definitions)
        .Where(f => Path.GetFileName(f).StartsWith("StructureDefinition-", StringComparison.Ordinal))
        .Select(f => new Profile(JsonNode.Parse(File.ReadAllBytes(f))!.AsObject()));

    /// <summary>The examples that claim a profile; of an extension, wherever one stands.</summary>
    private static IEnumerable<(JsonObject Body, Place Site)> Sites(Profile profile, IEnumerable<JsonObject> examples) => profile.Type == "Extension"
        ? examples.SelectMany(e => Extensions(e, e, Place.Root((string)e["resourceType"]!)).Where(x => (string?)x.In(e)?["url"] == profile.Url).Select(x => (e, x)))
        : examples.Where(e => e["meta"]?["profile"] is JsonArray claimed && claimed.Any(p => (string?)p == profile.Url)).Select(e => (e, Place.Root(profile.Type)));

    private static IEnumerable<Place> Extensions(JsonObject body, JsonNode? node, Place at)
    {
        if (node is not JsonObject members)
            yield break;
        foreach (var (member, value) in members)
        {
            // Those of primitives stand beside them.
            var name = member.TrimStart('_');
            var items = value is JsonArray list ? list.Select((n, i) => (Node: n, Place: at.Child(member, name, i))) : [(value, at.Child(member, name, -1))];
            foreach (var (item, place) in items)
            {
                if (member is "extension" or "modifierExtension")
                    yield return place;
                foreach (var inner in Extensions(body, item, place))
                    yield return inner;
            }
        }
    }
}
