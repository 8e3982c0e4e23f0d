namespace FhirHub.EndToEndTests.Terminology;

/// <summary>ConceptMap/$translate</summary>
[TestFixture]
internal sealed class TranslateTests : ServerTests
{
    private const string Url = Terms.Root + "map";

    [OneTimeSetUp]
    public async Task StoreAsync() => await Http.PutAsync($$$"""
        {"resourceType":"ConceptMap","id":"map","url":"{{{Url}}}","version":"1","status":"active","sourceUri":"http://from/vs","targetUri":"http://to/vs",
         "group":[{"source":"http://from","target":"http://to","element":[
            {"code":"a","target":[{"code":"A","display":"Big A","equivalence":"equivalent"},{"code":"AA","equivalence":"wider"}]},
            {"code":"b","target":[{"equivalence":"unmatched","comment":"none"}]},
            {"code":"c","target":[{"code":"C","equivalence":"equal","dependsOn":[{"property":"http://unit","system":"http://u","value":"mg"}],
                                  "product":[{"property":"http://form","system":"http://f","value":"tab"}]}]}],
            "unmapped":{"mode":"fixed","code":"other","display":"Other"}}]}
        """);

    [TestCase("code=a&system=http://from", true, "equivalent:A wider:AA")]
    [TestCase("code=b&system=http://from", false, "unmatched:")]
    [TestCase("code=z&system=http://from", true, "relatedto:other")]
    [TestCase("code=a&system=http://elsewhere", false, "")]
    [TestCase("code=AA&system=http://to&reverse=true", true, "narrower:a")]
    [TestCase("code=C&system=http://to&reverse=true", false, "")]
    [TestCase("code=a&system=http://from&targetsystem=http://to", true, "equivalent:A wider:AA")]
    [TestCase("code=a&system=http://from&targetsystem=http://x", false, "")]
    public async Task A_code_is_translated(string query, bool result, string matches)
    {
        foreach (string path in new[] { $"ConceptMap/$translate?url={Url}&{query}", $"ConceptMap/map/$translate?{query}" })
        {
            var answer = (await Http.FetchAsync(path)).Expect(HttpStatusCode.OK);
            Assert.That((bool?)answer.Parameter("result"), Is.EqualTo(result), answer.Text);
            Assert.That(string.Join(' ', Matches(answer)), Is.EqualTo(matches), path);
            Assert.That(answer.Parameter("message"), result ? Is.Null : Is.Not.Null);
        }
    }

    [TestCase("source=http://from/vs")]
    [TestCase("target=http://to/vs")]
    [TestCase("targetsystem=http://to")]
    public async Task The_map_may_be_found_by_what_it_maps(string query)
    {
        var answer = (await Http.FetchAsync($"ConceptMap/$translate?code=a&system=http://from&{query}")).Expect(HttpStatusCode.OK);
        Assert.That(Matches(answer), Does.Contain("equivalent:A"));
        Assert.That(answer.Text, Does.Contain($"{Url}|1"));
    }

    [Test]
    public async Task What_a_mapping_depends_on_must_be_given()
    {
        string Body(string unit) => $$$"""
            {"resourceType":"Parameters","parameter":[{"name":"url","valueUri":"{{{Url}}}"},{"name":"coding","valueCoding":{"system":"http://from","code":"c"}},
             {"name":"dependency","part":[{"name":"element","valueUri":"http://unit"},{"name":"concept","valueCodeableConcept":{"coding":[{"system":"http://u","code":"{{{unit}}}"}]}}]}]}
            """;
        var right = (await Http.SendAsync("POST", "ConceptMap/$translate", Body("mg"))).Expect(HttpStatusCode.OK);
        Assert.That(Matches(right), Is.EqualTo(new[] { "equal:C" }));
        Assert.That(right.Text, Does.Contain("http://form").And.Contain("tab"));
        Assert.That(Matches((await Http.SendAsync("POST", "ConceptMap/$translate", Body("ml"))).Expect(HttpStatusCode.OK)), Is.EqualTo(new[] { "relatedto:other" }));
    }

    [Test]
    public async Task A_map_of_R4_translates() =>
        Assert.That(Matches((await Http.FetchAsync("ConceptMap/$translate?url=http://hl7.org/fhir/ConceptMap/cm-administrative-gender-v3&code=male&system=http://hl7.org/fhir/administrative-gender")).Expect(HttpStatusCode.OK)), Is.EqualTo(new[] { "equal:M" }));

    [TestCase("url=http://nowhere&code=a&system=http://from", HttpStatusCode.NotFound, "concept-map-unknown")]
    [TestCase("code=a&system=http://from", HttpStatusCode.BadRequest, "parameter-required")]
    [TestCase("url=http://terms.example/map&code=a", HttpStatusCode.BadRequest, "parameter-required")]
    [TestCase("url=http://terms.example/map&code=a&system=http://from&target=http://other", HttpStatusCode.UnprocessableEntity, "concept-map-differs")]
    public async Task A_wrong_question_is_refused(string query, HttpStatusCode status, string issue) =>
        (await Http.FetchAsync($"ConceptMap/$translate?{query}")).ExpectIssue(status, issue);

    private static string[] Matches(Answer answer) =>
    [
        .. answer.Json["parameter"]!.AsArray().Where(p => (string?)p!["name"] == "match").Select(p => p!["part"]!.AsArray())
            .Select(parts => $"{parts[0]!["valueCode"]}:{parts.FirstOrDefault(p => (string?)p!["name"] == "concept")?["valueCoding"]!["code"]}"),
    ];
}
