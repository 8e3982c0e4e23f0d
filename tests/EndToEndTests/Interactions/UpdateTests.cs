namespace FhirHub.EndToEndTests.Interactions;

[TestFixture]
internal sealed class UpdateTests : ServerTests
{
    [Test]
    public async Task Update_returns_200_and_the_next_version()
    {
        string id = await NewPatientAsync("\"gender\":\"male\"");
        var updated = (await PutPatientAsync(id, "\"gender\":\"female\"")).Expect(HttpStatusCode.OK);
        Assert.Multiple(() =>
        {
            Assert.That((string?)updated.Json["gender"], Is.EqualTo("female"));
            Assert.That(updated.Header("ETag"), Is.EqualTo("W/\"2\""));
            Assert.That(updated.Header("Location"), Is.Null);
            Assert.That(updated.Header("Content-Location"), Is.EqualTo($"{Server.BaseUrl}Patient/{id}/_history/2"));
        });
        Assert.That((await Http.FetchAsync($"Patient/{id}")).Bytes, Is.EqualTo(updated.Bytes));
    }

    [Test]
    public async Task Versions_of_one_resource_never_share_a_time()
    {
        string id = await NewPatientAsync();
        var times = new List<string>();
        for (int i = 0; i < 10; i++)
            times.Add((await PutPatientAsync(id)).LastUpdated);
        Assert.That(times, Is.Ordered.And.Unique);
    }

    [Test]
    public async Task Update_of_an_unknown_id_creates_it()
    {
        string id = NewId();
        var created = (await PutPatientAsync(id)).Expect(HttpStatusCode.Created);
        Assert.That(created.Id, Is.EqualTo(id));
        Assert.That(created.Header("Location"), Is.EqualTo($"{Server.BaseUrl}Patient/{id}/_history/1"));
    }

    [Test]
    public async Task Update_of_a_deleted_resource_creates_it_again_and_its_versions_go_on()
    {
        string id = await NewPatientAsync();
        await DeletePatientAsync(id);
        var again = (await PutPatientAsync(id, "\"active\":false")).Expect(HttpStatusCode.Created);
        Assert.That(again.Header("ETag"), Is.EqualTo("W/\"3\""));
        Assert.That(again.Header("Location"), Is.EqualTo($"{Server.BaseUrl}Patient/{id}/_history/3"));
        (await Http.FetchAsync($"Patient/{id}")).Expect(HttpStatusCode.OK);
        await AssertVersionAsync($"Patient/{id}", 3);
    }

    [TestCase("", "id-missing")]
    [TestCase("\"id\":\"other\",", "id-mismatch")]
    [TestCase("\"id\":\"a_b\",", null)]
    public async Task The_id_must_be_that_of_the_URL(string member, string? code)
    {
        string id = await NewPatientAsync();
        var answer = await Http.SendAsync("PUT", $"Patient/{id}", $$"""{"resourceType":"Patient",{{member}}"active":false}""");
        answer.Expect(HttpStatusCode.BadRequest);
        if (code is not null)
            answer.ExpectIssue(HttpStatusCode.BadRequest, code);
        Assert.That(answer.Expressions, Is.EqualTo(new[] { "Patient.id" }));
        await AssertVersionAsync($"Patient/{id}", 1);
    }

