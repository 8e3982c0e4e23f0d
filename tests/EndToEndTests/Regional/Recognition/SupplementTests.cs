using FhirHub.EndToEndTests.Packs;

namespace FhirHub.EndToEndTests.Regional.Recognition;

/// <summary>What packs add to the catalogue, and what nobody else does.</summary>
[TestFixture]
internal sealed class SupplementTests : RecognitionTests
{
    /// <summary>Of no other pack.</summary>
    private const string Urumqi = "650102";

    private const string Policy = """
        {"pack":"lab","version":"1.0.0","divisions":["65"],"seed":null,"parameters":{"recognition":{"scopes":{"value":["national"],"source":"default"} } },"targets":[]}
        """;

    private readonly PackArchive _archive = new();
    private string _patient = "", _performer = "", _here = "", _elsewhere = "";

    protected override (string Name, string Value)[] Settings =>
    [
        .. CompiledPacks.Settings,
        ($"Packs:{CompiledPacks.Names.Count}", _archive.Write("lab", ("package/package.json", PackArchive.Manifest("fhirhub.lab", dependencies: "\"fhirhub.cn-base\":\"0.1.0\"")),
            ("package/other/policy.json", Policy), ("package/CodeSystem-methods.json", Supplement("methods", "\"code\":\"method\",\"valueString\":\"尿酸酶法\"", "\"code\":\"fee\",\"valueDecimal\":12")))),
    ];

    [OneTimeTearDown]
    public void Clear() => _archive.Dispose();

    [SetUp]
    public async Task PeopleAsync()
    {
        _patient = await NewPersonAsync();
        _performer = await NewOrganizationAsync("tertiary", Beijing);
        (_here, _elsewhere) = (await NewOrganizationAsync("secondary", Urumqi), await NewOrganizationAsync("secondary", Beijing));
        string other = await NewResultAsync(_patient, DaysAgo(1), 300, code: Urate, method: "磷钨酸法");
        await NewReportAsync(_patient, _performer, DaysAgo(1), Urate, more: $$""","result":[{"reference":"{{other}}"}]""");
    }

    [Test]
    public async Task A_supplement_of_a_pack_gives_an_item_a_method_and_a_fee_where_that_pack_governs()
    {
        Assert.Multiple(async () =>
        {
            Assert.That(Outcome(await FindAsync(_patient, _here, Urate)), Is.EqualTo("other-method"));
            Assert.That(Outcome(await FindAsync(_patient, _elsewhere, Urate)), Is.EqualTo("recognised"));
        });
        string same = await NewResultAsync(_patient, DaysAgo(2), 300, code: Urate, method: "尿酸酶法");
        string report = await NewReportAsync(_patient, _performer, DaysAgo(2), Urate, more: $$""","result":[{"reference":"{{same}}"}]""");
        var answer = await FindAsync(_patient, _here, Urate);
        Assert.That((Report(answer), (decimal)Part(answer, "fee")!["valueMoney"]!["value"]!), Is.EqualTo((report, 12m)));
    }

    [TestCase("validityDays", "\"valueInteger\":0")]
    [TestCase("validityDays", "\"valueInteger\":2147483647")]
    [TestCase("comparableRange", "\"valueString\":\"abc\"")]
    [TestCase("method", "\"valueString\":\"某法\"")]
    public async Task A_supplement_or_catalogue_that_anybody_stores_changes_nothing(string property, string value)
    {
        string supplement = Supplement("stranger", $"\"code\":\"{property}\",{value}");
        Assert.That((int)(await Http.SendAsync("PUT", "CodeSystem/stranger", supplement)).Status, Is.AnyOf(200, 201));
        string catalogue = await NewAsync("CodeSystem", $$""" "url":"{{Items}}","version":"9.9.9","status":"active","content":"complete" """);
        Assert.That(Outcome(await FindAsync(_patient, _elsewhere, Urate)), Is.EqualTo("recognised"));
        await Http.SendAsync("DELETE", catalogue);
        await Http.SendAsync("DELETE", "CodeSystem/stranger");
    }

    private static string Supplement(string id, params string[] properties) => $$"""
        {"resourceType":"CodeSystem","id":"{{id}}","url":"http://example.cn/fhir/CodeSystem/{{id}}","version":"1.0.0","name":"Methods","status":"active","content":"supplement","supplements":"{{Items}}",
        "concept":[{"code":"uric-acid","property":[{{string.Join(',', properties.Select(p => "{" + p + "}"))}}]}]}
        """;
}
