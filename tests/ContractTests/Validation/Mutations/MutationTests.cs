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
    private const int FewestCaught = 10_900;

    [Test]
    public void A_violated_constraint_is_reported_at_its_element()
    {
        var results = Results();
        var caught = results.Count(r => r.Outcome == Outcome.Caught);
        var survived = results.Count(r => r.Outcome == Outcome.Survived);
        var detailed = results.Where(r => r.Outcome == Outcome.Survived).Select(r => $"{r.Name}: {r.Detail}");
        TestContext.Out.WriteLine($"{results.Count} constraints: {string.Join(", ", results.CountBy(r => r.Outcome).Select(c => $"{c.Key} {c.Value}"))}");
        Assert.Multiple(() =>
        {
            Assert.That(caught, Is.GreaterThanOrEqualTo(FewestCaught), "so many there were when the lists were made");
            Assert.That((double)caught / (caught + survived), Is.GreaterThanOrEqualTo(0.95));
            Assert.That(Names(results, Outcome.Survived), Is.EqualTo(Listed("mutation-survivors.txt")), string.Join('\n', detailed));
            Assert.That(Names(results, Outcome.NotMade), Is.EqualTo(Listed("mutation-not-made.txt")));
            Assert.That(Names(results, Outcome.TellsSlice), Is.EqualTo(Listed("mutation-tells-slice.txt")));
        });
    }

    private static IReadOnlyList<(string Name, Outcome Outcome, string Detail)> Results()
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
        return [.. results];
    }

    private static string[] Names(IEnumerable<(string Name, Outcome Outcome, string Detail)> results, Outcome outcome) =>
        [.. results.Where(r => r.Outcome == outcome).Select(r => r.Name).Order(StringComparer.Ordinal)];

    private static string[] Listed(string list) => [.. R4Package.List(Path.Combine("Validation", "Mutations", list)).Keys.Order(StringComparer.Ordinal)];

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
