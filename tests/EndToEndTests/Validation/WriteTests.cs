namespace FhirHub.EndToEndTests.Validation;

/// <summary>Writes on a server that refuses what does not keep to the profiles it claims.</summary>
[TestFixture]
internal sealed class WriteTests : ServerTests
{
    protected override (string Name, string Value)[] Settings => [("Validation:Level", "Claimed")];

    [Test]
    public async Task What_breaks_a_claimed_profile_is_refused_by_every_way_of_writing_and_changes_nothing()
    {
        await Http.DefineAsync("w-birth", Profiles.Requiring("w-birth", "birthDate"));
        string id = NewId(), bad = Profiles.Claiming(id, "\"active\":true", "w-birth"), good = Profiles.Claiming(id, "\"birthDate\":\"2000-01-01\"", "w-birth");
        AssertRefused(await Http.SendAsync("PUT", $"Patient/{id}", bad), "Patient.birthDate");
        AssertRefused(await Http.SendAsync("POST", "Patient", bad), "Patient.birthDate");
        AssertRefused(await Http.SendAsync("PUT", $"Patient?identifier=http://example.cn|{id}", bad), "Patient.birthDate");
        AssertRefused(await Http.SendAsync("POST", "Patient", bad, headers: ("If-None-Exist", $"identifier=http://example.cn|{id}")), "Patient.birthDate");
        AssertRefused(await Http.SendAsync("POST", "Patient", bad, headers: ("Idempotency-Key", NewId())), "Patient.birthDate");
        (await Http.FetchAsync($"Patient/{id}")).Expect(HttpStatusCode.NotFound);

        (await Http.SendAsync("PUT", $"Patient/{id}", good)).Expect(HttpStatusCode.Created);
        AssertRefused(await Http.SendAsync("PUT", $"Patient/{id}", bad), "Patient.birthDate");
        AssertRefused(await Http.SendAsync("PATCH", $"Patient/{id}", """[{"op":"remove","path":"/birthDate"}]""", FhirHttp.JsonPatch), "Patient.birthDate");
        AssertRefused(await Http.SendAsync("PATCH", $"Patient/{id}", """{"birthDate":null}""", FhirHttp.MergePatch), "Patient.birthDate");
        await AssertVersionAsync($"Patient/{id}", 1);
    }

    [Test]
    public async Task A_label_added_by_meta_add_is_a_claim()
    {
        await Http.DefineAsync("w-meta", Profiles.Requiring("w-meta", "birthDate"));
        string id = await NewPatientAsync();
        string body = $$"""{"resourceType":"Parameters","parameter":[{"name":"meta","valueMeta":{"profile":["{{Profiles.Root}}w-meta"]} } ]}""";
        AssertRefused(await Http.SendAsync("POST", $"Patient/{id}/$meta-add", body), "Patient.birthDate");
        await AssertVersionAsync($"Patient/{id}", 1);
    }

    [Test]
    public async Task A_transaction_is_refused_whole_with_the_issues_of_all_its_entries()
    {
        await Http.DefineAsync("w-tx", Profiles.Requiring("w-tx", "birthDate"));
        string first = NewId(), second = NewId(), third = NewId();
        string bundle = Bundle("transaction",
            (first, Patient(first)), (second, Profiles.Claiming(second, "\"active\":true", "w-tx")), (third, Profiles.Claiming(third, "\"active\":false", "w-tx")));
        var refused = (await Http.SendAsync("POST", "", bundle)).Expect(HttpStatusCode.UnprocessableEntity);
        Assert.That(refused.Expressions, Is.EqualTo(new[] { "Bundle.entry[1].resource.birthDate", "Bundle.entry[2].resource.birthDate" }), refused.Text);
        foreach (string id in new[] { first, second, third })
            (await Http.FetchAsync($"Patient/{id}")).Expect(HttpStatusCode.NotFound);
        var batch = (await Http.SendAsync("POST", "", bundle.Replace("\"transaction\"", "\"batch\"", StringComparison.Ordinal))).Expect(HttpStatusCode.OK);
        Assert.That(batch.Entries.Select(e => ((string)e["response"]!["status"]!)[..3]), Is.EqualTo(new[] { "201", "422", "422" }));
        Assert.That((string?)batch.Entries[1]["response"]!["outcome"]!["issue"]![0]!["expression"]![0], Is.EqualTo("Bundle.entry[1].resource.birthDate"));
    }

