namespace FhirHub.EndToEndTests.Terminology;

/// <summary>Parameters of terminology operations: each has its meaning, or is refused.</summary>
[TestFixture]
internal sealed class ExpandParameterTests : ServerTests
{
    private const string System = Terms.Root + "dis";
    private const string All = System + "/all";
    private const string Base = "http://hl7.org/fhir/StructureDefinition/";

    [OneTimeSetUp]
    public async Task StoreAsync()
    {
        await Http.PutAsync(Terms.Diseases("dis"));
        await Http.PutAsync(Terms.ValueSet("bound", $$"""{"include":[{"system":"{{System}}","concept":[{"code":"A2"}]}]}"""));
        await Http.PutAsync($$"""
            {"resourceType":"StructureDefinition","id":"ctx","url":"{{Terms.Root}}ctx","name":"Ctx","status":"active","fhirVersion":"4.0.1","kind":"resource","abstract":false,
             "type":"Condition","baseDefinition":"{{Base}}Condition","derivation":"constraint",
             "differential":{"element":[{"id":"Condition.code","path":"Condition.code","binding":{"strength":"required","valueSet":"{{Terms.Root}}vs/bound|1.0"} } ]} }
            """);
    }

    [TestCase("Patient#Patient.gender", "male female other unknown")]
    [TestCase("Patient#Patient.contact.gender", "male female other unknown")]
    [TestCase("Patient#Patient.name.use", "usual official temp nickname anonymous old maiden")]
    [TestCase("Patient#Patient.contact.telecom.use", "home work temp old mobile")]
    public async Task The_context_of_an_element_is_the_value_set_that_it_is_bound_to(string context, string codes)
    {
        var expansion = (await Http.FetchAsync($"ValueSet/$expand?context={Uri.EscapeDataString(Base + context)}&contextDirection=incoming")).Expect(HttpStatusCode.OK);
        Assert.That(string.Join(' ', expansion.Codes()), Is.EqualTo(codes));
    }

    [Test]
    public async Task A_profile_binds_what_it_says_and_else_what_its_base_does()
    {
        string own = Uri.EscapeDataString($"{Terms.Root}ctx#Condition.code"), inherited = Uri.EscapeDataString($"{Terms.Root}ctx#Condition.clinicalStatus");
        Assert.That((await Http.FetchAsync($"ValueSet/$expand?context={own}")).Expect(HttpStatusCode.OK).Codes(), Is.EqualTo(new[] { "A2" }));
        Assert.That((await Http.FetchAsync($"ValueSet/$expand?context={inherited}")).Expect(HttpStatusCode.OK).Codes(), Does.Contain("resolved"));
        var wrong = (await Http.FetchAsync($"ValueSet/$validate-code?context={own}&system={System}&code=A1")).Expect(HttpStatusCode.OK);
        Assert.That((bool?)wrong.Parameter("result"), Is.False);
        (await Http.FetchAsync($"ValueSet/$expand?context={own}&valueSetVersion=2")).ExpectIssue(HttpStatusCode.BadRequest, "parameter-conflict");
    }

    [TestCase("context=Patient.gender", 400, "context-invalid")]
    [TestCase("context=http://nowhere%23Patient.gender", 404, "context-unknown")]
    [TestCase("context=" + Base + "Patient%23Patient.nothing", 404, "context-unknown")]
    [TestCase("context=" + Base + "Patient%23Patient.birthDate", 404, "context-unbound")]
    [TestCase("context=" + Base + "Patient%23Patient.gender&contextDirection=sideways", 400, "parameter-invalid")]
    [TestCase("url=" + All + "&contextDirection=incoming", 400, "parameter-invalid")]
    [TestCase("url=" + All + "&includeDesignations=false&designation=en", 400, "parameter-conflict")]
    [TestCase("url=" + All + "&date=yesterday", 400, "parameter-invalid")]
    [TestCase("url=" + All + "&date=2019-05", 400, "parameter-unsupported")]
    [TestCase("url=" + All + "&date=2199-01-01T00:00:00Z", 400, "parameter-unsupported")]
    public async Task What_cannot_be_done_is_refused(string query, int status, string issue) =>
        (await Http.FetchAsync($"ValueSet/$expand?{query}")).ExpectIssue((HttpStatusCode)status, issue);

    [Test]
    public async Task A_date_that_is_now_is_the_default()
    {
        string now = TimeProvider.System.GetLocalNow().ToString("yyyy-MM-dd'T'HH:mm:sszzz", global::System.Globalization.CultureInfo.InvariantCulture);
        foreach (string date in (string[])[now, now[..10], now[..7], now[..4]])
        {
            Assert.That((await Http.ExpandAsync(All, $"&date={Uri.EscapeDataString(date)}")).Total(), Is.EqualTo(6), date);
            (await Http.FetchAsync($"CodeSystem/$lookup?system={System}&code=A&date={Uri.EscapeDataString(date)}")).Expect(HttpStatusCode.OK);
        }
    }