    [Test]
    public async Task The_type_must_be_that_of_the_URL()
    {
        string id = NewId();
        (await Http.SendAsync("PUT", $"Person/{id}", Patient(id))).ExpectIssue(HttpStatusCode.BadRequest, "type-mismatch");
        (await Http.FetchAsync($"Person/{id}")).Expect(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task An_id_that_breaks_the_rule_returns_400() =>
        (await Http.SendAsync("PUT", "Patient/a_b", Patient("a_b"))).ExpectIssue(HttpStatusCode.BadRequest, "id-invalid");

    [TestCase("W/\"2\"")]
    [TestCase("\"2\"")]
    [TestCase("W/\"7\", W/\"2\"")]
    [TestCase("*")]
    public async Task If_Match_with_the_current_version_updates(string tags)
    {
        string id = await NewPatientAsync();
        await PutPatientAsync(id);
        (await PutPatientAsync(id, "\"active\":false", ("If-Match", tags))).Expect(HttpStatusCode.OK);
        await AssertVersionAsync($"Patient/{id}", 3);
    }

    [TestCase("W/\"1\"")]
    [TestCase("W/\"3\"")]
    [TestCase("W/\"02\"")]
    public async Task If_Match_with_another_version_returns_412_and_changes_nothing(string tag)
    {
        string id = await NewPatientAsync();
        await PutPatientAsync(id);
        (await PutPatientAsync(id, "\"active\":false", ("If-Match", tag))).ExpectIssue(HttpStatusCode.PreconditionFailed, "version-mismatch");
        await AssertVersionAsync($"Patient/{id}", 2);
    }

    [TestCase("W/\"1\"")]
    [TestCase("*")]
    public async Task If_Match_on_what_does_not_exist_returns_412_and_creates_nothing(string tag)
    {
        string id = NewId();
        (await PutPatientAsync(id, headers: ("If-Match", tag))).ExpectIssue(HttpStatusCode.PreconditionFailed, "version-mismatch");
        (await Http.FetchAsync($"Patient/{id}")).Expect(HttpStatusCode.NotFound);
    }

    [TestCase("W/\"2\"")]
    [TestCase("*")]
    public async Task If_Match_on_what_is_deleted_returns_412(string tag)
    {
        string id = await NewPatientAsync();
        await DeletePatientAsync(id);
        (await PutPatientAsync(id, headers: ("If-Match", tag))).ExpectIssue(HttpStatusCode.PreconditionFailed, "version-mismatch");
        await AssertVersionAsync($"Patient/{id}", 2);
    }

    [TestCase("If-Match", "2")]
    [TestCase("If-Match", "")]
    [TestCase("If-None-Match", "W/2")]
    public async Task A_precondition_that_cannot_be_read_returns_400_and_changes_nothing(string header, string value)
    {
        string id = await NewPatientAsync();
        (await PutPatientAsync(id, headers: (header, value))).ExpectIssue(HttpStatusCode.BadRequest, "etag-invalid");
        await AssertVersionAsync($"Patient/{id}", 1);
    }

    [Test]
    public async Task If_None_Match_any_creates_but_never_updates()
    {
        string id = NewId();
        (await PutPatientAsync(id, headers: ("If-None-Match", "*"))).Expect(HttpStatusCode.Created);
        (await PutPatientAsync(id, headers: ("If-None-Match", "*"))).ExpectIssue(HttpStatusCode.PreconditionFailed, "exists");
        await AssertVersionAsync($"Patient/{id}", 1);
        await DeletePatientAsync(id);
        (await PutPatientAsync(id, headers: ("If-None-Match", "*"))).Expect(HttpStatusCode.Created);
    }

    [Test]
    public async Task Of_many_who_create_one_id_at_once_one_creates_and_all_are_kept()
    {
        string id = NewId();
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => PutPatientAsync(id, $"\"gender\":\"male\",\"multipleBirthInteger\":{i}")));
        Assert.That(answers.Count(a => a.Status == HttpStatusCode.Created), Is.EqualTo(1));
        Assert.That(answers.Count(a => a.Status == HttpStatusCode.OK), Is.EqualTo(15));
        Assert.That(answers.Select(a => a.Version).Order(), Is.EqualTo(Enumerable.Range(1, 16)));
    }

    [Test]
    public async Task Of_many_who_insist_on_creating_one_id_at_once_one_does_and_the_others_get_412()
    {
        string id = NewId();
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => PutPatientAsync(id, headers: ("If-None-Match", "*"))));
        Assert.That(answers.Count(a => a.Status == HttpStatusCode.Created), Is.EqualTo(1));
        Assert.That(answers.Count(a => a.Status == HttpStatusCode.PreconditionFailed), Is.EqualTo(15));
    }

    [TestCase("return=minimal", 0)]
    [TestCase("return=OperationOutcome", 1)]
    public async Task Prefer_chooses_the_answer(string prefer, int issues)
    {
        string id = await NewPatientAsync();
        var updated = (await PutPatientAsync(id, headers: ("Prefer", prefer))).Expect(HttpStatusCode.OK);
        Assert.That(updated.Header("Preference-Applied"), Is.EqualTo(prefer));
        Assert.That(updated.Bytes.Length == 0 ? 0 : updated.Issues.Length, Is.EqualTo(issues));
        Assert.That(updated.Header("ETag"), Is.EqualTo("W/\"2\""));
    }

    [Test]
    public async Task Version_specific_references_are_kept()
    {
        string id = await NewPatientAsync();
        string observation = NewId();
        string body = $$$"""{"resourceType":"Observation","id":"{{{observation}}}","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/{{{id}}}/_history/1"}}""";
        (await Http.SendAsync("PUT", $"Observation/{observation}", body)).Expect(HttpStatusCode.Created);
        await PutPatientAsync(id);
        var read = await Http.FetchAsync($"Observation/{observation}");
        Assert.That((string?)read.Json["subject"]!["reference"], Is.EqualTo($"Patient/{id}/_history/1"));
    }

    [Test]
    public async Task An_upload_that_its_client_gives_up_changes_nothing()
    {
        string id = await NewPatientAsync();
        await using (var upload = await SlowUpload.StartAsync(Server.BaseUrl, "PUT", $"Patient/{id}", Patient(id, "\"active\":false")))
            await upload.SendAsync(20);
        await AssertVersionAsync($"Patient/{id}", 1);
    }
}