    [Test]
    public async Task A_profile_and_what_claims_it_in_one_transaction_is_refused_with_the_way_out()
    {
        string id = NewId(), other = NewId();
        string bundle = $$"""
            {"resourceType":"Bundle","type":"transaction","entry":[
             {"resource":{{Profiles.Requiring("w-same", "birthDate")}},"request":{"method":"PUT","url":"StructureDefinition/w-same"} },
             {"resource":{{Profiles.Claiming(id, "\"birthDate\":\"2000-01-01\"", "w-same|1.0.0")}},"request":{"method":"PUT","url":"Patient/{{id}}"} },
             {"resource":{{Patient(other)}},"request":{"method":"PUT","url":"Patient/{{other}}"} }]}
            """;
        // New, changed, and deleted.
        for (int i = 0; i < 2; i++)
        {
            var refused = (await Http.SendAsync("POST", "", bundle)).ExpectIssue(HttpStatusCode.UnprocessableEntity, "profile-in-transaction");
            Assert.That(refused.Expressions, Is.EqualTo(new[] { "Bundle.entry[1].resource.meta.profile[0]" }));
            (await Http.FetchAsync($"Patient/{other}")).Expect(HttpStatusCode.NotFound);
            await Http.DefineAsync("w-same", Profiles.Requiring("w-same", "birthDate"));
        }

        string deletion = $$"""
            {"resourceType":"Bundle","type":"transaction","entry":[
             {"request":{"method":"DELETE","url":"StructureDefinition/w-same"} },
             {"resource":{{Profiles.Claiming(id, "\"birthDate\":\"2000-01-01\"", "w-same")}},"request":{"method":"PUT","url":"Patient/{{id}}"} }]}
            """;
        (await Http.SendAsync("POST", "", deletion)).ExpectIssue(HttpStatusCode.UnprocessableEntity, "profile-in-transaction");
        // One after the other, they count.
        var batch = (await Http.SendAsync("POST", "", bundle.Replace("\"transaction\"", "\"batch\"", StringComparison.Ordinal))).Expect(HttpStatusCode.OK);
        Assert.That(batch.Entries.Select(e => ((string)e["response"]!["status"]!)[..3]), Is.EqualTo(new[] { "200", "201", "201" }));
    }

    [Test]
    public async Task What_was_answered_once_is_answered_so_again_whatever_the_rules_are_by_then()
    {
        await Http.DefineAsync("w-once", Profiles.Requiring("w-once", "active"));
        string id = NewId(), key = NewId(), bundle = Bundle("transaction", (id, Profiles.Claiming(id, "\"active\":true", "w-once")));
        var first = (await Http.SendAsync("POST", "", bundle, headers: ("Idempotency-Key", key))).Expect(HttpStatusCode.OK);
        await Http.DefineAsync("w-once", Profiles.Requiring("w-once", "birthDate"));
        var again = (await Http.SendAsync("POST", "", bundle, headers: ("Idempotency-Key", key))).Expect(HttpStatusCode.OK);
        Assert.That(again.Text, Is.EqualTo(first.Text));
        AssertRefused(await Http.SendAsync("POST", "", bundle), "Bundle.entry[0].resource.birthDate");
    }

