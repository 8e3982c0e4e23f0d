using System.Text;
using System.Text.Json.Nodes;
using FhirHub.ContractTests.Validation.Mutations;
using FhirHub.Engine.Validation;
using FhirHub.Engine.Validation.Terms;

namespace FhirHub.ContractTests.Validation;

/// <summary>Every profile of R4 and of the packs without its snapshot: one is made, and no differential is refused for what it does not do.</summary>
[TestFixture]
internal sealed class SnapshotTests
{
    [Test]
    public void A_profile_without_its_snapshot_can_be_used()
    {
        var source = new MemoryDefinitions(BaseDefinitions.Instance);
        foreach (var pack in Definitions.OfPacks.Where(d => d.ContainsKey("url") || d.ContainsKey("uniqueId")))
            source.Add(Encoding.UTF8.GetBytes(pack.ToJsonString()));
        var profiles = R4Package.Files
            .Where(f => Path.GetFileName(f).StartsWith("StructureDefinition-", StringComparison.Ordinal))
            .Select(f => JsonNode.Parse(File.ReadAllBytes(f))!.AsObject())
            .Concat(Definitions.OfPacks)
            .Where(d => (string?)d["resourceType"] == "StructureDefinition" && (string?)d["derivation"] == "constraint" && d.ContainsKey("differential"))
            .Select(d => (JsonObject)d.DeepClone())
            .ToList();
        foreach (var profile in profiles)
        {
            profile.Remove("snapshot");
            source.Add(Encoding.UTF8.GetBytes(profile.ToJsonString()));
        }
        var validator = new Validator(source, new LocalTerminology(source), new MemoryReferences(new Dictionary<string, ReferencedResource>()));
        var refused = profiles.Select(p => (string)p["url"]!).SelectMany(validator.Prepare).Where(f => f.Contains("cannot be used", StringComparison.Ordinal));
        Assert.Multiple(() =>
        {
            Assert.That(profiles, Has.Count.GreaterThan(450));
            Assert.That(refused, Is.Empty);
        });
    }
}
