namespace FhirHub.EndToEndTests.Interactions;

[TestFixture]
internal sealed class PatchTests : ServerTests
{
    private const string FhirPathBody = """
        {"resourceType":"Parameters","parameter":[{"name":"operation","part":[
          {"name":"type","valueCode":"replace"},{"name":"path","valueString":"Patient.active"},{"name":"value","valueBoolean":false}]}]}
        """;

    private const string FhirPathXml = """
        <Parameters xmlns="http://hl7.org/fhir"><parameter><name value="operation"/>
          <part><name value="type"/><valueCode value="replace"/></part>
          <part><name value="path"/><valueString value="Patient.active"/></part>
          <part><name value="value"/><valueBoolean value="false"/></part></parameter></Parameters>
        """;

    /// <summary>Media type and a body that sets active to false.</summary>
    private static readonly TestCaseData[] Deactivations =
    [
        new(FhirHttp.JsonPatch, """[{"op":"replace","path":"/active","value":false}]"""),
        new(FhirHttp.MergePatch, """{"active":false}"""),
        new(FhirHttp.FhirJson, FhirPathBody),
        new("application/json", FhirPathBody),
        new(FhirHttp.FhirXml, FhirPathXml),
        new("application/xml; charset=utf-8", FhirPathXml),
    ];

    /// <summary>Media type, a body that makes a Patient invalid, and where.</summary>
    private static readonly TestCaseData[] Corruptions =
    [
        new(FhirHttp.JsonPatch, """[{"op":"replace","path":"/active","value":"no"},{"op":"add","path":"/colour","value":"red"}]"""),
        new(FhirHttp.MergePatch, """{"active":"no","colour":"red"}"""),
    ];

    [TestCaseSource(nameof(Deactivations))]
    public async Task Patch_changes_what_it_names_and_makes_a_version(string mediaType, string body)
    {
        string id = await NewPatientAsync("\"active\":true,\"multipleBirthInteger\":2");
        var patched = (await Http.SendAsync("PATCH", $"Patient/{id}", body, mediaType)).Expect(HttpStatusCode.OK);
        Assert.Multiple(() =>
        {
            Assert.That((bool?)patched.Json["active"], Is.False);
            Assert.That((int?)patched.Json["multipleBirthInteger"], Is.EqualTo(2));
            Assert.That((string?)patched.Json["meta"]!["versionId"], Is.EqualTo("2"));
            Assert.That(patched.Header("ETag"), Is.EqualTo("W/\"2\""));
        });
        Assert.That((await Http.FetchAsync($"Patient/{id}")).Bytes, Is.EqualTo(patched.Bytes));
        Assert.That((string?)(await Http.FetchAsync($"Patient/{id}/_history")).Entries[0]["request"]!["method"], Is.EqualTo("PATCH"));
    }

    [TestCaseSource(nameof(Deactivations))]
    public async Task Patch_of_what_does_not_exist_returns_404_and_of_what_is_deleted_410(string mediaType, string body)
    {
        string id = NewId();
        (await Http.SendAsync("PATCH", $"Patient/{id}", body, mediaType)).ExpectIssue(HttpStatusCode.NotFound, "not-found");
        await PutPatientAsync(id);
        await DeletePatientAsync(id);
        (await Http.SendAsync("PATCH", $"Patient/{id}", body, mediaType)).ExpectIssue(HttpStatusCode.Gone, "deleted");
        await AssertVersionAsync($"Patient/{id}", 2);
    }