    [Test]
    public async Task Entries_that_refer_to_each_other_are_judged_by_what_their_links_become()
    {
        const string Definition = """
            {"resourceType":"StructureDefinition","id":"w-links","url":"http://example.cn/fhir/StructureDefinition/w-links","version":"1.0.0","name":"L","status":"active","fhirVersion":"4.0.1","kind":"resource",
             "abstract":false,"type":"Patient","baseDefinition":"http://hl7.org/fhir/StructureDefinition/Patient","derivation":"constraint","differential":{"element":[
             {"id":"Patient.generalPractitioner","path":"Patient.generalPractitioner","type":[{"code":"Reference","targetProfile":["http://hl7.org/fhir/StructureDefinition/Practitioner"]}]} ] } }
            """;
        await Http.DefineAsync("w-links", Definition);
        (await Http.SendAsync("POST", "", Linked("Practitioner", """[{"text":"x"}]"""))).Expect(HttpStatusCode.OK);
        var refused = (await Http.SendAsync("POST", "", Linked("Organization", "\"x\""))).ExpectIssue(HttpStatusCode.UnprocessableEntity, "reference-target-type");
        Assert.That(refused.Expressions, Is.EqualTo(new[] { "Bundle.entry[0].resource.generalPractitioner[0]" }));
        Assert.That((string?)refused.Issues[0]["diagnostics"], Does.StartWith("Organization/"));
        Assert.That(refused.Locations[0], Is.EqualTo("line 3, column 25"));

        static string Linked(string type, string name) => $$"""
            {"resourceType":"Bundle","type":"transaction","entry":[
            {"resource":{"resourceType":"Patient","meta":{"profile":["{{Profiles.Root}}w-links"]},
             "generalPractitioner":[{"reference":"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a"}]},"request":{"method":"POST","url":"Patient"} },
            {"fullUrl":"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a","resource":{"resourceType":"{{type}}","active":true,"name":{{name}} },"request":{"method":"POST","url":"{{type}}"} }]}
            """;
    }

    [Test]
    public async Task A_refusal_names_the_lines_and_columns_of_the_body_as_validate_does()
    {
        await Http.DefineAsync("w-lines", Profiles.Requiring("w-lines", "birthDate"));
        string id = NewId();
        string resource = "{\"resourceType\":\"Patient\",\n \"id\":\"" + id + "\",\n \"meta\":{\"profile\":[\"" + Profiles.Root + "w-lines\"]},\n \"contact\":[\n  {\"gender\":\"male\"}]}";
        var asked = (await Http.SendAsync("POST", "Patient/$validate", resource)).Expect(HttpStatusCode.OK);
        string[] places = [.. asked.Locations.Select(l => l!)];
        Assert.That(places, Is.EqualTo(new[] { "line 1, column 1", "line 5, column 3" }));
        foreach (string language in new[] { "en", "zh" })
        {
            asked = (await Http.SendAsync("POST", "Patient/$validate", resource, headers: ("Accept-Language", language))).Expect(HttpStatusCode.OK);
            foreach (string method in new[] { "PUT", "POST" })
            {
                var refused = (await Http.SendAsync(method, method == "PUT" ? $"Patient/{id}" : "Patient", resource, headers: ("Accept-Language", language)))
                    .Expect(HttpStatusCode.UnprocessableEntity);
                Assert.That(refused.Issues.Select(i => i.ToJsonString()), Is.EqualTo(asked.Issues.Select(i => i.ToJsonString())));
            }
        }

        string bundle = "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[\n{\"resource\":" + resource + ",\n\"request\":{\"method\":\"PUT\",\"url\":\"Patient/" + id + "\"}}]}";
        foreach (string type in new[] { "transaction", "batch" })
        {
            var refused = await Http.SendAsync("POST", "", bundle.Replace("transaction", type, StringComparison.Ordinal));
            Assert.That(refused.Text, Does.Contain("line 2, column 13").And.Contain("line 6, column 3").And.Contain("Bundle.entry[0].resource.contact[0]"), type);
        }

        // Of XML nobody sees the JSON; of a patched resource nobody sees the whole.
        var xml = await Http.SendAsync("PUT", $"Patient/{id}", $"<Patient xmlns=\"http://hl7.org/fhir\"><id value=\"{id}\"/><contact><gender value=\"male\"/></contact></Patient>", "application/fhir+xml");
        Assert.That(xml.Expect(HttpStatusCode.UnprocessableEntity).Text, Does.Not.Contain("line "));
    }

