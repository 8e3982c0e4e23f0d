namespace FhirHub.EndToEndTests.Http;

/// <summary>JSON and XML in and out: https://hl7.org/fhir/R4/http.html#mime-type.</summary>
[TestFixture]
internal sealed class FormatTests : ServerTests
{
    private const string Json = "application/fhir+json";
    private const string Xml = "application/fhir+xml";

    [TestCase(null, Json)]
    [TestCase("*/*", Json)]
    [TestCase("application/*", Json)]
    [TestCase("application/fhir+json", Json)]
    [TestCase("application/json", "application/json")]
    [TestCase("text/json", "text/json")]
    [TestCase("application/fhir+xml", Xml)]
    [TestCase("application/xml", "application/xml")]
    [TestCase("text/xml", "text/xml")]
    [TestCase("application/fhir+json;q=0.5, application/fhir+xml", Xml)]
    [TestCase("application/fhir+xml;q=0, */*", Json)]
    [TestCase("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", Json)]
    [TestCase("application/fhir+xml; fhirVersion=4.0", Xml)]
    [TestCase("application/fhir+xml; fhirVersion=3.0, application/fhir+json; fhirVersion=4.0", Json)]
    [TestCase("image/png, application/fhir+xml;q=0.1", Xml)]
    public async Task Accept_chooses_the_format(string? accept, string mediaType)
    {
        string id = await NewPatientAsync();
        var read = accept is null ? await Http.FetchAsync($"Patient/{id}") : await Http.FetchAsync($"Patient/{id}", ("Accept", accept));
        read.Expect(HttpStatusCode.OK);
        Assert.That(read.MediaType, Is.EqualTo(mediaType));
        Assert.That(read.Charset, Is.EqualTo("utf-8"));
        if (mediaType.EndsWith("xml", StringComparison.Ordinal))
            Assert.That(read.Xml.Name.LocalName, Is.EqualTo("Patient"));
        else
            Assert.That(read.Id, Is.EqualTo(id));
    }

    [TestCase("image/png")]
    [TestCase("text/turtle")]
    [TestCase("application/fhir+json; fhirVersion=3.0")]
    [TestCase("application/fhir+json;q=0")]
    [TestCase("nonsense")]
    [TestCase("a/b/c;;;=")]
    public async Task An_Accept_that_cannot_be_met_returns_406_in_JSON(string accept)
    {
        string id = await NewPatientAsync();
        (await Http.FetchAsync($"Patient/{id}", ("Accept", accept))).ExpectIssue(HttpStatusCode.NotAcceptable, "not-acceptable");
    }

    [TestCase("json", Json)]
    [TestCase("xml", Xml)]
    [TestCase("application/json", "application/json")]
    [TestCase("text/xml", "text/xml")]
    [TestCase("application/fhir%2Bjson", Json)]
    [TestCase("application/fhir%2Bxml", Xml)]
    [TestCase("application/fhir+xml", Xml)]
    [TestCase("application/fhir%2Bxml;%20fhirVersion=4.0", Xml)]
    public async Task Format_in_the_URL_goes_before_Accept(string format, string mediaType)
    {
        string id = await NewPatientAsync();
        string other = mediaType.EndsWith("xml", StringComparison.Ordinal) ? Json : Xml;
        var read = (await Http.FetchAsync($"Patient/{id}?_format={format}", ("Accept", other))).Expect(HttpStatusCode.OK);
        Assert.That(read.MediaType, Is.EqualTo(mediaType));
    }

    [TestCase("turtle")]
    [TestCase("html")]
    [TestCase("application/fhir%2Bjson;%20fhirVersion=5.0")]
    public async Task An_unknown_format_in_the_URL_returns_406(string format)
    {
        string id = await NewPatientAsync();
        (await Http.FetchAsync($"Patient/{id}?_format={format}")).ExpectIssue(HttpStatusCode.NotAcceptable, "not-acceptable");
    }

    [TestCase("application/fhir+json")]
    [TestCase("application/fhir+json; charset=utf-8")]
    [TestCase("application/fhir+json; charset=\"UTF-8\"; fhirVersion=4.0")]
    [TestCase("application/json")]
    [TestCase("text/json")]
    [TestCase("Application/FHIR+JSON")]
    public async Task JSON_is_taken_under_its_names(string contentType) =>
        (await Http.SendAsync("POST", "Patient", """{"resourceType":"Patient"}""", contentType)).Expect(HttpStatusCode.Created);

