namespace FhirHub.EndToEndTests.Http;

/// <summary>Bodies that are malformed or against the base structure of R4: 400, every fault with its place, and nothing changes.</summary>
[TestFixture]
internal sealed class FaultTests : ServerTests
{
    [TestCase("", "empty-body")]
    [TestCase("   ", "empty-body")]
    [TestCase("{", "malformed-json")]
    [TestCase("{\"resourceType\":\"Patient\",}", "malformed-json")]
    [TestCase("{\"resourceType\":\"Patient\"} x", "trailing-content")]
    [TestCase("{'resourceType':'Patient'}", "malformed-json")]
    [TestCase("{\"resourceType\":\"Patient\",\"active\":tru}", "malformed-json")]
    [TestCase("{\"resourceType\":\"Patient\",\"multipleBirthInteger\":01}", "malformed-json")]
    [TestCase("{\"resourceType\":\"Patient\",\"gender\":\"ma\nle\"}", null)]
    [TestCase("[]", "not-an-object")]
    [TestCase("null", "not-an-object")]
    [TestCase("{}", "missing-resource-type")]
    [TestCase("{\"resourceType\":\"Nonsense\"}", "unknown-resource-type")]
    [TestCase("{\"resourceType\":\"Patient\",\"active\":true,\"active\":false}", "duplicate-member")]
    public async Task Malformed_JSON_returns_400_with_line_and_column(string body, string? code)
    {
        var answer = (await Http.SendAsync("POST", "Patient", body)).Expect(HttpStatusCode.BadRequest);
        if (code is not null)
            Assert.That(answer.IssueCodes, Does.Contain(code), answer.Text);
        Assert.That(answer.Locations, Is.All.Match("^line \\d+, column \\d+$"), answer.Text);
    }

    [Test]
    public async Task The_place_of_a_fault_is_its_line_and_column()
    {
        var json = await Http.SendAsync("POST", "Patient", "{\n  \"resourceType\": \"Patient\",\n  \"active\": oops\n}");
        Assert.That(json.Expect(HttpStatusCode.BadRequest).Locations[0], Does.StartWith("line 3, column 1"));
        var xml = await Http.SendAsync("POST", "Patient", "<Patient xmlns='http://hl7.org/fhir'>\n  <active value='true'>\n</Patient>", FhirHttp.FhirXml);
        Assert.That(xml.Expect(HttpStatusCode.BadRequest).Locations[0], Does.StartWith("line 3, column"));
    }

    [TestCase("<Patient", "malformed-xml")]
    [TestCase("<Patient xmlns='http://hl7.org/fhir'>", "malformed-xml")]
    [TestCase("<Patient xmlns='http://hl7.org/fhir'/><x/>", "malformed-xml")]
    [TestCase("<Patient/>", "wrong-namespace")]
    [TestCase("<Patient xmlns='urn:other'/>", "wrong-namespace")]
    [TestCase("<Nonsense xmlns='http://hl7.org/fhir'/>", null)]
    [TestCase("<Patient xmlns='http://hl7.org/fhir'>text</Patient>", "text-not-allowed")]
    [TestCase("<Patient xmlns='http://hl7.org/fhir'><gender value='male'/><active value='true'/></Patient>", "element-order")]
    [TestCase("<Patient xmlns='http://hl7.org/fhir'><active value='true' colour='red'/></Patient>", "unknown-attribute")]
    public async Task Malformed_XML_returns_400_with_line_and_column(string body, string? code)
    {
        var answer = (await Http.SendAsync("POST", "Patient", body, FhirHttp.FhirXml)).Expect(HttpStatusCode.BadRequest);
        if (code is not null)
            Assert.That(answer.IssueCodes, Does.Contain(code), answer.Text);
        Assert.That(answer.Locations, Is.All.Match("^line \\d+, column \\d+$"), answer.Text);
    }

