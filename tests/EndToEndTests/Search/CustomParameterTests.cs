namespace FhirHub.EndToEndTests.Search;

/// <summary>SearchParameters that are defined on this server.</summary>
[TestFixture]
internal sealed class CustomParameterTests : ServerTests
{
    [Test]
    public async Task Where_there_is_nothing_to_index_a_new_parameter_can_be_searched_at_once()
    {
        await Http.DefineAsync("empty", CustomParameters.Definition("empty", "lot", "SubstancePolymer", expression: "SubstancePolymer.modification", searchType: "string"));
        (await Http.SendAsync("PUT", "SubstancePolymer/p1", """{"resourceType":"SubstancePolymer","id":"p1","modification":["Cross-linked"]}""")).Expect(HttpStatusCode.Created);
        Assert.That(await Http.FindAsync("SubstancePolymer?lot=cross"), Is.EqualTo(new[] { "p1" }));
        var statement = (await Http.FetchAsync("metadata")).Json["rest"]![0]!["resource"]!.AsArray().Single(r => (string?)r!["type"] == "SubstancePolymer");
        Assert.That(statement!["searchParam"]!.AsArray().Select(p => (string?)p!["name"]), Does.Contain("lot"));
        (await Http.SendAsync("DELETE", "SearchParameter/empty")).Expect(HttpStatusCode.NoContent);
        (await Http.FetchAsync("SubstancePolymer?lot=cross", ("Prefer", "handling=strict"))).ExpectIssue(HttpStatusCode.BadRequest, "parameter-unknown");
    }

    [Test]
    public async Task A_parameter_that_older_resources_are_not_indexed_by_says_so_wherever_it_is_used()
    {
        string id = await NewPatientAsync(CustomParameters.Named("Xiao Ming"));
        await Http.DefineAsync("pending", CustomParameters.Definition("pending", "pet-name"));
        await Http.DefineAsync("pending-ref", CustomParameters.Definition("pending-ref", "keeper", searchType: "reference", expression: "Patient.generalPractitioner"));
        foreach (string search in new[]
        {
            "Patient?pet-name=xiao", "Patient?pet-name:missing=true", "Patient?_sort=pet-name", "Observation?subject:Patient.pet-name=xiao",
            "Organization?_has:Patient:keeper:active=true", "Patient?_include=Patient:keeper", "Organization?_revinclude=Patient:keeper", "Patient?_filter=pet-name eq xiao",
        })
        {
            var strict = (await Http.FetchAsync(search, ("Prefer", "handling=strict"))).ExpectIssue(HttpStatusCode.BadRequest, "parameter-pending");
            Assert.That((string?)strict.Issues[0]["diagnostics"], Does.Contain("run $reindex"), search);
            var lenient = (await Http.FetchAsync(search, ("Prefer", "handling=lenient"))).Expect(HttpStatusCode.OK);
            var outcome = lenient.Entries.Single(e => (string?)e["search"]!["mode"] == "outcome");
            Assert.That(outcome.ToJsonString(), Does.Contain("not indexed yet"), search);
            Assert.That(lenient.Link("self"), Does.Not.Contain("pet-name").And.Not.Contain("keeper"), search);
        }

        string text = await Http.ReindexAsync("Patient/$reindex");
        Assert.That(text, Does.Contain("Patient.pet-name").And.Contain("Patient.keeper"));
        Assert.That(await Http.FindAsync("Patient?pet-name=xiao"), Is.EqualTo(new[] { id }));
        await AssertVersionAsync($"Patient/{id}", 1);
    }

    [TestCase("\"code\":\"k1\"", "\"code\":\"name\"", "SearchParameter.code")]
    [TestCase("Patient.birthDate", "Patient.birthDate(", "SearchParameter.expression")]
    [TestCase("Patient.birthDate", "Patient.nothing", "SearchParameter.expression")]
    [TestCase("Patient.birthDate", "Observation.code", "SearchParameter.expression")]
    [TestCase(",\n \"expression\":\"Patient.birthDate\"", "", "SearchParameter.expression")]
    [TestCase("\"type\":\"date\"", "\"type\":\"composite\"", "SearchParameter.component")]
    public async Task An_active_parameter_that_cannot_work_is_refused_and_a_draft_of_it_is_data(string right, string wrong, string expression)
    {
        string good = CustomParameters.Definition("k1", "k1", expression: "Patient.birthDate", searchType: "date").Replace("\n         ", "\n ", StringComparison.Ordinal);
        string bad = good.Replace(right, wrong, StringComparison.Ordinal);
        Assert.That(bad, Is.Not.EqualTo(good));
        var refused = (await Http.SendAsync("PUT", "SearchParameter/k1", bad)).Expect(HttpStatusCode.UnprocessableEntity);
        if (refused.IssueCodes[0] == "search-parameter-invalid")
            Assert.That(refused.Expressions, Does.Contain(expression));
        await AssertNoneAsync("k1");
        var entry = await Http.SendAsync("POST", "", Transaction("k1", bad));
        entry.Expect(HttpStatusCode.UnprocessableEntity);
        Assert.That(entry.Expressions, Does.Contain(expression.Replace("SearchParameter", "Bundle.entry[0].resource", StringComparison.Ordinal)));
        await AssertNoneAsync("k1");
        string draftId = NewId();
        string draft = bad.Replace("\"id\":\"k1\"", $"\"id\":\"{draftId}\"", StringComparison.Ordinal).Replace("active", "draft", StringComparison.Ordinal);
        (await Http.SendAsync("PUT", $"SearchParameter/{draftId}", draft)).Expect(HttpStatusCode.Created);
        (await Http.SendAsync("PATCH", $"SearchParameter/{draftId}", """{"status":"active"}""", FhirHttp.MergePatch)).Expect(HttpStatusCode.UnprocessableEntity);
        await AssertVersionAsync($"SearchParameter/{draftId}", 1);
    }