    [TestCase("en", "Pneumonia")]
    [TestCase("en-US,en;q=0.9,zh;q=0.1", "Pneumonia")]
    [TestCase("fr,en;q=0.5", "Pneumonia")]
    [TestCase("zh-CN,zh;q=0.9,en;q=0.8", "肺炎")]
    [TestCase("fr", "肺炎")]
    [TestCase("*", "肺炎")]
    public async Task Displays_come_in_the_language_that_the_client_likes(string languages, string display)
    {
        var expansion = (await Http.FetchAsync($"ValueSet/$expand?url={All}", ("Accept-Language", languages))).Expect(HttpStatusCode.OK);
        Assert.That(Terms.Contained(expansion.Json["expansion"]!.AsObject()).Where(c => (string?)c["code"] == "A2").Select(c => (string?)c["display"]), Is.EqualTo(new[] { display }));
        Assert.That(expansion.Json["expansion"]!["parameter"]!.AsArray().Any(p => (string?)p!["name"] == "displayLanguage"), Is.EqualTo(languages != "*"), "what the answer depends on is in it");
        foreach (string question in (string[])[$"CodeSystem/$lookup?system={System}&code=A2", $"CodeSystem/$validate-code?url={System}&code=A2"])
            Assert.That((string?)(await Http.FetchAsync(question, ("Accept-Language", languages))).Expect(HttpStatusCode.OK).Parameter("display"), Is.EqualTo(display), question);
        var named = (await Http.FetchAsync($"ValueSet/$expand?url={All}&displayLanguage=en", ("Accept-Language", "zh"))).Expect(HttpStatusCode.OK);
        Assert.That(named.Text, Does.Contain("Pneumonia"), "what is asked for by name goes first");
    }

    [Test]
    public async Task A_page_and_what_was_filtered_nest_as_far_as_they_go()
    {
        var page = (await Http.ExpandAsync(All, "&excludeNested=false&offset=1&count=3")).Json["expansion"]!["contains"]!.AsArray();
        Assert.That(page.Select(t => (string?)t!["code"]), Is.EqualTo(new[] { "A1", "A2" }), "A is on the page before");
        Assert.That((string?)page[0]!["contains"]![0]!["code"], Is.EqualTo("A11"));
        var filtered = (await Http.ExpandAsync(All, $"&excludeNested=false&filter={Uri.EscapeDataString("急性")}")).Json["expansion"]!["contains"]!.AsArray();
        Assert.That(filtered.Select(t => (string?)t!["code"]), Is.EqualTo(new[] { "A1" }));
    }

    [TestCase("ValueSet/$validate-code", "url", All, "system")]
    [TestCase("ValueSet/$validate-code", "url", All, "systemVersion")]
    [TestCase("ValueSet/$validate-code", "url", All, "display")]
    [TestCase("ConceptMap/$translate", "targetsystem", "http://x", "version")]
    [TestCase("CodeSystem/$lookup", "displayLanguage", "en", "version")]
    public async Task What_a_coding_has_of_its_own_is_not_given_beside(string path, string other, string value, string name)
    {
        string type = other == "displayLanguage" ? "valueCode" : "valueUri";
        string body = $$"""
            {"resourceType":"Parameters","parameter":[{"name":"{{other}}","{{type}}":"{{value}}"},{"name":"{{name}}","valueString":"x"},
             {"name":"coding","valueCoding":{"system":"{{System}}","code":"A"} } ]}
            """;
        (await Http.SendAsync("POST", path, body)).ExpectIssue(HttpStatusCode.BadRequest, "parameter-conflict");
    }

    [Test]
    public async Task Each_coding_is_held_against_its_own_version()
    {
        string body = $$"""
            {"resourceType":"Parameters","parameter":[{"name":"url","valueUri":"{{System}}"},
             {"name":"codeableConcept","valueCodeableConcept":{"coding":[{"system":"{{System}}","code":"Z"},{"system":"{{System}}","version":"99","code":"A"}]} } ]}
            """;
        (await Http.SendAsync("POST", "CodeSystem/$validate-code", body)).ExpectIssue(HttpStatusCode.NotFound, "code-system-unknown");
        (await Http.SendAsync("POST", "CodeSystem/$validate-code", body.Replace("\"99\"", "\"1.0\"", StringComparison.Ordinal))).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_map_has_the_version_asked_for()
    {
        await Http.PutAsync("""{"resourceType":"ConceptMap","id":"ver","url":"http://terms.example/vermap","version":"1","status":"active","group":[{"source":"http://from","target":"http://to","element":[{"code":"a","target":[{"code":"A","equivalence":"equal"}]}]}]}""");
        (await Http.FetchAsync("ConceptMap/ver/$translate?code=a&system=http://from&conceptMapVersion=1")).Expect(HttpStatusCode.OK);
        (await Http.FetchAsync("ConceptMap/ver/$translate?code=a&system=http://from&conceptMapVersion=2")).ExpectIssue(HttpStatusCode.BadRequest, "parameter-conflict");
        (await Http.FetchAsync("ConceptMap/$translate?code=a&system=http://from&targetsystem=http://to&conceptMapVersion=2")).ExpectIssue(HttpStatusCode.BadRequest, "parameter-conflict");
    }
}
