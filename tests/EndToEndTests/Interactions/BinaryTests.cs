namespace FhirHub.EndToEndTests.Interactions;

[TestFixture]
internal sealed class BinaryTests : ServerTests
{
    private static readonly byte[] Content = [0x89, (byte)'P', (byte)'N', (byte)'G', 0, 1, 2, 255, 254, 0];

    [Test]
    public async Task Content_goes_in_and_out_as_it_is()
    {
        var created = (await Http.SendBytesAsync("POST", "Binary", Content, "image/png", ("Accept", "*/*"))).Expect(HttpStatusCode.Created);
        var read = (await Http.FetchAsync(new Uri(created.Header("Location")!).AbsolutePath.Replace("/_history/1", string.Empty, StringComparison.Ordinal), ("Accept", "image/*"))).Expect(HttpStatusCode.OK);
        Assert.Multiple(() =>
        {
            Assert.That(read.Bytes, Is.EqualTo(Content));
            Assert.That(read.MediaType, Is.EqualTo("image/png"));
            Assert.That(read.Header("ETag"), Is.EqualTo("W/\"1\""));
            Assert.That(read.Header("X-Content-Type-Options"), Is.EqualTo("nosniff"));
            Assert.That(read.Header("Content-Security-Policy"), Does.StartWith("sandbox"));
        });
    }

    [TestCase(null, false)]
    [TestCase("*/*", false)]
    [TestCase("image/png", false)]
    [TestCase("application/json", false)]
    [TestCase("application/fhir+json", true)]
    [TestCase("application/fhir+xml", true)]
    public async Task Accept_decides_between_the_content_and_the_resource(string? accept, bool resource)
    {
        string id = await PutAsync();
        foreach (string path in new[] { $"Binary/{id}", $"Binary/{id}/_history/1" })
        {
            var read = (accept is null ? await Http.FetchAsync(path) : await Http.FetchAsync(path, ("Accept", accept))).Expect(HttpStatusCode.OK);
            Assert.That(read.MediaType, Is.EqualTo(resource ? accept : "image/png"));
            if (!resource)
                Assert.That(read.Bytes, Is.EqualTo(Content));
            else
                Assert.That(read.Text, Does.Contain(Convert.ToBase64String(Content)));
        }
    }

    [Test]
    public async Task Format_in_the_URL_asks_for_the_resource()
    {
        string id = await PutAsync();
        var read = (await Http.FetchAsync($"Binary/{id}?_format=json", ("Accept", "image/png"))).Expect(HttpStatusCode.OK);
        Assert.That((string?)read.Json["contentType"], Is.EqualTo("image/png"));
        Assert.That(read.Json["data"]!.GetValue<string>(), Is.EqualTo(Convert.ToBase64String(Content)));
    }

    [Test]
    public async Task A_Binary_resource_goes_in_as_FHIR_and_comes_out_as_content()
    {
        string id = NewId();
        string body = $$"""{"resourceType":"Binary","id":"{{id}}","contentType":"text/plain","data":"5L2g5aW9"}""";
        (await Http.SendAsync("PUT", $"Binary/{id}", body)).Expect(HttpStatusCode.Created);
        var read = (await Http.FetchAsync($"Binary/{id}", ("Accept", "text/plain"))).Expect(HttpStatusCode.OK);
        Assert.That(read.Text, Is.EqualTo("你好"));
        Assert.That(read.MediaType, Is.EqualTo("text/plain"));
    }

    [Test]
    public async Task Plain_JSON_and_XML_are_content()
    {
        string id = NewId();
        (await Http.SendAsync("PUT", $"Binary/{id}", "[1,2]", "application/json")).Expect(HttpStatusCode.Created);
        Assert.That((await Http.FetchAsync($"Binary/{id}", ("Accept", "application/json"))).Text, Is.EqualTo("[1,2]"));
    }

    [Test]
    public async Task The_security_context_travels_with_the_content()
    {
        string id = NewId();
        (await Http.SendBytesAsync("PUT", $"Binary/{id}", Content, "image/png", ("X-Security-Context", "Patient/1"))).Expect(HttpStatusCode.Created);
        Assert.That((await Http.FetchAsync($"Binary/{id}")).Header("X-Security-Context"), Is.EqualTo("Patient/1"));
        var resource = await Http.FetchAsync($"Binary/{id}", ("Accept", FhirHttp.FhirJson));
        Assert.That((string?)resource.Json["securityContext"]!["reference"], Is.EqualTo("Patient/1"));
    }

    [Test]
    public async Task Content_is_updated_with_versions_and_preconditions()
    {
        string id = await PutAsync();
        (await Http.SendBytesAsync("PUT", $"Binary/{id}", [1], "image/gif", ("If-Match", "W/\"1\""))).Expect(HttpStatusCode.OK);
        (await Http.SendBytesAsync("PUT", $"Binary/{id}", [2], "image/gif", ("If-Match", "W/\"1\""))).ExpectIssue(HttpStatusCode.PreconditionFailed, "version-mismatch");
        Assert.That((await Http.FetchAsync($"Binary/{id}")).Bytes, Is.EqualTo(new byte[] { 1 }));
        Assert.That((await Http.FetchAsync($"Binary/{id}/_history/1")).Bytes, Is.EqualTo(Content));
        (await Http.FetchAsync($"Binary/{id}", ("If-None-Match", "W/\"2\""))).Expect(HttpStatusCode.NotModified);
    }

    [Test]
    public async Task Empty_content_is_content()
    {
        string id = NewId();
        (await Http.SendBytesAsync("PUT", $"Binary/{id}", [], "image/png")).Expect(HttpStatusCode.Created);
        var read = (await Http.FetchAsync($"Binary/{id}")).Expect(HttpStatusCode.OK);
        Assert.That(read.Bytes, Is.Empty);
        Assert.That(read.MediaType, Is.EqualTo("image/png"));
    }

    [Test]
    public async Task Content_without_a_type_returns_415() =>
        (await Http.SendBytesAsync("POST", "Binary", Content, null)).ExpectIssue(HttpStatusCode.UnsupportedMediaType, "content-type-missing");

    [Test]
    public async Task A_bad_security_context_returns_400() =>
        (await Http.SendBytesAsync("POST", "Binary", Content, "image/png", ("X-Security-Context", " "))).Expect(HttpStatusCode.BadRequest);

    [Test]
    public async Task Faults_are_told_as_FHIR_whatever_is_accepted()
    {
        string id = await PutAsync();
        (await Http.SendAsync("DELETE", $"Binary/{id}")).Expect(HttpStatusCode.NoContent);
        (await Http.FetchAsync($"Binary/{id}", ("Accept", "image/png"))).ExpectIssue(HttpStatusCode.Gone, "deleted");
        (await Http.FetchAsync($"Binary/{NewId()}", ("Accept", "image/png"))).ExpectIssue(HttpStatusCode.NotFound, "not-found");
    }

    [Test]
    public async Task Head_tells_size_and_type_of_the_content()
    {
        string id = await PutAsync();
        var head = (await Http.SendAsync("HEAD", $"Binary/{id}")).Expect(HttpStatusCode.OK);
        Assert.That(head.Header("Content-Length"), Is.EqualTo("10"));
        Assert.That(head.MediaType, Is.EqualTo("image/png"));
        Assert.That(head.Bytes, Is.Empty);
    }

    private async Task<string> PutAsync()
    {
        string id = NewId();
        (await Http.SendBytesAsync("PUT", $"Binary/{id}", Content, "image/png")).Expect(HttpStatusCode.Created);
        return id;
    }
}
