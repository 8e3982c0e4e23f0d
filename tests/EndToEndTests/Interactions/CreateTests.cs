namespace FhirHub.EndToEndTests.Interactions;

[TestFixture]
internal sealed class CreateTests : ServerTests
{
    private const string Body = """{"resourceType":"Patient","active":true}""";

    [Test]
    public async Task Create_returns_201_with_the_location_and_version_of_what_it_made()
    {
        var created = (await Http.SendAsync("POST", "Patient", Body)).Expect(HttpStatusCode.Created);
        string url = $"{Server.BaseUrl}Patient/{created.Id}/_history/1";
        Assert.Multiple(() =>
        {
            Assert.That(created.Header("Location"), Is.EqualTo(url));
            Assert.That(created.Header("Content-Location"), Is.EqualTo(url));
            Assert.That(created.Header("ETag"), Is.EqualTo("W/\"1\""));
            Assert.That(created.Header("Last-Modified"), Is.Not.Null);
            Assert.That(created.Header("Preference-Applied"), Is.Null);
        });
        var read = (await Http.FetchAsync(url)).Expect(HttpStatusCode.OK);
        Assert.That(read.Bytes, Is.EqualTo(created.Bytes));
    }

    [Test]
    public async Task An_id_in_the_body_is_ignored()
    {
        string id = NewId();
        var created = (await Http.SendAsync("POST", "Patient", Patient(id))).Expect(HttpStatusCode.Created);
        Assert.That(created.Id, Is.Not.EqualTo(id));
        (await Http.FetchAsync($"Patient/{id}")).Expect(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task Meta_of_the_client_is_kept_but_for_version_and_time()
    {
        const string Meta = """
            {"versionId":"77","lastUpdated":"1999-01-01T00:00:00Z","source":"urn:a","profile":["http://hl7.org/fhir/StructureDefinition/bmi"],
             "security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"R"}],"tag":[{"system":"http://t","code":"x","display":"X"}],
             "extension":[{"url":"http://e","valueBoolean":true}]}
            """;
        var created = (await Http.SendAsync("POST", "Patient", $$"""{"resourceType":"Patient","meta":{{Meta}}}""")).Expect(HttpStatusCode.Created);
        var meta = created.Json["meta"]!.AsObject();
        Assert.Multiple(() =>
        {
            Assert.That((string?)meta["versionId"], Is.EqualTo("1"));
            Assert.That(created.LastUpdated, Does.Not.StartWith("1999"));
        });
        var expected = JsonNode.Parse(Meta)!.AsObject();
        foreach (string owned in new[] { "versionId", "lastUpdated" })
        {
            expected.Remove(owned);
            meta.Remove(owned);
        }

        Assert.That(JsonNode.DeepEquals(meta, expected), Is.True, meta.ToJsonString());
    }

    [Test]
    public async Task Two_creates_of_the_same_body_make_two_resources()
    {
        var first = await Http.SendAsync("POST", "Patient", Body);
        var second = await Http.SendAsync("POST", "Patient", Body);
        Assert.That(first.Id, Is.Not.EqualTo(second.Id));
    }

    [Test]
    public async Task Prefer_minimal_answers_without_a_body()
    {
        var created = (await Http.SendAsync("POST", "Patient", Body, headers: ("Prefer", "return=minimal"))).Expect(HttpStatusCode.Created);
        Assert.Multiple(() =>
        {
            Assert.That(created.Bytes, Is.Empty);
            Assert.That(created.Header("Preference-Applied"), Is.EqualTo("return=minimal"));
            Assert.That(created.Header("Location"), Does.StartWith($"{Server.BaseUrl}Patient/"));
            Assert.That(created.Header("Content-Location"), Is.Null);
            Assert.That(created.Header("ETag"), Is.EqualTo("W/\"1\""));
        });
    }

    [Test]
    public async Task Prefer_representation_answers_the_resource()
    {
        var created = (await Http.SendAsync("POST", "Patient", Body, headers: ("Prefer", "return=representation"))).Expect(HttpStatusCode.Created);
        Assert.That((string?)created.Json["resourceType"], Is.EqualTo("Patient"));
        Assert.That(created.Header("Preference-Applied"), Is.EqualTo("return=representation"));
    }

    [Test]
    public async Task Prefer_OperationOutcome_answers_an_outcome()
    {
        var created = (await Http.SendAsync("POST", "Patient", Body, headers: ("Prefer", "return=OperationOutcome"))).Expect(HttpStatusCode.Created);
        Assert.That(created.IssueCodes, Is.EqualTo(new[] { "created" }));
        Assert.That((string?)created.Issues[0]["severity"], Is.EqualTo("information"));
        Assert.That(created.Header("Preference-Applied"), Is.EqualTo("return=OperationOutcome"));
    }

    [TestCase("return=everything")]
    [TestCase("handling=sloppy")]
    public async Task A_preference_with_a_value_that_is_not_defined_returns_400_and_creates_nothing(string prefer) =>
        await AssertCreatesNothingAsync(
            () => Http.SendAsync("POST", "Basic", Basic, headers: ("Prefer", prefer)), HttpStatusCode.BadRequest, "preference-invalid");

    [Test]
    public async Task An_unknown_preference_is_left_out_and_refused_when_strict()
    {
        (await Http.SendAsync("POST", "Patient", Body, headers: ("Prefer", "wait=10"))).Expect(HttpStatusCode.Created);
        await AssertCreatesNothingAsync(
            () => Http.SendAsync("POST", "Basic", Basic, headers: ("Prefer", "wait=10, handling=strict")), HttpStatusCode.BadRequest, "preference-unknown");
    }

    [Test]
    public async Task A_body_of_another_type_returns_400_and_creates_nothing()
    {
        await AssertCreatesNothingAsync(() => Http.SendAsync("POST", "Basic", Body), HttpStatusCode.BadRequest, "type-mismatch");
        (await Http.SendAsync("POST", "Parameters", """{"resourceType":"Parameters"}""")).ExpectIssue(HttpStatusCode.NotFound, "unknown-type");
    }

    [Test]
    public async Task An_upload_that_its_client_gives_up_creates_nothing()
    {
        await using (var upload = await SlowUpload.StartAsync(Server.BaseUrl, "POST", "Basic", Basic))
            await upload.SendAsync(Basic.Length / 2);
        Assert.That((await Http.FetchAsync("Basic/_history")).Entries, Is.Empty);
    }

    [Test]
    public async Task Many_creates_at_once_all_succeed_under_different_ids()
    {
        var created = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Http.SendAsync("POST", "Flag", """
            {"resourceType":"Flag","status":"active","code":{"text":"x"},"subject":{"display":"x"}}
            """)));
        Assert.That(created.Select(c => c.Expect(HttpStatusCode.Created).Id), Is.Unique);
        Assert.That((int?)(await Http.FetchAsync("Flag/_history?_summary=count")).Json["total"], Is.EqualTo(64));
    }

    private const string Basic = """{"resourceType":"Basic","code":{"text":"x"}}""";

    private async Task AssertCreatesNothingAsync(Func<Task<Answer>> create, HttpStatusCode status, string code)
    {
        (await create()).ExpectIssue(status, code);
        Assert.That((await Http.FetchAsync("Basic/_history")).Entries, Is.Empty);
    }
}
