namespace FhirHub.EndToEndTests.Interactions;

[TestFixture]
internal sealed class ReadTests : ServerTests
{
    [Test]
    public async Task Read_returns_what_was_written_with_the_servers_meta()
    {
        string id = NewId();
        await PutPatientAsync(id, "\"name\":[{\"text\":\"张三\"}]");
        var read = (await Http.FetchAsync($"Patient/{id}")).Expect(HttpStatusCode.OK);
        Assert.Multiple(() =>
        {
            Assert.That(read.MediaType, Is.EqualTo("application/fhir+json"));
            Assert.That((string?)read.Json["name"]![0]!["text"], Is.EqualTo("张三"));
            Assert.That((string?)read.Json["meta"]!["versionId"], Is.EqualTo("1"));
            Assert.That(read.Header("ETag"), Is.EqualTo("W/\"1\""));
            Assert.That(read.Header("Last-Modified"), Is.Not.Null);
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

    [Test]
    public async Task Read_of_an_unknown_id_returns_404() =>
        (await Http.FetchAsync($"Patient/{NewId()}")).ExpectIssue(HttpStatusCode.NotFound, "not-found");

    [Test]
    public async Task Read_of_an_unknown_type_returns_404_and_suggests_the_right_one()
    {
        var answer = (await Http.FetchAsync("patient/1")).ExpectIssue(HttpStatusCode.NotFound, "unknown-type");
        Assert.That(answer.Text, Does.Contain("Did you mean Patient?"));
    }

    [Test]
    public async Task Read_of_a_deleted_patient_returns_410()
    {
        string id = NewId();
        await PutPatientAsync(id);
        (await Http.SendAsync("DELETE", $"Patient/{id}")).Expect(HttpStatusCode.NoContent);
        (await Http.FetchAsync($"Patient/{id}")).ExpectIssue(HttpStatusCode.Gone, "deleted");
    }

    [Test]
    public async Task Read_with_the_current_version_in_If_None_Match_returns_304()
    {
        string id = NewId();
        await PutPatientAsync(id);
        var fresh = (await Http.FetchAsync($"Patient/{id}", ("If-None-Match", "W/\"1\""))).Expect(HttpStatusCode.NotModified);
        Assert.That(fresh.Bytes, Is.Empty);
        (await Http.FetchAsync($"Patient/{id}", ("If-None-Match", "W/\"7\""))).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task Head_answers_the_headers_of_a_read_without_a_body()
    {
        string id = NewId();
        await PutPatientAsync(id);
        var head = (await Http.SendAsync("HEAD", $"Patient/{id}")).Expect(HttpStatusCode.OK);
        Assert.That(head.Bytes, Is.Empty);
        Assert.That(head.Header("ETag"), Is.EqualTo("W/\"1\""));
    }
}