    [Test]
    public async Task Definitions_of_R4_change_nothing_when_they_are_stored()
    {
        string id = await NewPatientAsync("\"birthDate\":\"1901-02-03\"");
        await Http.DefineAsync("r4", """
            {"resourceType":"SearchParameter","id":"r4","url":"http://hl7.org/fhir/SearchParameter/individual-birthdate","name":"birthdate","status":"active",
             "description":"d","code":"birthdate","base":["Patient"],"type":"date","expression":"Patient.nonsense("}
            """);
        Assert.That(await Http.FindAsync("Patient?birthdate=1901-02-03"), Is.EqualTo(new[] { id }));
    }

    [Test]
    public async Task Two_active_definitions_of_one_code_or_url_are_refused()
    {
        await Http.DefineAsync("first", CustomParameters.Definition("first", "once", "Flag", expression: "Flag.code", searchType: "token"));
        (await Http.SendAsync("PUT", "SearchParameter/second", CustomParameters.Definition("second", "once", "Flag", expression: "Flag.code", searchType: "token")))
            .Expect(HttpStatusCode.UnprocessableEntity);
        string copy = CustomParameters.Definition("first", "twice", "Flag", expression: "Flag.code", searchType: "token").Replace("\"id\":\"first\"", "\"id\":\"again\"", StringComparison.Ordinal);
        (await Http.SendAsync("PUT", "SearchParameter/again", copy)).ExpectIssue(HttpStatusCode.UnprocessableEntity, "search-parameter-duplicate");
    }

    [Test]
    public async Task A_composite_and_its_part_may_come_in_one_transaction_in_any_order()
    {
        string part = CustomParameters.Definition("zz-part", "zz-part", "Goal", expression: "Goal.description", searchType: "token");
        const string Composite = """
            {"resourceType":"SearchParameter","id":"aa-whole","url":"http://example.cn/fhir/SearchParameter/aa-whole","name":"w","status":"active","description":"d",
             "code":"aa-whole","base":["Goal"],"type":"composite","expression":"Goal","component":[
              {"definition":"http://example.cn/fhir/SearchParameter/zz-part","expression":"description"},
              {"definition":"http://hl7.org/fhir/SearchParameter/Goal-lifecycle-status","expression":"lifecycleStatus"}]}
            """;
        (await Http.SendAsync("POST", "", Transaction("aa-whole", Composite, ("zz-part", part)))).Expect(HttpStatusCode.OK);
        (await Http.SendAsync("PUT", "Goal/g1", """{"resourceType":"Goal","id":"g1","lifecycleStatus":"active","description":{"coding":[{"code":"lose"}]},"subject":{"reference":"Patient/x"}}"""))
            .Expect(HttpStatusCode.Created);
        Assert.That(await Http.FindAsync("Goal?aa-whole=lose$active"), Is.EqualTo(new[] { "g1" }));
    }

    [Test]
    public async Task A_changed_definition_is_pending_again_and_an_editorial_change_is_not()
    {
        await Http.DefineAsync("changing", CustomParameters.Definition("changing", "changing", "Slot", expression: "Slot.comment"));
        (await Http.SendAsync("PUT", "Slot/s1", """{"resourceType":"Slot","id":"s1","comment":"early","schedule":{"reference":"Schedule/x"},"status":"free","start":"2024-01-01T08:00:00Z","end":"2024-01-01T09:00:00Z"}""")).Expect(HttpStatusCode.Created);
        string edited = CustomParameters.Definition("changing", "changing", "Slot", expression: "Slot.comment").Replace("\"d\"", "\"better words\"", StringComparison.Ordinal);
        await Http.DefineAsync("changing", edited);
        Assert.That(await Http.FindAsync("Slot?changing=early"), Is.EqualTo(new[] { "s1" }));
        await Http.DefineAsync("changing", CustomParameters.Definition("changing", "changing", "Slot", expression: "Slot.comment | Slot.specialty.text"));
        (await Http.FetchAsync("Slot?changing=early", ("Prefer", "handling=strict"))).ExpectIssue(HttpStatusCode.BadRequest, "parameter-pending");
        await Http.DefineAsync("changing", edited);
        (await Http.FetchAsync("Slot?changing=early", ("Prefer", "handling=strict"))).ExpectIssue(HttpStatusCode.BadRequest, "parameter-pending");
        Assert.That(await Http.ReindexAsync(), Does.Contain("Slot.changing"));
        Assert.That(await Http.FindAsync("Slot?changing=early"), Is.EqualTo(new[] { "s1" }));
    }

    private async Task AssertNoneAsync(string id) => (await Http.FetchAsync($"SearchParameter/{id}")).Expect(HttpStatusCode.NotFound);

    private static string Transaction(string id, string resource, params (string Id, string Resource)[] more)
    {
        var entries = more.Prepend((Id: id, Resource: resource)).Select(e =>
            $$$"""{"resource":{{{e.Resource}}},"request":{"method":"PUT","url":"SearchParameter/{{{e.Id}}}"}}""");
        return $$"""{"resourceType":"Bundle","type":"transaction","entry":[{{string.Join(',', entries)}}]}""";
    }
}
