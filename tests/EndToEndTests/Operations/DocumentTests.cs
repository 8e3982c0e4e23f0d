namespace FhirHub.EndToEndTests.Operations;

/// <summary><c>Composition/$document</c>.</summary>
[TestFixture]
internal sealed class DocumentTests : ServerTests
{
    [OneTimeSetUp]
    public async Task LoadAsync()
    {
        await PutAsync("Organization/o", "\"name\":\"Ward\"");
        await PutAsync("Patient/p", "\"managingOrganization\":{\"reference\":\"Organization/o\"},\"generalPractitioner\":[{\"reference\":\"Practitioner/gone\"}]");
        await PutAsync("Practitioner/a", "\"active\":true");
        await PutAsync("Observation/x", "\"status\":\"final\",\"code\":{\"text\":\"c\"},\"subject\":{\"reference\":\"Patient/p\"}");
        await PutAsync("Composition/c", Composition("Patient/p", "Observation/x", "\"relatesTo\":[{\"code\":\"appends\",\"targetReference\":{\"reference\":\"Composition/older\"}}],"));
        await PutAsync("Composition/broken", Composition("Patient/none", "http://elsewhere.example/fhir/Observation/1", ""));
    }

    [Test]
    public async Task The_composition_comes_first_and_all_it_refers_to_is_there()
    {
        var document = (await Http.FetchAsync("Composition/c/$document")).Expect(HttpStatusCode.OK).Json;
        Assert.That((string?)document["type"], Is.EqualTo("document"));
        Assert.That((string?)document["identifier"]!["value"], Does.StartWith("urn:uuid:"));
        Assert.That((string?)document["timestamp"], Is.Not.Null);
        string[] urls = [.. document["entry"]!.AsArray().Select(e => (string)e!["fullUrl"]!)];
        Assert.That(urls[0], Is.EqualTo($"{Server.BaseUrl}Composition/c"));
        Assert.That(urls.Skip(1), Is.EquivalentTo(new[] { "Patient/p", "Practitioner/a", "Observation/x", "Organization/o" }.Select(k => $"{Server.BaseUrl}{k}")));
    }

    [Test]
    public async Task A_reference_of_the_composition_that_leads_nowhere_is_named()
    {
        var refused = (await Http.FetchAsync("Composition/broken/$document")).ExpectIssue(HttpStatusCode.UnprocessableEntity, "document-reference-unresolved");
        string[] said = [.. refused.Issues.Select(i => (string)i["diagnostics"]!)];
        Assert.That(said, Has.Length.EqualTo(2).And.Some.Contains("Patient/none").And.Some.Contains("elsewhere"));
        (await Http.FetchAsync("Composition/none/$document")).Expect(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task Persist_keeps_it_as_a_Bundle()
    {
        var kept = (await Http.SendAsync("POST", "Composition/$document", """
            {"resourceType":"Parameters","parameter":[{"name":"id","valueUri":"c"},{"name":"persist","valueBoolean":true}]}
            """)).Expect(HttpStatusCode.OK);
        var read = (await Http.FetchAsync(kept.Header("Location")!)).Expect(HttpStatusCode.OK);
        Assert.That(read.Text, Is.EqualTo(kept.Text));
        Assert.That((string?)read.Json["type"], Is.EqualTo("document"));
        (await Http.FetchAsync("Composition/c/$document?persist=true")).ExpectIssue(HttpStatusCode.BadRequest, "persist-needs-post");
    }

    [Test]
    public async Task It_can_be_had_as_XML() =>
        Assert.That((await Http.FetchAsync("Composition/c/$document?_format=xml")).Expect(HttpStatusCode.OK).Xml.Name.LocalName, Is.EqualTo("Bundle"));

    private async Task PutAsync(string key, string members) => (await Http.SendAsync("PUT", key, $$"""
        {"resourceType":"{{key.Split('/')[0]}}","id":"{{key.Split('/')[1]}}",{{members}}}
        """)).Expect(HttpStatusCode.Created);

    private static string Composition(string subject, string entry, string more) => $$"""
        "status":"final","type":{"text":"t"},"date":"2024-01-01","title":"T",{{more}}"subject":{"reference":"{{subject}}"},"author":[{"reference":"Practitioner/a"}],
        "section":[{"title":"s","entry":[{"reference":"{{entry}}"}]}]
        """;
}
