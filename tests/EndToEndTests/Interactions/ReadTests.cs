namespace FhirHub.EndToEndTests.Interactions;

[TestFixture]
internal sealed class ReadTests : ServerTests
{
    [Test]
    public async Task Read_returns_what_was_written_with_the_servers_meta()
    {
        string id = await NewPatientAsync("\"name\":[{\"text\":\"张三\"}]");
        var read = (await Http.FetchAsync($"Patient/{id}")).Expect(HttpStatusCode.OK);
        Assert.Multiple(() =>
        {
            Assert.That(read.MediaType, Is.EqualTo("application/fhir+json"));
            Assert.That((string?)read.Json["name"]![0]!["text"], Is.EqualTo("张三"));
            Assert.That((string?)read.Json["meta"]!["versionId"], Is.EqualTo("1"));
            Assert.That(read.Header("ETag"), Is.EqualTo("W/\"1\""));
            Assert.That(
                DateTimeOffset.Parse(read.Header("Last-Modified")!, System.Globalization.CultureInfo.InvariantCulture).ToString("s"),
                Is.EqualTo(read.LastUpdated[..19]));
        });
    }

    [Test]
    public async Task Number_literals_come_back_as_they_were_sent()
    {
        string id = NewId();
        string[] literals = ["1.500", "1e3", "-0.000", "1E+245", "-1E245", "1E-245", "123456789012345678901234567890.12345678901234567890"];
        foreach (string literal in literals)
        {
            string body = $$$"""{"resourceType":"Observation","id":"{{{id}}}","status":"final","code":{"text":"x"},"valueQuantity":{"value":{{{literal}}}}}""";
            (await Http.SendAsync("PUT", $"Observation/{id}", body)).Expect(literal == literals[0] ? HttpStatusCode.Created : HttpStatusCode.OK);
            Assert.That((await Http.FetchAsync($"Observation/{id}")).Text, Does.Contain($"\"value\":{literal}}}"));
        }
    }

    [TestCase("\"birthDate\":\"1970\",\"_birthDate\":{\"id\":\"b\",\"extension\":[{\"url\":\"http://a\",\"valueTime\":\"12:00:00\"}]}")]
    [TestCase("\"name\":[{\"given\":[null,\"B\"],\"_given\":[{\"extension\":[{\"url\":\"http://a\",\"valueCode\":\"x\"}]},null]}]")]
    [TestCase("\"contained\":[{\"resourceType\":\"Organization\",\"id\":\"o\",\"name\":\"O\"}],\"managingOrganization\":{\"reference\":\"#o\"}")]
    [TestCase("\"text\":{\"status\":\"generated\",\"div\":\"<div xmlns=\\\"http://www.w3.org/1999/xhtml\\\"><b>A</b> <i>B</i>\\n  <p> c </p></div>\"}")]
    [TestCase("\"name\":[{\"text\":\"𠮷野 \\ud83d\\ude00 é e\\u0301 \\u202e\"}]")]
    public async Task Nothing_of_a_resource_is_lost(string members)
    {
        string id = await NewPatientAsync(members);
        var read = (await Http.FetchAsync($"Patient/{id}")).Expect(HttpStatusCode.OK);
        Assert.That(JsonDifference.OfResources(System.Text.Encoding.UTF8.GetBytes(Patient(id, members)), read.Bytes), Is.Null);
    }

    [Test]
    public async Task Read_of_an_unknown_id_returns_404() =>
        (await Http.FetchAsync($"Patient/{NewId()}")).ExpectIssue(HttpStatusCode.NotFound, "not-found");

    [Test]
    public async Task Read_of_an_id_of_another_type_returns_404()
    {
        string id = await NewPatientAsync();
        (await Http.FetchAsync($"Person/{id}")).ExpectIssue(HttpStatusCode.NotFound, "not-found");
    }

    [Test]
    public async Task Ids_differ_by_case()
    {
        string id = NewId();
        (await PutPatientAsync($"a{id}")).Expect(HttpStatusCode.Created);
        (await Http.FetchAsync($"Patient/A{id}")).Expect(HttpStatusCode.NotFound);
    }

    [TestCase("patient/1", "Did you mean Patient?")]
    [TestCase("Patients/1", "Did you mean Patient?")]
    [TestCase("Nonsense/1", "not a resource type")]
    [TestCase("Parameters/1", "not a resource type")]
    [TestCase("DomainResource/1", "not a resource type")]
    public async Task Read_of_an_unknown_type_returns_404_and_suggests_the_right_one(string path, string said)
    {
        var answer = (await Http.FetchAsync(path)).ExpectIssue(HttpStatusCode.NotFound, "unknown-type");
        Assert.That(answer.Text, Does.Contain(said));
    }

    [Test]
    public async Task Read_of_a_deleted_patient_returns_410()
    {
        string id = await NewPatientAsync();
        await DeletePatientAsync(id);
        (await Http.FetchAsync($"Patient/{id}")).ExpectIssue(HttpStatusCode.Gone, "deleted");
    }

