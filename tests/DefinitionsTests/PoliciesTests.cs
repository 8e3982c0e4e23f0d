using FhirHub.Definitions;
using FhirHub.Definitions.Packs;

namespace FhirHub.DefinitionsTests;

public sealed class PoliciesTests
{
    private const string Seed = """{"key":"SX","title":"计划","number":"1"}""";

    private TemporaryFolder _folder = null!;

    private static IEnumerable<TestCaseData> Faults()
    {
        yield return new TestCaseData(Policy("\"booking\":{\"holdMinutes\":{\"value\":\"ten\",\"source\":\"default\"}}"), "/parameters/booking/holdMinutes/value").SetArgDisplayNames("a value of another type");
        yield return new TestCaseData(Policy("\"booking\":{\"colour\":{\"value\":1,\"source\":\"default\"}}"), "colour").SetArgDisplayNames("an unknown parameter");
        yield return new TestCaseData(Policy("\"booking\":{\"holdMinutes\":{\"value\":10}}"), "source").SetArgDisplayNames("a value without source");
        yield return new TestCaseData(Policy("\"booking\":{\"holdMinutes\":{\"value\":10,\"source\":\"default\"}}"), "booking.holdMinutes from default, not from SX").SetArgDisplayNames("a default in a region");
        yield return new TestCaseData(Policy("\"booking\":{\"holdMinutes\":{\"value\":10,\"source\":{\"seed\":\"GZ\",\"place\":\"一\"}}}"), "from GZ, not from SX").SetArgDisplayNames("a value of another seed");
        yield return new TestCaseData(Policy("", divisions: ""), "governs no division").SetArgDisplayNames("a region without divisions");
        yield return new TestCaseData(Policy("", pack: "other"), "names the pack other").SetArgDisplayNames("the name of another pack");
        yield return new TestCaseData(Policy("", pack: "region", seed: "null", divisions: ""), "lacks trust.realName").SetArgDisplayNames("a base that lacks parameters");
        yield return new TestCaseData("{", "is not JSON").SetArgDisplayNames("no JSON");
    }

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void Policies_of_the_repository_hold() => Assert.That(() => Check(PackSource.All(Repository.Profiles)), Throws.Nothing);

    [TestCaseSource(nameof(Faults))]
    public void A_policy_at_fault_is_refused_and_the_fault_named(string policy, string named) => Assert.That(
        () => Check([Pack(policy)]),
        Throws.TypeOf<DefinitionsException>().With.Message.Contains("region/policy.json").And.Message.Contains(named));

    [Test]
    public void A_pack_without_a_policy_is_refused() =>
        Assert.That(() => Check([Pack(policy: null)]), Throws.TypeOf<DefinitionsException>().With.Message.Contains("region has no policy.json"));

    private static Task Check(IEnumerable<PackSource> packs) =>
        new Policies(Repository.NodeModules, Path.Combine(Repository.Profiles, "policy.schema.json")).CheckAsync(packs);

    private PackSource Pack(string? policy)
    {
        _folder.Write("region/sushi-config.yaml", "id: fhirhub.region\nversion: 0.1.0\ncanonical: https://example.org\ntitle: x\ndescription: y\n");
        if (policy is not null)
            _folder.Write("region/policy.json", policy);
        return PackSource.Read(Path.Combine(_folder.Path, "region"));
    }

    private static string Policy(string parameters, string pack = "region", string seed = Seed, string divisions = "\"14\"") =>
        $$"""{"pack":"{{pack}}","version":"0.1.0","divisions":[{{divisions}}],"seed":{{seed}},"parameters":{{{parameters}}},"targets":[]}""";
}
