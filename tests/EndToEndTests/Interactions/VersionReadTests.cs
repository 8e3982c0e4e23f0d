namespace FhirHub.EndToEndTests.Interactions;

[TestFixture]
internal sealed class VersionReadTests : ServerTests
{
    [Test]
    public async Task Each_version_reads_as_it_was_written()
    {
        string id = await NewPatientAsync("\"gender\":\"female\"");
        await PutPatientAsync(id, "\"gender\":\"male\"");
        var first = (await Http.FetchAsync($"Patient/{id}/_history/1")).Expect(HttpStatusCode.OK);
        var second = (await Http.FetchAsync($"Patient/{id}/_history/2")).Expect(HttpStatusCode.OK);
        Assert.Multiple(() =>
        {
            Assert.That((string?)first.Json["gender"], Is.EqualTo("female"));
            Assert.That((string?)first.Json["meta"]!["versionId"], Is.EqualTo("1"));
            Assert.That(first.Header("ETag"), Is.EqualTo("W/\"1\""));
            Assert.That((string?)second.Json["gender"], Is.EqualTo("male"));
            Assert.That(second.Header("ETag"), Is.EqualTo("W/\"2\""));
        });
    }

    [TestCase("0")]
    [TestCase("2")]
    [TestCase("01")]
    [TestCase("-1")]
    [TestCase("1.0")]
    [TestCase("abc")]
    [TestCase("99999999999999999999999")]
    public async Task An_unknown_version_returns_404(string version)
    {
        string id = await NewPatientAsync();
        (await Http.FetchAsync($"Patient/{id}/_history/{version}")).ExpectIssue(HttpStatusCode.NotFound, "not-found");
    }

    [Test]
    public async Task A_version_of_an_unknown_resource_returns_404() =>
        (await Http.FetchAsync($"Patient/{NewId()}/_history/1")).ExpectIssue(HttpStatusCode.NotFound, "not-found");

    [Test]
    public async Task A_version_of_what_is_no_id_returns_400() =>
        (await Http.FetchAsync("Patient/a_b/_history/1")).ExpectIssue(HttpStatusCode.BadRequest, "id-invalid");

    [Test]
    public async Task The_version_that_deleted_returns_410_and_those_before_it_are_still_read()
    {
        string id = await NewPatientAsync();
        await DeletePatientAsync(id);
        (await Http.FetchAsync($"Patient/{id}/_history/2")).ExpectIssue(HttpStatusCode.Gone, "deleted");
        (await Http.FetchAsync($"Patient/{id}/_history/1")).Expect(HttpStatusCode.OK);
        await PutPatientAsync(id);
        (await Http.FetchAsync($"Patient/{id}/_history/2")).ExpectIssue(HttpStatusCode.Gone, "deleted");
        (await Http.FetchAsync($"Patient/{id}/_history/3")).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task If_None_Match_returns_304_for_the_version_that_is_read()
    {
        string id = await NewPatientAsync();
        await PutPatientAsync(id);
        (await Http.FetchAsync($"Patient/{id}/_history/1", ("If-None-Match", "W/\"1\""))).Expect(HttpStatusCode.NotModified);
        (await Http.FetchAsync($"Patient/{id}/_history/1", ("If-None-Match", "W/\"2\""))).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task Head_answers_the_headers_alone()
    {
        string id = await NewPatientAsync();
        var head = (await Http.SendAsync("HEAD", $"Patient/{id}/_history/1")).Expect(HttpStatusCode.OK);
        Assert.That(head.Bytes, Is.Empty);
        Assert.That(head.Header("ETag"), Is.EqualTo("W/\"1\""));
    }

    [TestCase("PUT")]
    [TestCase("POST")]
    [TestCase("DELETE")]
    [TestCase("PATCH")]
    public async Task A_version_cannot_be_changed(string method)
    {
        string id = await NewPatientAsync();
        var answer = await Http.SendAsync(method, $"Patient/{id}/_history/1", Patient(id));
        answer.ExpectIssue(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        Assert.That(answer.Header("Allow"), Is.EqualTo("GET, HEAD"));
        await AssertVersionAsync($"Patient/{id}", 1);
    }
}
