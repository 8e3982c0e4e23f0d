using FhirHub.EndToEndTests.Packs;

namespace FhirHub.EndToEndTests.Regional;

/// <summary>What a pack may say of rules and operations, before anything of it is installed.</summary>
[TestFixture]
internal sealed class PackTermsTests : RegionalTests
{
    private readonly PackArchive _archive = new();

    [OneTimeTearDown]
    public void Remove() => _archive.Dispose();

    [TestCase("referral", "answerHours", "2000000000", "/parameters/referral/answerHours/value breaks maximum")]
    [TestCase("referral", "answerHours", "3000000000", "/parameters/referral/answerHours/value is no integer")]
    [TestCase("referral", "answerHours", "-5", "/parameters/referral/answerHours/value breaks minimum 0")]
    [TestCase("referral", "answerHours", "\"x\"", "/parameters/referral/answerHours/value is no integer")]
    [TestCase("referral", "nosuch", "1", "/parameters/referral/nosuch is not known")]
    [TestCase("referral", "pushTo", "null", "/parameters/referral/pushTo/value is no array")]
    [TestCase("referral", "coordinator", """{"levels":null}""", "/parameters/referral/coordinator/value has no 'patients'")]
    [TestCase("recognition", "validityDays", """{"laboratory":7}""", "has no 'other'")]
    [TestCase("recognition", "validityDays", """{"laboratory":2147483647,"imaging":1,"pathology":1,"ecg":1,"other":1}""", "/laboratory breaks maximum")]
    [TestCase("recognition", "institutionList", "\"nobar\"", "/parameters/recognition/institutionList/value breaks pattern")]
    public async Task A_policy_that_no_rule_could_follow_is_refused_with_its_place(string section, string name, string value, string told)
    {
        string policy = Policy("\"46\"", $$"""{"{{section}}":{"{{name}}":{"value":{{value}},"source":"default"} } }""");
        await AssertRefusedAsync(policy, told);
    }

    [TestCase("\"\"", "/divisions/0 breaks pattern")]
    [TestCase("\"14\"", "the division 14 is governed by shanxi")]
    [TestCase("\"46\",\"46\"", "/divisions breaks uniqueItems")]
    public async Task Which_pack_governs_a_division_is_plain(string divisions, string told) => await AssertRefusedAsync(Policy(divisions, "{}"), told);

    [Test]
    public async Task A_name_is_that_of_one_pack() => await AssertRefusedAsync(Policy("\"46\"", "{}").Replace("\"pack\":\"terms\"", "\"pack\":\"shanxi\"", StringComparison.Ordinal), "the name shanxi is that of fhirhub.shanxi");

    [Test]
    public async Task A_value_is_from_the_document_of_its_own_policy() =>
        await AssertRefusedAsync(Policy("\"46\"", """{"referral":{"answerHours":{"value":5,"source":{"seed":"YC","place":"一"}}}}"""), "is from YC, and the policy's own document is none");

    [Test]
    public async Task A_city_in_a_province_has_its_own_pack_and_a_newer_version_of_it()
    {
        const string Hours = """{"referral":{"answerHours":{"value":5,"source":{"seed":"HN","place":"一"}}}}""";
        string policy = Policy("\"1401\"", Hours).Replace("\"seed\":null", """
            "seed":{"key":"HN","title":"示例","number":"示例〔2026〕2号"}
            """, StringComparison.Ordinal);
        (await InstallAsync("terms.city", "1.0.0", ("package/other/policy.json", policy))).Expect(HttpStatusCode.OK);
        (await InstallAsync("terms.city", "1.1.0", ("package/other/policy.json", policy))).Expect(HttpStatusCode.OK);
        (await Http.SendAsync("POST", "$uninstall-pack?name=test.terms.city", "")).Expect(HttpStatusCode.OK);
    }

    [TestCase("""{"name":"reason","use":"in","min":0,"max":"*","type":"string"}""", "'reason' is 0..*, which is wider than 1..1", "'reason' is a string, in its base a CodeableConcept")]
    [TestCase("""{"name":"reason","use":"in","min":1,"max":"1","type":"CodeableConcept"},{"name":"extra","use":"in","min":0,"max":"1","type":"string"}""", "'extra' is none of its base")]
    [TestCase("""{"name":"return","use":"out","min":1,"max":"1","type":"Task"}""", "'reason' is missing")]
    [TestCase("""{"name":"reason","use":"in","min":1,"max":"many","type":"CodeableConcept"}""", "has the max 'many'")]
    public async Task What_does_not_narrow_an_operation_is_refused(string parameters, params string[] told)
    {
        var refused = (await InstallAsync("terms.op", "1.0.0", ("package/OperationDefinition-terms-reject.json", Definition(parameters)))).ExpectIssue(HttpStatusCode.UnprocessableEntity, "pack-refused");
        foreach (string text in told)
            Assert.That(refused.Text, Does.Contain(text));
        (await Http.FetchAsync("OperationDefinition/terms-reject")).Expect(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task What_narrows_an_operation_is_installed()
    {
        string definition = Definition("""{"name":"reason","use":"in","min":1,"max":"1","type":"CodeableConcept","documentation":"为什么"}""").Replace("terms-reject", "terms-narrow", StringComparison.Ordinal);
        (await InstallAsync("terms.narrow", "1.0.0", ("package/OperationDefinition-terms-narrow.json", definition))).Expect(HttpStatusCode.OK);
    }

    private static string Policy(string divisions, string parameters) =>
        $$"""{"pack":"terms","version":"1.0.0","divisions":[{{divisions}}],"seed":null,"parameters":{{parameters}},"targets":[]}""";

    private static string Definition(string parameters) => $$"""
        {"resourceType":"OperationDefinition","id":"terms-reject","url":"http://example.cn/fhir/OperationDefinition/terms-reject","version":"1.0.0","name":"Reject","status":"active",
         "kind":"operation","code":"reject","base":"https://fhirhub.example/fhir/cn-base/OperationDefinition/reject-referral","affectsState":true,"resource":["Task"],
         "system":false,"type":false,"instance":true,"parameter":[{{parameters}}]}
        """;

    private async Task AssertRefusedAsync(string policy, string told)
    {
        var refused = (await InstallAsync("terms", "1.0.0", ("package/other/policy.json", policy))).ExpectIssue(HttpStatusCode.UnprocessableEntity, "pack-refused");
        Assert.That(string.Join('\n', refused.Issues.Select(i => (string)i["diagnostics"]!)), Does.Contain(told));
        (await CallAsync("Appointment/$find", null, [(PackHeader, "terms")])).ExpectIssue(HttpStatusCode.BadRequest, "pack-unknown");
    }

    private async Task<Answer> InstallAsync(string name, string version, params (string, string)[] files)
    {
        string path = _archive.Write(name, [("package/package.json", PackArchive.Manifest("test." + name, version, "\"fhirhub.cn-base\":\"0.1.0\"")), .. files]);
        return await Http.SendBytesAsync("POST", "$install-pack", await File.ReadAllBytesAsync(path), "application/gzip");
    }
}
