namespace FhirHub.EndToEndTests.Terminology;

/// <summary>ValueSet/$validate-code and CodeSystem/$validate-code</summary>
[TestFixture]
internal sealed class ValidateCodeTests : ServerTests
{
    private const string System = Terms.Root + "dis";

    [OneTimeSetUp]
    public async Task StoreAsync() => await Http.PutAsync(Terms.Diseases("dis"));

    [TestCase("code=male&system=http://hl7.org/fhir/administrative-gender", true)]
    [TestCase("code=male", true)]
    [TestCase("code=men&system=http://hl7.org/fhir/administrative-gender", false)]
    [TestCase("code=male&system=http://other", false)]
    [TestCase("code=male&system=http://hl7.org/fhir/administrative-gender&display=Male", true)]
    [TestCase("code=male&system=http://hl7.org/fhir/administrative-gender&display=Man", false)]
    public async Task A_code_is_in_a_value_set_or_not(string code, bool result)
    {
        var answer = (await Http.FetchAsync($"ValueSet/$validate-code?url=http://hl7.org/fhir/ValueSet/administrative-gender&{code}")).Expect(HttpStatusCode.OK);
        Assert.That((bool?)answer.Parameter("result"), Is.EqualTo(result), answer.Text);
        Assert.That(answer.Parameter("message"), result ? Is.Null : Is.Not.Null);
        if (result)
            Assert.That((string?)answer.Parameter("display"), Is.EqualTo("Male"));
    }

    [Test]
    public async Task One_right_coding_makes_a_concept_right()
    {
        string Concept(string codes) => $$$"""
            {"resourceType":"Parameters","parameter":[{"name":"url","valueUri":"{{{System}}}/all"},{"name":"codeableConcept","valueCodeableConcept":{"coding":[{{{codes}}}]}}]}
            """;
        var good = (await Http.SendAsync("POST", "ValueSet/$validate-code", Concept($$"""{"system":"http://x","code":"1"},{"system":"{{System}}","code":"A1"}"""))).Expect(HttpStatusCode.OK);
        Assert.That((bool?)good.Parameter("result"), Is.True, good.Text);
        var bad = (await Http.SendAsync("POST", "ValueSet/$validate-code", Concept($$"""{"system":"{{System}}","code":"Z"}"""))).Expect(HttpStatusCode.OK);
        Assert.That((bool?)bad.Parameter("result"), Is.False);
    }

    [TestCase("code=A1", true)]
    [TestCase("code=a1", false)]
    [TestCase("code=A1&display=Acute upper respiratory infection&displayLanguage=en", true)]
    [TestCase("code=B&abstract=false", false)]
    [TestCase("code=B&abstract=true", true)]
    [TestCase("code=B", true)]
    [TestCase("code=B1", true)]
    public async Task A_code_is_in_a_code_system_or_not(string code, bool result)
    {
        var answer = (await Http.FetchAsync($"CodeSystem/$validate-code?url={System}&{code}")).Expect(HttpStatusCode.OK);
        Assert.That((bool?)answer.Parameter("result"), Is.EqualTo(result), answer.Text);
        Assert.That((bool?)(await Http.FetchAsync($"CodeSystem/dis/$validate-code?{code}")).Expect(HttpStatusCode.OK).Parameter("result"), Is.EqualTo(result));
    }

    [Test]
    public async Task What_is_not_known_is_never_called_wrong()
    {
        await Http.PutAsync(Terms.Diseases("part", content: "fragment"));
        (await Http.FetchAsync($"CodeSystem/$validate-code?url={Terms.Root}part&code=Z9")).ExpectIssue(HttpStatusCode.UnprocessableEntity, "code-system-incomplete");
        Assert.That((bool?)(await Http.FetchAsync($"CodeSystem/$validate-code?url={Terms.Root}part&code=A")).Parameter("result"), Is.True);
        (await Http.FetchAsync("CodeSystem/$validate-code?url=http://loinc.org&code=8480-6")).ExpectIssue(HttpStatusCode.NotFound, "code-system-unknown");
        (await Http.FetchAsync("ValueSet/$validate-code?url=http://hl7.org/fhir/ValueSet/condition-code&system=http://snomed.info/sct&code=1"))
            .ExpectIssue(HttpStatusCode.UnprocessableEntity, "value-set-open");
    }

    [Test]
    public async Task Media_types_and_languages_are_known_by_their_form()
    {
        Assert.That(await Http.IsInAsync("http://hl7.org/fhir/ValueSet/mimetypes", "urn:ietf:bcp:13", "application/fhir+json"), Is.True);
        Assert.That(await Http.IsInAsync("http://hl7.org/fhir/ValueSet/mimetypes", "urn:ietf:bcp:13", "nonsense"), Is.False);
    }

    [Test]
    public async Task A_code_system_may_be_given_whole()
    {
        string body = $$"""{"resourceType":"Parameters","parameter":[{"name":"codeSystem","resource":{{Terms.Diseases("given")}}},{"name":"code","valueCode":"A11"}]}""";
        Assert.That((bool?)(await Http.SendAsync("POST", "CodeSystem/$validate-code", body)).Expect(HttpStatusCode.OK).Parameter("result"), Is.True);
    }

    [TestCase("ValueSet/$validate-code?url=http://hl7.org/fhir/ValueSet/administrative-gender", "parameter-required")]
    [TestCase("ValueSet/$validate-code?code=male", "parameter-required")]
    [TestCase("CodeSystem/$validate-code?code=A", "parameter-required")]
    [TestCase("CodeSystem/$validate-code?url=http://terms.example/dis&code=A&date=2020-01-01", "parameter-unsupported")]
    public async Task A_wrong_question_is_refused(string path, string issue) =>
        (await Http.FetchAsync(path)).ExpectIssue(HttpStatusCode.BadRequest, issue);

    [Test]
    public async Task An_unknown_parameter_in_a_body_is_refused() =>
        (await Http.SendAsync("POST", "ValueSet/$validate-code", """{"resourceType":"Parameters","parameter":[{"name":"nonsense","valueString":"x"}]}"""))
            .ExpectIssue(HttpStatusCode.BadRequest, "parameter-unknown");
}