    [Test]
    public async Task A_profile_changed_at_run_time_changes_the_next_write_and_versions_are_kept_apart()
    {
        await Http.DefineAsync("w-change", Profiles.Requiring("w-change", "birthDate"));
        string id = NewId();
        (await Http.SendAsync("PUT", $"Patient/{id}", Profiles.Claiming(id, "\"birthDate\":\"2000-01-01\"", "w-change"))).Expect(HttpStatusCode.Created);
        await Http.DefineAsync("w-change-2", Profiles.Requiring("w-change", "gender", "2.0.0").Replace("\"id\":\"w-change\"", "\"id\":\"w-change-2\"", StringComparison.Ordinal));
        AssertRefused(await Http.SendAsync("PUT", $"Patient/{id}", Profiles.Claiming(id, "\"birthDate\":\"2000-01-02\"", "w-change")), "Patient.gender");
        (await Http.SendAsync("PUT", $"Patient/{id}", Profiles.Claiming(id, "\"birthDate\":\"2000-01-02\"", "w-change|1.0.0"))).Expect(HttpStatusCode.OK);
        (await Http.SendAsync("DELETE", "StructureDefinition/w-change-2")).Expect(HttpStatusCode.NoContent);
        (await Http.SendAsync("PUT", $"Patient/{id}", Profiles.Claiming(id, "\"birthDate\":\"2000-01-03\"", "w-change"))).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task Warnings_are_counted_in_a_header_and_shown_to_those_who_ask()
    {
        string id = NewId(), unknown = Patient(id, "\"extension\":[{\"url\":\"http://example.cn/unknown\",\"valueString\":\"x\"}]");
        var silent = (await Http.SendAsync("PUT", $"Patient/{id}", unknown)).Expect(HttpStatusCode.Created);
        Assert.That(silent.Header("X-Validation-Warnings"), Is.EqualTo("1"));
        var told = (await Http.SendAsync("PUT", $"Patient/{id}", unknown, headers: [("Prefer", "return=OperationOutcome"), ("Accept-Language", "zh-CN")])).Expect(HttpStatusCode.OK);
        Assert.That(told.IssueCodes, Is.EqualTo(new[] { "updated", "extension-unknown" }));
        Assert.That((string?)told.Issues[1]["diagnostics"], Does.Contain("未知"));
        var bundle = (await Http.SendAsync("POST", "", Bundle("transaction", (id, unknown)), headers: ("Prefer", "return=OperationOutcome"))).Expect(HttpStatusCode.OK);
        Assert.That(bundle.Header("X-Validation-Warnings"), Is.EqualTo("1"));
        Assert.That(bundle.Text, Does.Contain("extension-unknown"));
        var clean = (await Http.SendAsync("PUT", $"Patient/{id}", Patient(id))).Expect(HttpStatusCode.OK);
        Assert.That(clean.Header("X-Validation-Warnings"), Is.Null);
    }

    [Test]
    public async Task Faults_of_structure_speak_the_language_of_the_client_too()
    {
        var refused = (await Http.SendAsync("POST", "Patient", """{"resourceType":"Patient","nickname":"x"}""", headers: ("Accept-Language", "zh"))).ExpectIssue(HttpStatusCode.BadRequest, "unknown-element");
        Assert.That((string?)refused.Issues[0]["diagnostics"], Does.StartWith("Patient 没有元素 nickname"));
        Assert.That(refused.Locations[0], Does.StartWith("line 1"));
    }

    [Test]
    public async Task The_definition_of_the_type_is_kept_without_a_claim()
    {
        string id = NewId();
        var refused = (await Http.SendAsync("PUT", $"Patient/{id}", Patient(id, "\"contact\":[{\"gender\":\"male\"}]"))).Expect(HttpStatusCode.UnprocessableEntity);
        Assert.That(refused.IssueCodes, Does.Contain("pat-1"));
        (await Http.FetchAsync($"Patient/{id}")).Expect(HttpStatusCode.NotFound);
    }

    private static void AssertRefused(Answer answer, string expression)
    {
        answer.ExpectIssue(HttpStatusCode.UnprocessableEntity, "missing-element");
        Assert.That(answer.Expressions, Does.Contain(expression), answer.Text);
    }

    private static string Bundle(string type, params (string Id, string Patient)[] patients)
    {
        var entries = patients.Select(p => $$$"""{"resource":{{{p.Patient}}},"request":{"method":"PUT","url":"Patient/{{{p.Id}}}"}}""");
        return $$"""{"resourceType":"Bundle","type":"{{type}}","entry":[{{string.Join(',', entries)}}]}""";
    }
}
