namespace FhirHub.EndToEndTests.Operations;

[TestFixture]
internal sealed class MetaTests : ServerTests
{
    private const string Tag = """{"system":"http://t","code":"a"}""";

    [Test]
    public async Task Meta_returns_the_meta_of_a_resource()
    {
        string id = await NewPatientAsync($"\"meta\":{{\"tag\":[{Tag}]}}");
        var answer = (await Http.FetchAsync($"Patient/{id}/$meta")).Expect(HttpStatusCode.OK);
        var meta = Returned(answer);
        Assert.That((string?)answer.Json["parameter"]![0]!["name"], Is.EqualTo("return"));
        Assert.That((string?)meta["versionId"], Is.EqualTo("1"));
        Assert.That((string?)meta["tag"]![0]!["code"], Is.EqualTo("a"));
        Assert.That((await Http.FetchAsync($"Patient/{id}/$meta?_format=xml")).Expect(HttpStatusCode.OK).Xml.Name.LocalName, Is.EqualTo("Parameters"));
    }

    [Test]
    public async Task Meta_add_adds_what_is_not_there_and_makes_a_version()
    {
        string id = await NewPatientAsync($"\"meta\":{{\"tag\":[{Tag}]}}");
        var answer = (await ChangeAsync("add", id, $$"""{"tag":[{{Tag}},{"code":"b"}],"security":[{"code":"R"}],"profile":["http://p"]}""")).Expect(HttpStatusCode.OK);
        var meta = Returned(answer);
        Assert.Multiple(() =>
        {
            Assert.That(meta["tag"]!.AsArray().Select(t => (string?)t!["code"]), Is.EqualTo(new[] { "a", "b" }));
            Assert.That((string?)meta["security"]![0]!["code"], Is.EqualTo("R"));
            Assert.That((string?)meta["profile"]![0], Is.EqualTo("http://p"));
            Assert.That((string?)meta["versionId"], Is.EqualTo("2"));
        });
        var read = (await Http.FetchAsync($"Patient/{id}")).Json;
        Assert.That(JsonNode.DeepEquals(read["meta"], meta), Is.True);
        Assert.That((bool?)read["active"], Is.Null);
    }

    [Test]
    public async Task Meta_delete_removes_what_is_there()
    {
        string id = await NewPatientAsync($$"""
            "meta":{"tag":[{{Tag}},{"code":"b"}],"profile":["http://p"]}
            """);
        var meta = Returned((await ChangeAsync("delete", id, $$"""{"tag":[{{Tag}}],"profile":["http://p","http://q"]}""")).Expect(HttpStatusCode.OK));
        Assert.That(meta["tag"]!.AsArray().Select(t => (string?)t!["code"]), Is.EqualTo(new[] { "b" }));
        Assert.That(meta.ContainsKey("profile"), Is.False);
        await AssertVersionAsync($"Patient/{id}", 2);
    }

    [Test]
    public async Task Extensions_of_profiles_stay_with_their_profile()
    {
        const string Extension = """{"extension":[{"url":"http://x","valueString":"of b"}]}""";
        string id = await NewPatientAsync($$"""
            "meta":{"profile":["http://a","http://b"],"_profile":[null,{{Extension}}]}
            """);
        (await ChangeAsync("add", id, """{"profile":["http://c"]}""")).Expect(HttpStatusCode.OK);
        var meta = Returned((await ChangeAsync("delete", id, """{"profile":["http://a"]}""")).Expect(HttpStatusCode.OK));
        Assert.That(meta["profile"]!.AsArray().Select(p => (string?)p), Is.EqualTo(new[] { "http://b", "http://c" }));
        Assert.That((string?)meta["_profile"]![0]!["extension"]![0]!["valueString"], Is.EqualTo("of b"));
        Assert.That(meta["_profile"]!.AsArray(), Has.Count.EqualTo(2));
    }

    [TestCase("add")]
    [TestCase("delete")]
    public async Task A_stale_If_Match_is_412_and_changes_nothing(string operation)
    {
        string id = await NewPatientAsync($"\"meta\":{{\"tag\":[{Tag}]}}");
        string body = """{"resourceType":"Parameters","parameter":[{"name":"meta","valueMeta":{"tag":[{"system":"http://t","code":"a"},{"code":"z"}]}}]}""";
        (await Http.SendAsync("POST", $"Patient/{id}/$meta-{operation}", body, headers: ("If-Match", "W/\"7\""))).ExpectIssue(HttpStatusCode.PreconditionFailed, "version-mismatch");
        await AssertVersionAsync($"Patient/{id}", 1);
    }

    [Test]
    public async Task Meta_of_an_older_version_is_that_versions()
    {
        string id = await NewPatientAsync($"\"meta\":{{\"tag\":[{Tag}]}}");
        (await ChangeAsync("delete", id, $$"""{"tag":[{{Tag}}]}""")).Expect(HttpStatusCode.OK);
        Assert.That(Returned((await Http.FetchAsync($"Patient/{id}/_history/1/$meta")).Expect(HttpStatusCode.OK)).ContainsKey("tag"), Is.True);
        Assert.That(Returned((await Http.SendAsync("POST", $"Patient/{id}/$meta")).Expect(HttpStatusCode.OK)).ContainsKey("tag"), Is.False);
    }