    [TestCaseSource(nameof(Deactivations))]
    public async Task If_Match_decides_whether_a_patch_is_applied(string mediaType, string body)
    {
        string id = await NewPatientAsync();
        await PutPatientAsync(id);
        (await Http.SendAsync("PATCH", $"Patient/{id}", body, mediaType, ("If-Match", "W/\"1\""))).ExpectIssue(HttpStatusCode.PreconditionFailed, "version-mismatch");
        await AssertVersionAsync($"Patient/{id}", 2);
        (await Http.SendAsync("PATCH", $"Patient/{id}", body, mediaType, ("If-Match", "W/\"2\""))).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task If_Match_on_what_does_not_exist_returns_412() =>
        (await Http.SendAsync("PATCH", $"Patient/{NewId()}", "{}", FhirHttp.MergePatch, ("If-Match", "W/\"1\""))).ExpectIssue(HttpStatusCode.PreconditionFailed, "version-mismatch");

    [TestCaseSource(nameof(Corruptions))]
    public async Task A_patch_that_makes_the_resource_invalid_returns_422_with_every_fault_and_changes_nothing(string mediaType, string body)
    {
        string id = await NewPatientAsync();
        var refused = (await Http.SendAsync("PATCH", $"Patient/{id}", body, mediaType)).Expect(HttpStatusCode.UnprocessableEntity);
        Assert.That(refused.Expressions, Is.EquivalentTo(new[] { "Patient.active", "Patient.colour" }));
        await AssertVersionAsync($"Patient/{id}", 1);
    }

    [TestCase(FhirHttp.JsonPatch, """[{"op":"replace","path":"/id","value":"other"}]""", "patch-id-changed")]
    [TestCase(FhirHttp.JsonPatch, """[{"op":"replace","path":"/resourceType","value":"Person"}]""", "patch-type-changed")]
    [TestCase(FhirHttp.JsonPatch, """[{"op":"test","path":"/active","value":false}]""", "patch-test-failed")]
    [TestCase(FhirHttp.JsonPatch, """[{"op":"remove","path":"/gender"}]""", "patch-path-missing")]
    [TestCase(FhirHttp.JsonPatch, """[{"op":"replace","path":"/active","value":false},{"op":"remove","path":"/gender"}]""", "patch-path-missing")]
    [TestCase(FhirHttp.MergePatch, """{"id":"other"}""", "patch-id-changed")]
    public async Task A_patch_that_does_not_fit_returns_422_and_changes_nothing(string mediaType, string body, string code)
    {
        string id = await NewPatientAsync();
        (await Http.SendAsync("PATCH", $"Patient/{id}", body, mediaType)).ExpectIssue(HttpStatusCode.UnprocessableEntity, code);
        await AssertVersionAsync($"Patient/{id}", 1);
    }

    [Test]
    public async Task A_FHIRPath_patch_that_does_not_fit_returns_422_and_changes_nothing()
    {
        string id = await NewPatientAsync("\"name\":[{\"family\":\"A\"},{\"family\":\"B\"}]");
        string body = FhirPathBody.Replace("Patient.active", "Patient.name.family", StringComparison.Ordinal).Replace("\"valueBoolean\":false", "\"valueString\":\"C\"", StringComparison.Ordinal);
        (await Http.SendAsync("PATCH", $"Patient/{id}", body)).ExpectIssue(HttpStatusCode.UnprocessableEntity, "patch-path-ambiguous");
        await AssertVersionAsync($"Patient/{id}", 1);
    }

    [TestCase(FhirHttp.JsonPatch, "{", "patch-malformed")]
    [TestCase(FhirHttp.JsonPatch, "{}", "patch-document-invalid")]
    [TestCase(FhirHttp.JsonPatch, """[{"op":"mix","path":"/a"}]""", "patch-document-invalid")]
    [TestCase(FhirHttp.JsonPatch, """[{"op":"add","path":"active","value":1}]""", "patch-document-invalid")]
    [TestCase(FhirHttp.MergePatch, "", "patch-malformed")]
    [TestCase(FhirHttp.MergePatch, "[1]", "patch-document-invalid")]
    [TestCase(FhirHttp.MergePatch, """{"a":}""", "patch-malformed")]
    [TestCase(FhirHttp.FhirJson, """{"resourceType":"Patient"}""", "patch-document-invalid")]
    [TestCase(FhirHttp.FhirJson, """{"resourceType":"Parameters","parameter":[{"name":"operation"}]}""", "patch-document-invalid")]
    [TestCase(FhirHttp.FhirXml, "<Parameters", "malformed-xml")]
    [TestCase(FhirHttp.FhirXml, "<Patient xmlns='http://hl7.org/fhir'/>", null)]
    public async Task A_document_that_is_no_patch_returns_400_and_changes_nothing(string mediaType, string body, string? code)
    {
        string id = await NewPatientAsync();
        var refused = (await Http.SendAsync("PATCH", $"Patient/{id}", body, mediaType)).Expect(HttpStatusCode.BadRequest);
        if (code is not null)
            Assert.That(refused.IssueCodes, Does.Contain(code), refused.Text);
        await AssertVersionAsync($"Patient/{id}", 1);
    }

    [TestCase("text/plain")]
    [TestCase("application/octet-stream")]
    [TestCase(null)]
    public async Task Another_media_type_returns_415(string? mediaType)
    {
        string id = await NewPatientAsync();
        (await Http.SendBytesAsync("PATCH", $"Patient/{id}", "{}"u8.ToArray(), mediaType)).Expect(HttpStatusCode.UnsupportedMediaType);
        await AssertVersionAsync($"Patient/{id}", 1);
    }

    [Test]
    public async Task Meta_of_the_server_cannot_be_patched_and_labels_can()
    {
        string id = await NewPatientAsync();
        var patched = await Http.SendAsync("PATCH", $"Patient/{id}", """{"meta":{"versionId":"9","lastUpdated":"1999-01-01T00:00:00Z","tag":[{"code":"x"}]}}""", FhirHttp.MergePatch);
        Assert.That((string?)patched.Json["meta"]!["versionId"], Is.EqualTo("2"));
        Assert.That(patched.LastUpdated, Does.Not.StartWith("1999"));
        Assert.That((string?)patched.Json["meta"]!["tag"]![0]!["code"], Is.EqualTo("x"));
    }

    [Test]
    public async Task What_a_patch_does_not_touch_keeps_its_number_literals()
    {
        string id = NewId();
        await Http.SendAsync("PUT", $"Observation/{id}", $$$"""{"resourceType":"Observation","id":"{{{id}}}","status":"final","code":{"text":"x"},"valueQuantity":{"value":1.500e-3}}""");
        await Http.SendAsync("PATCH", $"Observation/{id}", """{"status":"amended"}""", FhirHttp.MergePatch);
        Assert.That((await Http.FetchAsync($"Observation/{id}")).Text, Does.Contain("1.500e-3").And.Contain("amended"));
    }

    [Test]
    public async Task Concurrent_patches_are_all_applied()
    {
        string id = await NewPatientAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => Http.SendAsync(
            "PATCH", $"Patient/{id}", i == 0 ? """[{"op":"add","path":"/name","value":[{"text":"n"}]}]""" : $$"""[{"op":"add","path":"/identifier","value":[{"value":"{{i}}"}]}]""", FhirHttp.JsonPatch)));
        Assert.That(answers.Select(a => a.Expect(HttpStatusCode.OK).Version).Order(), Is.EqualTo(Enumerable.Range(2, 24)));
        await AssertVersionAsync($"Patient/{id}", 25);
        var final = (await Http.FetchAsync($"Patient/{id}")).Json;
        Assert.That(final.ContainsKey("name") && final.ContainsKey("identifier"), Is.True);
    }

    [TestCase("return=minimal")]
    [TestCase("return=OperationOutcome")]
    public async Task Prefer_chooses_the_answer(string prefer)
    {
        string id = await NewPatientAsync();
        var patched = (await Http.SendAsync("PATCH", $"Patient/{id}", """{"active":false}""", FhirHttp.MergePatch, ("Prefer", prefer))).Expect(HttpStatusCode.OK);
        Assert.That(patched.Header("Preference-Applied"), Is.EqualTo(prefer));
        Assert.That(patched.Bytes, prefer == "return=minimal" ? Is.Empty : Is.Not.Empty);
    }
}
