using FhirHub.EndToEndTests.Validation;

namespace FhirHub.EndToEndTests.Packs;

/// <summary>The pages for people.</summary>
[TestFixture]
internal sealed class PackPageTests : ServerTests
{
    private const string Evil = "<script>alert(1)</script>";
    private readonly PackArchive _archive = new();

    protected override (string Name, string Value)[] Settings =>
    [
        ("Packs:0", CompiledPacks.Archive("cn-base")),
        ("Packs:1", _archive.Write("evil",
            ("package/package.json", PackArchive.Manifest("test.evil").Replace("\"name\"", $"\"title\":\"{Evil}\",\"description\":\"{Evil}\",\"name\"", StringComparison.Ordinal)),
            ("package/StructureDefinition-evil.json", Profiles.Requiring("evil", "birthDate").Replace("\"Test\"", $"\"Test\",\"title\":\"{Evil}\",\"description\":\"{Evil}\"", StringComparison.Ordinal)
                .Replace("\"min\":1", $"\"short\":\"{Evil}\",\"min\":1,\"constraint\":[{{\"key\":\"x-1\",\"severity\":\"error\",\"human\":\"{Evil}\",\"expression\":\"'{Evil}' = 'x'\"}}]", StringComparison.Ordinal)),
            ("package/example/Patient-e.json", Profiles.Claiming("e", $"\"name\":[{{\"text\":\"{Evil}\"}}]", "evil")))),
        ("Packs:2", _archive.Write("lists",
            ("package/package.json", PackArchive.Manifest("test.lists")),
            ("package/StructureDefinition-lists.json", Profiles.Requiring("lists", "link.other").Replace(
                "\"min\":1",
                """
                "min":1,"type":[{"code":"Reference","targetProfile":[null,"http://hl7.org/fhir/StructureDefinition/Patient"],
                "_targetProfile":[{"extension":[{"url":"http://example.cn/a","valueString":"b"}]},null]}]
                """, StringComparison.Ordinal)))),
    ];

    [OneTimeTearDown]
    public void RemoveArchive() => _archive.Dispose();

    [Test]
    public async Task The_list_names_every_pack_and_links_to_it()
    {
        string page = await PageAsync("/packs");
        Assert.That(page, Does.Contain("href=\"/packs/fhirhub.cn-base\"").And.Contain("全国基础包"));
        Assert.That(page, Does.Contain("<html lang=\"en\">"));
    }

    [Test]
    public async Task A_pack_shows_its_profiles_its_other_definitions_and_its_policy()
    {
        string page = await PageAsync("/packs/fhirhub.cn-base");
        Assert.That(page, Does.Contain("href=\"/packs/fhirhub.cn-base/cn-patient\"").And.Contain($"CodeSystem ({Directory.GetFiles(Path.Combine(CompiledPacks.Folder("cn-base"), "package"), "CodeSystem-*.json").Length})").And.Contain("holdMinutes").And.Contain("claimed; reject"));
        Assert.That(await PageAsync("/packs/cn-base"), Is.EqualTo(page.Replace("/packs/fhirhub.cn-base?lang", "/packs/cn-base?lang", StringComparison.Ordinal)));
    }

    [Test]
    public async Task A_profile_shows_differential_snapshot_rules_and_examples_in_both_languages()
    {
        string english = await PageAsync("/packs/fhirhub.cn-base/cn-patient");
        Assert.That(english, Does.Contain("Differential").And.Contain("Snapshot").And.Contain("cn-patient-1").And.Contain("<details><summary>Patient-"));
        string chinese = await PageAsync("/packs/fhirhub.cn-base/cn-patient", ("Accept-Language", "zh-CN"));
        Assert.That(chinese, Does.Contain("<html lang=\"zh-CN\">").And.Contain("差异表").And.Contain("约束"));
        Assert.That(await PageAsync("/packs/fhirhub.cn-base/cn-patient?lang=zh"), Is.EqualTo(chinese));
        Assert.That(english.Length, Is.LessThan(2_000_000));
    }

    [Test]
    public async Task Every_profile_of_the_national_base_has_a_page()
    {
        foreach (string file in Directory.EnumerateFiles(Path.Combine(CompiledPacks.Folder("cn-base"), "package"), "StructureDefinition-*.json"))
            await PageAsync("/packs/fhirhub.cn-base/" + Path.GetFileNameWithoutExtension(file)["StructureDefinition-".Length..]);
    }

    [TestCase("/packs")]
    [TestCase("/packs/test.evil")]
    [TestCase("/packs/test.evil/evil")]
    public async Task Nothing_of_a_pack_becomes_markup_and_no_script_may_run(string path)
    {
        var answer = (await Http.FetchAsync(path)).Expect(HttpStatusCode.OK);
        Assert.That(answer.Text, Does.Contain("&lt;script&gt;alert(1)").And.Not.Contain("<script"));
        Assert.That(answer.Header("Content-Security-Policy"), Does.StartWith("default-src 'none'"));
        Assert.That(answer.Header("X-Content-Type-Options"), Is.EqualTo("nosniff"));
    }

    [Test]
    public async Task A_list_with_nothing_but_an_extension_in_a_place_is_shown_without_it() =>
        Assert.That(await PageAsync("/packs/test.lists/lists"), Does.Contain("Reference(Patient)"));

    [TestCase("/packs/none")]
    [TestCase("/packs/fhirhub.cn-base/none")]
    [TestCase("/packs/fhirhub.cn-base/cn-patient/more")]
    [TestCase("/packs/%3Cscript%3E")]
    public async Task What_is_not_there_is_404(string path)
    {
        var answer = (await Http.FetchAsync(path)).Expect(HttpStatusCode.NotFound);
        Assert.That(answer.Text, Does.Not.Contain("<script"));
    }

    [Test]
    public async Task Pages_are_only_read() => (await Http.SendAsync("POST", "/packs", "{}")).Expect(HttpStatusCode.MethodNotAllowed);

    private async Task<string> PageAsync(string path, params (string Name, string Value)[] headers)
    {
        var answer = (await Http.FetchAsync(path, headers)).Expect(HttpStatusCode.OK);
        Assert.That(answer.MediaType, Is.EqualTo("text/html"), path);
        return answer.Text;
    }
}