    [TestCase("", "empty-body")]
    [TestCase("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><Patient xmlns='http://hl7.org/fhir'><language value='&b;'/></Patient>", "malformed-xml")]
    [TestCase("<!DOCTYPE a [<!ENTITY b 'bbbbbbbbbb'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>]><Patient xmlns='http://hl7.org/fhir'><language value='&c;'/></Patient>", "malformed-xml")]
    public async Task A_document_without_content_or_with_a_document_type_returns_400(string body, string code)
    {
        var answer = (await Http.SendAsync("POST", "Patient", body, FhirHttp.FhirXml)).ExpectIssue(HttpStatusCode.BadRequest, code);
        Assert.That(answer.Text, Does.Not.Contain("root:"));
    }

    [Test]
    public async Task Every_structural_fault_is_told_with_its_FHIRPath()
    {
        const string Body = """
            {"resourceType":"Patient","active":"yes","colour":"red","birthDate":"1970-13","name":[{"family":["A"],"given":"B"},{"use":"nickname2"}],
             "contact":[{"gender":1}],"link":[{"type":"seealso"}],"identifier":{},"photo":[],"deceasedBoolean":true,"deceasedDateTime":"2000",
             "text":{"status":"generated","div":"<div><script/></div>"}}
            """;
        var answer = (await Http.SendAsync("POST", "Patient", Body)).Expect(HttpStatusCode.BadRequest);
        string[] expected =
        [
            "Patient.active", "Patient.colour", "Patient.birthDate", "Patient.name[0].family", "Patient.name[0].given", "Patient.name[1].use",
            "Patient.contact[0].gender", "Patient.link[0].other", "Patient.identifier", "Patient.photo", "Patient.text.div",
        ];
        Assert.That(answer.Expressions, Is.SupersetOf(expected), answer.Text);
        Assert.That(answer.Expressions.Any(e => e.StartsWith("Patient.deceased", StringComparison.Ordinal)), Is.True, answer.Text);
        Assert.That(answer.Locations, Is.All.Not.Empty);
    }

    [Test]
    public async Task Faults_of_XML_are_told_with_FHIRPath_too()
    {
        var answer = await Http.SendAsync(
            "POST", "Patient", "<Patient xmlns='http://hl7.org/fhir'><colour value='x'/><name><family value='a'/><family value='b'/></name></Patient>", FhirHttp.FhirXml);
        Assert.That(answer.Expect(HttpStatusCode.BadRequest).Expressions, Is.SupersetOf(new[] { "Patient.colour", "Patient.name[0].family" }), answer.Text);
    }

    [TestCase("XML content", "<Patient xmlns='http://hl7.org/fhir'><active value='perhaps'/></Patient>", "Patient.active")]
    [TestCase("XML required", "<Patient xmlns='http://hl7.org/fhir'><link><type value='seealso'/></link></Patient>", "Patient.link[0].other")]
    public async Task Values_in_XML_are_checked_as_those_in_JSON(string name, string body, string expression)
    {
        var answer = (await Http.SendAsync("POST", "Patient", body, FhirHttp.FhirXml)).Expect(HttpStatusCode.BadRequest);
        Assert.That(answer.Expressions, Does.Contain(expression), name);
    }

    [Test]
    public async Task Broken_UTF_8_returns_400()
    {
        byte[] body = [.. "{\"resourceType\":\"Patient\",\"name\":[{\"text\":\""u8, 0xC3, 0x28, .. "\"}]}"u8];
        (await Http.SendBytesAsync("POST", "Patient", body, FhirHttp.FhirJson)).Expect(HttpStatusCode.BadRequest);
    }

    [Test]
    public async Task More_faults_than_anyone_reads_end_with_one_that_says_so()
    {
        string body = $$"""{"resourceType":"Patient",{{string.Join(',', Enumerable.Range(0, 500).Select(i => $"\"x{i}\":1"))}}}""";
        var answer = (await Http.SendAsync("POST", "Patient", body)).ExpectIssue(HttpStatusCode.BadRequest, "too-many-faults");
        Assert.That(answer.Issues, Has.Length.EqualTo(101));
    }

    [OneTimeTearDown]
    public async Task Nothing_was_changed() =>
        Assert.That((int?)(await Http.FetchAsync("_history?_summary=count")).Json["total"], Is.Zero);
}