    [Test]
    public async Task A_byte_order_mark_is_skipped()
    {
        string id = await NewPatientAsync();
        (await Http.SendAsync("POST", $"Patient/{id}/$meta-add", "\uFEFF" + """{"resourceType":"Parameters","parameter":[{"name":"meta","valueMeta":{"tag":[{"code":"z"}]}}]}"""))
            .Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task Where_nothing_changes_no_version_is_made()
    {
        string id = await NewPatientAsync($"\"meta\":{{\"tag\":[{Tag}]}}");
        (await ChangeAsync("add", id, $$"""{"tag":[{{Tag}}]}""")).Expect(HttpStatusCode.OK);
        (await ChangeAsync("delete", id, """{"tag":[{"code":"a"}]}""")).Expect(HttpStatusCode.OK);
        await AssertVersionAsync($"Patient/{id}", 1);
    }

    [Test]
    public async Task Number_literals_survive()
    {
        string id = NewId();
        await Http.SendAsync("PUT", $"Observation/{id}", $$$"""{"resourceType":"Observation","id":"{{{id}}}","status":"final","code":{"text":"é𠮷"},"valueQuantity":{"value":1.500e-3}}""");
        (await Http.SendAsync("POST", $"Observation/{id}/$meta-add", Parameters("""{"tag":[{"code":"x"}]}"""))).Expect(HttpStatusCode.OK);
        var read = await Http.FetchAsync($"Observation/{id}");
        Assert.That(read.Text, Does.Contain("1.500e-3"));
        Assert.That((string?)read.Json["code"]!["text"], Is.EqualTo("é𠮷"));
    }

    [Test]
    public async Task Parameters_are_taken_as_XML_too()
    {
        string id = await NewPatientAsync();
        const string Xml = "<Parameters xmlns='http://hl7.org/fhir'><parameter><name value='meta'/><valueMeta><tag><code value='x'/></tag></valueMeta></parameter></Parameters>";
        Assert.That((string?)Returned(await Http.SendAsync("POST", $"Patient/{id}/$meta-add", Xml, FhirHttp.FhirXml))["tag"]![0]!["code"], Is.EqualTo("x"));
    }

    [TestCase("""{"resourceType":"Parameters"}""", "parameters-invalid")]
    [TestCase("""{"resourceType":"Patient"}""", "parameters-invalid")]
    [TestCase("""{"resourceType":"Parameters","parameter":[{"name":"other","valueMeta":{"tag":[{"code":"x"}]}}]}""", "parameters-invalid")]
    [TestCase("""{"resourceType":"Parameters","parameter":[{"name":"meta","valueString":"x"}]}""", "parameters-invalid")]
    [TestCase("""{"resourceType":"Parameters","parameter":[{"name":"meta","valueMeta":{"versionId":"9"}}]}""", "meta-element")]
    [TestCase("""{"resourceType":"Parameters","parameter":[{"name":"meta","valueMeta":{"colour":"9"}}]}""", "unknown-element")]
    [TestCase("{", "malformed-json")]
    public async Task What_is_no_meta_returns_400_and_changes_nothing(string body, string code)
    {
        string id = await NewPatientAsync();
        foreach (string name in new[] { "add", "delete" })
            (await Http.SendAsync("POST", $"Patient/{id}/$meta-{name}", body)).ExpectIssue(HttpStatusCode.BadRequest, code);
        await AssertVersionAsync($"Patient/{id}", 1);
    }

    [Test]
    public async Task Of_what_does_not_exist_it_is_404_and_of_what_is_deleted_410()
    {
        string id = NewId();
        (await Http.FetchAsync($"Patient/{id}/$meta")).ExpectIssue(HttpStatusCode.NotFound, "not-found");
        (await ChangeAsync("add", id, $$"""{"tag":[{{Tag}}]}""")).ExpectIssue(HttpStatusCode.NotFound, "not-found");
        await PutPatientAsync(id);
        await DeletePatientAsync(id);
        (await Http.FetchAsync($"Patient/{id}/$meta")).ExpectIssue(HttpStatusCode.Gone, "deleted");
        (await ChangeAsync("delete", id, $$"""{"tag":[{{Tag}}]}""")).ExpectIssue(HttpStatusCode.Gone, "deleted");
    }

    [Test]
    public async Task Labels_added_at_once_are_all_kept()
    {
        string id = await NewPatientAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => ChangeAsync("add", id, $$"""{"tag":[{"code":"c{{i}}"}]}""")));
        Assert.That(answers.Select(a => a.Status), Is.All.EqualTo(HttpStatusCode.OK));
        Assert.That((await Http.FetchAsync($"Patient/{id}")).Json["meta"]!["tag"]!.AsArray().Select(t => (string?)t!["code"]), Is.EquivalentTo(Enumerable.Range(0, 16).Select(i => $"c{i}")));
        await AssertVersionAsync($"Patient/{id}", 17);
    }

    private Task<Answer> ChangeAsync(string name, string id, string meta) => Http.SendAsync("POST", $"Patient/{id}/$meta-{name}", Parameters(meta));

    private static string Parameters(string meta) => $$$"""{"resourceType":"Parameters","parameter":[{"name":"meta","valueMeta":{{{meta}}}}]}""";

    private static JsonObject Returned(Answer answer) => answer.Expect(HttpStatusCode.OK).Json["parameter"]![0]!["valueMeta"]!.AsObject();
}