    [TestCase("application/fhir+xml")]
    [TestCase("application/fhir+xml;charset=UTF-8")]
    [TestCase("application/xml")]
    [TestCase("text/xml; charset=utf-8")]
    public async Task XML_is_taken_under_its_names(string contentType)
    {
        var created = (await Http.SendAsync("POST", "Patient", "<Patient xmlns='http://hl7.org/fhir'><name><text value='张三'/></name></Patient>", contentType)).Expect(HttpStatusCode.Created);
        Assert.That((string?)created.Json["name"]![0]!["text"], Is.EqualTo("张三"));
    }

    [TestCase("text/plain", "media-type-unsupported")]
    [TestCase("application/octet-stream", "media-type-unsupported")]
    [TestCase("multipart/form-data; boundary=x", "media-type-unsupported")]
    [TestCase("application/fhir+json; fhirVersion=3.0", "fhir-version-unsupported")]
    [TestCase("application/fhir+json; charset=gb18030", "charset-unsupported")]
    [TestCase("application/fhir+json; charset=utf-16", "charset-unsupported")]
    [TestCase("json", "content-type-invalid")]
    [TestCase(";", "content-type-invalid")]
    public async Task Another_Content_Type_returns_415_and_creates_nothing(string contentType, string code)
    {
        (await Http.SendBytesAsync("POST", "Basic", """{"resourceType":"Basic","code":{"text":"x"}}"""u8.ToArray(), contentType)).ExpectIssue(HttpStatusCode.UnsupportedMediaType, code);
        Assert.That((await Http.FetchAsync("Basic/_history")).Entries, Is.Empty);
    }

    [Test]
    public async Task A_body_without_Content_Type_returns_415()
    {
        (await Http.SendBytesAsync("POST", "Patient", "{}"u8.ToArray(), null)).ExpectIssue(HttpStatusCode.UnsupportedMediaType, "content-type-missing");
        (await Http.SendAsync("POST", "Patient")).ExpectIssue(HttpStatusCode.UnsupportedMediaType, "content-type-missing");
    }

    [Test]
    public async Task What_goes_in_as_XML_comes_out_as_the_same_XML()
    {
        const string Members = "<language value=\"zh\"/><text><status value=\"generated\"/><div xmlns=\"http://www.w3.org/1999/xhtml\"><b>A</b> <i>B</i></div></text><birthDate value=\"1970\" id=\"b\"/>";
        string id = NewId();
        (await Http.SendAsync("PUT", $"Patient/{id}", $"<Patient xmlns=\"http://hl7.org/fhir\"><id value=\"{id}\"/>{Members}</Patient>", Xml)).Expect(HttpStatusCode.Created);
        var read = await Http.FetchAsync($"Patient/{id}", ("Accept", Xml));
        Assert.That(read.Text, Does.EndWith($"{Members}</Patient>"));
    }

    [TestCase("json")]
    [TestCase("xml")]
    public async Task Pretty_has_lines_and_the_same_content(string format)
    {
        string id = await NewPatientAsync("\"name\":[{\"text\":\"张三\"}],\"multipleBirthInteger\":2");
        var plain = await Http.FetchAsync($"Patient/{id}?_format={format}&_pretty=false");
        var pretty = await Http.FetchAsync($"Patient/{id}?_format={format}&_pretty=true");
        Assert.That(plain.Text, Does.Not.Contain('\n'));
        Assert.That(pretty.Text.Split('\n'), Has.Length.GreaterThan(5));
        if (format == "json")
            Assert.That(JsonNode.DeepEquals(pretty.Json, plain.Json), Is.True);
        (await Http.FetchAsync($"Patient/{id}?_pretty=maybe")).ExpectIssue(HttpStatusCode.BadRequest, "parameter-invalid");
    }

    [Test]
    public async Task Outcomes_come_in_the_format_asked_for()
    {
        var fault = (await Http.FetchAsync($"Patient/{NewId()}", ("Accept", Xml))).ExpectIssue(HttpStatusCode.NotFound, "not-found");
        Assert.That(fault.MediaType, Is.EqualTo(Xml));
        Assert.That((await Http.FetchAsync($"Patient/{NewId()}?_pretty=true&_summary=true")).Text, Does.Contain('\n'));
    }

    [Test]
    public async Task Caches_are_told_that_answers_vary()
    {
        string id = await NewPatientAsync();
        var read = await Http.FetchAsync($"Patient/{id}");
        Assert.That(read.Header("Vary"), Does.Contain("Accept"));
        Assert.That(read.Header("Cache-Control"), Does.Contain("private").And.Contain("no-cache"));
    }
}
