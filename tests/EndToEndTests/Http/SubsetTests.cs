namespace FhirHub.EndToEndTests.Http;

/// <summary>Parts of resources: https://hl7.org/fhir/R4/search.html#summary and #elements, on reads.</summary>
[TestFixture]
internal sealed class SubsetTests : ServerTests
{
    private const string Members = """
        "meta":{"tag":[{"code":"mine"}]},"text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">x</div>"},
        "active":true,"birthDate":"1970","_birthDate":{"id":"b"},"maritalStatus":{"text":"S"},"photo":[{"url":"http://p"}]
        """;

    [TestCase("_summary=true", "active birthDate _birthDate", "text photo maritalStatus")]
    [TestCase("_summary=text", "text", "birthDate photo maritalStatus")]
    [TestCase("_summary=data", "active birthDate photo maritalStatus", "text")]
    [TestCase("_elements=birthDate", "birthDate _birthDate", "text photo maritalStatus")]
    [TestCase("_elements=photo,%20maritalStatus", "photo maritalStatus", "text birthDate")]
    public async Task A_part_of_a_resource_has_what_was_asked_for_and_says_SUBSETTED(string query, string with, string without)
    {
        string id = await NewPatientAsync(Members);
        var json = (await Http.FetchAsync($"Patient/{id}?{query}")).Expect(HttpStatusCode.OK).Json;
        Assert.That(json.Select(m => m.Key), Is.SupersetOf(with.Split(' ')));
        Assert.That(json.Select(m => m.Key).Intersect(without.Split(' ')), Is.Empty);
        Assert.That((string?)json["id"], Is.EqualTo(id));
        var tags = json["meta"]!["tag"]!.AsArray();
        Assert.That(tags.Select(t => (string?)t!["code"]), Does.Contain("SUBSETTED").And.Contain("mine"));
        Assert.That(tags.Select(t => (string?)t!["system"]), Does.Contain("http://terminology.hl7.org/CodeSystem/v3-ObservationValue"));
        var xml = (await Http.FetchAsync($"Patient/{id}?{query}&_format=xml")).Expect(HttpStatusCode.OK);
        Assert.That(xml.Text, Does.Contain("SUBSETTED"));
    }

    [TestCase("_summary=false")]
    [TestCase("_summary=")]
    [TestCase("_elements=")]
    public async Task The_whole_resource_says_no_such_thing(string query)
    {
        string id = await NewPatientAsync(Members);
        Assert.That((await Http.FetchAsync($"Patient/{id}?{query}")).Bytes, Is.EqualTo((await Http.FetchAsync($"Patient/{id}")).Bytes));
    }

    [Test]
    public async Task Mandatory_and_modifier_elements_are_never_left_out()
    {
        string id = NewId();
        await Http.SendAsync("PUT", $"Observation/{id}", $$$"""{"resourceType":"Observation","id":"{{{id}}}","status":"final","code":{"text":"x"},"valueString":"v","note":[{"text":"n"}]}""");
        var json = (await Http.FetchAsync($"Observation/{id}?_elements=value")).Json;
        Assert.That(json.Select(m => m.Key), Is.EquivalentTo(new[] { "resourceType", "id", "meta", "status", "code", "valueString" }));
    }

    [TestCase("_elements=nonsense", "elements-unknown")]
    [TestCase("_elements=birthDate,nonsense", "elements-unknown")]
    [TestCase("_elements=name.family", "elements-unknown")]
    [TestCase("_summary=some", "parameter-invalid")]
    [TestCase("_summary=count", "summary-count")]
    [TestCase("_summary=true&_elements=birthDate", "subset-ambiguous")]
    [TestCase("_summary=true&_summary=text", "parameter-repeated")]
    public async Task What_cannot_be_done_returns_400(string query, string code)
    {
        string id = await NewPatientAsync(Members);
        (await Http.FetchAsync($"Patient/{id}?{query}")).ExpectIssue(HttpStatusCode.BadRequest, code);
    }

    [Test]
    public async Task Versions_are_subset_too_and_what_is_stored_stays_whole()
    {
        string id = await NewPatientAsync(Members);
        Assert.That((await Http.FetchAsync($"Patient/{id}/_history/1?_summary=text")).Json.ContainsKey("photo"), Is.False);
        var updated = await Http.SendAsync("PUT", $"Patient/{id}?_summary=text", Patient(id, Members));
        Assert.That(updated.Expect(HttpStatusCode.OK).Text, Does.Contain("SUBSETTED"));
        Assert.That((await Http.FetchAsync($"Patient/{id}")).Text, Does.Contain("photo").And.Not.Contain("SUBSETTED"));
    }
}