    [TestCase("a_b")]
    [TestCase("a%20b")]
    [TestCase("%E5%BC%A0")]
    [TestCase("a*")]
    public async Task Read_of_what_is_no_id_returns_400(string id) =>
        (await Http.FetchAsync($"Patient/{id}")).ExpectIssue(HttpStatusCode.BadRequest, "id-invalid");

    [Test]
    public async Task An_id_has_64_characters_at_most()
    {
        string longest = "A-9." + new string('z', 60);
        (await PutPatientAsync(longest)).Expect(HttpStatusCode.Created);
        (await Http.FetchAsync($"Patient/{longest}")).Expect(HttpStatusCode.OK);
        (await Http.FetchAsync($"Patient/{longest}z")).ExpectIssue(HttpStatusCode.BadRequest, "id-invalid");
    }

    [TestCase("W/\"1\"", HttpStatusCode.NotModified)]
    [TestCase("\"1\"", HttpStatusCode.NotModified)]
    [TestCase("W/\"9\", W/\"1\"", HttpStatusCode.NotModified)]
    [TestCase("*", HttpStatusCode.NotModified)]
    [TestCase("W/\"7\"", HttpStatusCode.OK)]
    [TestCase("W/\"x\"", HttpStatusCode.OK)]
    public async Task If_None_Match_with_the_current_version_returns_304(string tags, HttpStatusCode status)
    {
        string id = await NewPatientAsync();
        var fresh = (await Http.FetchAsync($"Patient/{id}", ("If-None-Match", tags))).Expect(status);
        Assert.That(fresh.Header("ETag"), Is.EqualTo("W/\"1\""));
        Assert.That(fresh.Bytes, status == HttpStatusCode.NotModified ? Is.Empty : Is.Not.Empty);
    }

    [Test]
    public async Task If_None_Match_that_is_no_tag_returns_400()
    {
        string id = await NewPatientAsync();
        (await Http.FetchAsync($"Patient/{id}", ("If-None-Match", "1"))).ExpectIssue(HttpStatusCode.BadRequest, "etag-invalid");
    }

    [Test]
    public async Task If_Modified_Since_the_last_change_returns_304_and_before_it_the_resource()
    {
        string id = await NewPatientAsync();
        string modified = (await Http.FetchAsync($"Patient/{id}")).Header("Last-Modified")!;
        (await Http.FetchAsync($"Patient/{id}", ("If-Modified-Since", modified))).Expect(HttpStatusCode.NotModified);
        (await Http.FetchAsync($"Patient/{id}", ("If-Modified-Since", "Tue, 01 Jan 2019 00:00:00 GMT"))).Expect(HttpStatusCode.OK);
        // RFC 9110: what is no date is ignored, and If-None-Match goes before.
        (await Http.FetchAsync($"Patient/{id}", ("If-Modified-Since", "yesterday"))).Expect(HttpStatusCode.OK);
        (await Http.FetchAsync($"Patient/{id}", ("If-Modified-Since", modified), ("If-None-Match", "W/\"9\""))).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task Conditional_read_of_a_deleted_patient_returns_410()
    {
        string id = await NewPatientAsync();
        await DeletePatientAsync(id);
        (await Http.FetchAsync($"Patient/{id}", ("If-None-Match", "*"))).ExpectIssue(HttpStatusCode.Gone, "deleted");
    }

    [Test]
    public async Task Head_answers_the_headers_of_a_read_without_a_body()
    {
        string id = await NewPatientAsync();
        var get = (await Http.FetchAsync($"Patient/{id}")).Expect(HttpStatusCode.OK);
        var head = (await Http.SendAsync("HEAD", $"Patient/{id}")).Expect(HttpStatusCode.OK);
        Assert.That(head.Bytes, Is.Empty);
        foreach (string name in new[] { "ETag", "Last-Modified", "Content-Type", "Content-Length" })
            Assert.That(head.Header(name), Is.EqualTo(get.Header(name)), name);
    }

    [Test]
    public async Task Head_fails_as_a_read_does_without_a_body()
    {
        string id = await NewPatientAsync();
        await DeletePatientAsync(id);
        Assert.That((await Http.SendAsync("HEAD", $"Patient/{id}")).Expect(HttpStatusCode.Gone).Bytes, Is.Empty);
        Assert.That((await Http.SendAsync("HEAD", $"Patient/{NewId()}")).Expect(HttpStatusCode.NotFound).Bytes, Is.Empty);
        Assert.That((await Http.SendAsync("HEAD", "Nonsense/1")).Expect(HttpStatusCode.NotFound).Bytes, Is.Empty);
    }

    [Test]
    public async Task A_read_given_up_by_its_client_does_no_harm()
    {
        string id = await NewPatientAsync();
        using var cancelled = new CancellationTokenSource();
        var reads = Enumerable.Range(0, 20).Select(_ => Http.GetAsync($"Patient/{id}", cancelled.Token)).ToArray();
        await cancelled.CancelAsync();
        foreach (var read in reads)
            await Task.WhenAny(read);
        (await Http.FetchAsync($"Patient/{id}")).Expect(HttpStatusCode.OK);
    }
}
