namespace FhirHub.EndToEndTests.Terminology;

/// <summary>What the terminology service says of itself, and that its answers are resources of R4.</summary>
[TestFixture]
internal sealed class TerminologyStatementTests : ServerTests
{
    [OneTimeSetUp]
    public async Task StoreAsync() => await Http.PutAsync(Terms.Diseases("dis"));

    [Test]
    public async Task The_statement_names_code_systems_and_parameters()
    {
        var statement = (await Http.FetchAsync("metadata?mode=terminology")).Expect(HttpStatusCode.OK);
        var systems = statement.Json["codeSystem"]!.AsArray().ToDictionary(s => (string)s!["uri"]!);
        Assert.That((string?)systems[Terms.Root + "dis"]!["version"]![0]!["code"], Is.EqualTo("1.0"));
        Assert.That(systems.ContainsKey("http://hl7.org/fhir/administrative-gender"), Is.True);
        Assert.That(statement.Text, Does.Contain("displayLanguage"));
        await AssertIsResourceAsync(statement);
    }

    [Test]
    public async Task Answers_are_resources_of_R4_in_JSON_and_XML()
    {
        const string Parameters = "&includeDesignations=true&property=chapter&property=parent&displayLanguage=en&includeDefinition=true&activeOnly=true";
        await AssertIsResourceAsync(await Http.ExpandAsync(Terms.Root + "dis/all", Parameters));
        await AssertIsResourceAsync(await Http.ExpandAsync("http://terminology.hl7.org/ValueSet/v3-ActPharmacySupplyType", "&excludeNested=false&includeDefinition=true"));
        await Http.SendAsync("POST", "$closure", """{"resourceType":"Parameters","parameter":[{"name":"name","valueString":"s"}]}""");
        string concepts = string.Join(',', ((string[])["A", "A1"]).Select(c => $$$"""{"name":"concept","valueCoding":{"system":"{{{Terms.Root}}}dis","code":"{{{c}}}"}}"""));
        await AssertIsResourceAsync(await Http.SendAsync("POST", "$closure", $$"""{"resourceType":"Parameters","parameter":[{"name":"name","valueString":"s"},{{concepts}}]}"""));
        var lookup = (await Http.FetchAsync($"CodeSystem/$lookup?system={Terms.Root}dis&code=A1&_format=xml")).Expect(HttpStatusCode.OK);
        Assert.That(lookup.Xml.Name.LocalName, Is.EqualTo("Parameters"));
    }

    private async Task AssertIsResourceAsync(Answer answer) =>
        (await Http.SendAsync("POST", (string)answer.Expect(HttpStatusCode.OK).Json["resourceType"]!, answer.Text)).Expect(HttpStatusCode.Created);
}
