using System.Text.Json.Nodes;

namespace FhirHub.DefinitionsTests;

/// <summary>What must hold in every pack as it was compiled.</summary>
[TestFixtureSource(typeof(Repository), nameof(Repository.PackNames))]
public sealed class PackContractTests(string pack)
{
    private const string Fhirhub = "https://fhirhub.example/";
    private const string Translation = "http://hl7.org/fhir/StructureDefinition/translation";

    private IReadOnlyDictionary<string, JsonObject> _definitions = null!;
    private IReadOnlyDictionary<string, JsonObject> _examples = null!;

    [OneTimeSetUp]
    public void Read()
    {
        _definitions = Repository.Resources(pack);
        _examples = Repository.Resources(pack, "example");
    }

    [Test]
    public void The_manifest_names_the_pack_its_canonical_and_the_packages_it_needs()
    {
        var manifest = Repository.Read(Path.Combine(Repository.PackageOf(pack), "package.json"));

        Assert.Multiple(() =>
        {
            Assert.That((string?)manifest["name"], Is.EqualTo("fhirhub." + pack));
            Assert.That((string?)manifest["canonical"], Is.EqualTo($"{Fhirhub}fhir/{pack}"));
            Assert.That((string?)manifest["dependencies"]!["hl7.fhir.r4.core"], Is.EqualTo("4.0.1"));
            Assert.That((string?)manifest["dependencies"]!["fhirhub.cn-base"], Is.EqualTo(pack == "cn-base" ? null : "0.1.0"));
        });
    }

    [Test]
    public void The_indexes_list_every_resource() => Assert.Multiple(() =>
    {
        Assert.That(Indexed(""), Is.EquivalentTo(_definitions.Keys));
        Assert.That(Indexed("example"), Is.EquivalentTo(_examples.Keys));
    });

    [Test]
    public void Definitions_are_named_by_the_canonical_of_their_pack_or_by_a_national_identifier()
    {
        var strangers = _definitions.Values
            .Where(d => (string?)d["url"] is { } url && !url.StartsWith("urn:oid:", StringComparison.Ordinal))
            .Where(d => (string?)d["url"] != $"{Fhirhub}fhir/{pack}/{(string?)d["resourceType"]}/{(string?)d["id"]}")
            .Select(d => (string?)d["url"]);

        Assert.That(strangers, Is.Empty);
    }

    [Test]
    public void Everything_of_ours_that_a_definition_names_is_in_a_pack()
    {
        var known = Repository.PackNames.SelectMany(p => Repository.Resources(p).Values).Select(d => (string?)d["url"]).OfType<string>().ToHashSet();
        var missing = _definitions.Values.SelectMany(CanonicalsIn).Where(c => !known.Contains(c)).Distinct();

        Assert.That(missing, Is.Empty);
    }

    [Test]
    public void Every_profile_has_a_valid_example()
    {
        var claimed = _examples.Values.SelectMany(e => e["meta"]?["profile"]?.AsArray() ?? new JsonArray()).Select(p => (string?)p).ToHashSet();
        var without = _definitions.Values.Where(d => (string?)d["derivation"] == "constraint" && (string?)d["type"] != "Extension")
            .Select(d => (string?)d["url"])
            .Where(url => !claimed.Contains(url));

        Assert.That(without, Is.Empty);
    }

    [Test]
    public void Every_invariant_speaks_Chinese_and_English()
    {
        var silent = _definitions.Values.Where(d => (string?)d["resourceType"] == "StructureDefinition")
            .SelectMany(d => d["differential"]!["element"]!.AsArray())
            .SelectMany(e => e!["constraint"]?.AsArray() ?? new JsonArray())
            .Where(c => !((string?)c!["human"])!.Any(IsHan) || (string?)c["_human"]?["extension"]?[0]?["url"] != Translation)
            .Select(c => (string?)c!["key"]);

        Assert.That(silent, Is.Empty);
    }

    [Test]
    public void Every_invalid_example_is_expected_to_raise_one_issue()
    {
        var folder = Path.Combine(Repository.Profiles, pack, "input", "examples-invalid");
        foreach (var type in Directory.EnumerateDirectories(folder))
        {
            var expected = Repository.Read(Path.Combine(type, "expected.json"));
            var files = Directory.EnumerateFiles(type, "*.json").Where(f => Path.GetFileName(f) != "expected.json").ToList();
            Assert.Multiple(() =>
            {
                Assert.That(expected.Select(e => e.Key), Is.EquivalentTo(files.Select(f => Path.GetFileName(f))));
                Assert.That(expected.Where(e => string.IsNullOrEmpty((string?)e.Value!["code"])).Select(e => e.Key), Is.Empty);
                Assert.That(files.Select(f => (string?)Repository.Read(f)["resourceType"]), Is.All.EqualTo(Path.GetFileName(type)));
            });
        }
    }

    [Test]
    public void Identity_numbers_and_credit_codes_of_valid_examples_have_their_check_characters()
    {
        var wrong = _examples.Values.SelectMany(e => e["identifier"] as JsonArray ?? new JsonArray())
            .Select(i => ((string?)i!["system"], (string?)i["value"]))
            .Where(i => i switch
            {
                ("urn:oid:2.16.156.10011.1.3", { } number) => number[^1] != CheckCharacters.OfIdentityNumber(number),
                ("https://fhirhub.example/fhir/sid/unified-social-credit-code", { } code) => code[^1] != CheckCharacters.OfCreditCode(code),
                _ => false,
            });

        Assert.That(wrong, Is.Empty);
    }

    private IEnumerable<string?> Indexed(string folder) =>
        Repository.Read(Path.Combine(Repository.PackageOf(pack), folder, ".index.json"))["files"]!.AsArray().Select(f => (string?)f!["filename"]);

    private static IEnumerable<string> CanonicalsIn(JsonNode? node) => node switch
    {
        JsonObject members => members.Where(m => m.Key is not ("url" or "uniqueId" or "code" or "expression" or "source" or "description"))
            .SelectMany(m => CanonicalsIn(m.Value)),
        JsonArray items => items.SelectMany(CanonicalsIn),
        JsonValue value when value.TryGetValue<string>(out var text) && IsCanonical(text) => [text.Split('|')[0]],
        _ => [],
    };

    private static bool IsHan(char character) => character is >= '\u4e00' and <= '\u9fff';

    private static bool IsCanonical(string text) =>
        text.StartsWith(Fhirhub + "fhir/", StringComparison.Ordinal) && !text.StartsWith(Fhirhub + "fhir/sid/", StringComparison.Ordinal) && !text.Contains(' ');
}
