namespace FhirHub.EndToEndTests.Interactions;

/// <summary>A server that keeps its references whole.</summary>
[TestFixture]
internal sealed class ReferentialIntegrityTests : ServerTests
{
    protected override (string Name, string Value)[] Settings => [("References", "Enforced")];

    [Test]
    public async Task A_reference_that_leads_nowhere_is_refused_and_each_is_named()
    {
        string patient = await NewPatientAsync();
        string id = NewId();
        string body = Observation(id, $"Patient/{patient}", "Practitioner/none1", "Organization/none2");
        foreach (var (method, path) in new[] { ("PUT", $"Observation/{id}"), ("POST", "Observation") })
        {
            var refused = (await Http.SendAsync(method, path, body)).ExpectIssue(HttpStatusCode.UnprocessableEntity, "reference-unresolved");
            Assert.That(refused.Issues, Has.Length.EqualTo(2));
            Assert.That(refused.Text, Does.Contain("Practitioner/none1").And.Contain("Organization/none2").And.Not.Contain(patient));
        }

        Assert.That((await Http.FetchAsync($"Observation/{id}")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_reference_that_resolves_is_taken_also_to_a_version()
    {
        string patient = await NewPatientAsync();
        string id = NewId();
        (await Http.SendAsync("PUT", $"Observation/{id}", Observation(id, $"Patient/{patient}/_history/1"))).Expect(HttpStatusCode.Created);
        Assert.That((await Http.FetchAsync($"Observation/{id}")).Text, Does.Contain($"Patient/{patient}/_history/1"));
    }

    [Test]
    public async Task A_version_that_there_is_not_is_refused()
    {
        string patient = await NewPatientAsync();
        foreach (string version in new[] { "2", "0", "01x" })
        {
            (await Http.SendAsync("POST", "Observation", Observation(NewId(), $"Patient/{patient}/_history/{version}")))
                .ExpectIssue(HttpStatusCode.UnprocessableEntity, "reference-unresolved");
        }
    }

    [TestCase("Patient?identifier=1")]
    [TestCase("urn:uuid:9f4c3c0e-5b5f-4c0e-9d2e-0c5d5f5b5a5a")]
    public async Task What_means_something_only_in_a_transaction_is_refused(string reference) =>
        (await Http.SendAsync("POST", "Observation", Observation(NewId(), reference))).ExpectIssue(HttpStatusCode.UnprocessableEntity, "reference-unresolved");

    [Test]
    public async Task A_stored_Bundle_keeps_references_among_its_entries()
    {
        string bundle = $$$"""
            {"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"urn:uuid:9f4c3c0e-5b5f-4c0e-9d2e-0c5d5f5b5a5a","resource":{{{Observation("o", "Patient/only-in-here")}}}}]}
            """;
        (await Http.SendAsync("POST", "Bundle", bundle)).Expect(HttpStatusCode.Created);
    }

    [Test]
    public async Task The_servers_own_address_leads_here()
    {
        await using var server = await TestServer.StartAsync(("References", "Enforced"), ("PublicUrl", "https://fhir.example.org/r4"));
        (await server.Http.SendAsync("POST", "Observation", Observation(NewId(), "https://fhir.example.org/r4/Patient/none")))
            .ExpectIssue(HttpStatusCode.UnprocessableEntity, "reference-unresolved");
        (await server.Http.SendAsync("PUT", "Patient/p", """{"resourceType":"Patient","id":"p"}""")).Expect(HttpStatusCode.Created);
        (await server.Http.SendAsync("POST", "Observation", Observation(NewId(), "https://fhir.example.org/r4/Patient/p"))).Expect(HttpStatusCode.Created);
        (await server.Http.SendAsync("DELETE", "Patient/p")).ExpectIssue(HttpStatusCode.Conflict, "referenced");
    }

    [Test]
    public async Task References_to_elsewhere_to_contained_resources_and_to_itself_are_not_asked_for()
    {
        string id = await NewPatientAsync("""
            "contained":[{"resourceType":"Organization","id":"o"}],"managingOrganization":{"reference":"#o"},
            "generalPractitioner":[{"reference":"http://example.org/fhir/Practitioner/1"},{"display":"x"}]
            """);
        string self = $$$"""{"resourceType":"Patient","id":"{{{id}}}","link":[{"type":"seealso","other":{"reference":"Patient/{{{id}}}"}}]}""";
        (await Http.SendAsync("PUT", $"Patient/{id}", self)).Expect(HttpStatusCode.OK);
        await DeletePatientAsync(id);
    }

    [Test]
    public async Task An_update_or_patch_to_a_reference_that_leads_nowhere_is_refused_and_changes_nothing()
    {
        string patient = await NewPatientAsync();
        string id = NewId();
        await Http.SendAsync("PUT", $"Observation/{id}", Observation(id, $"Patient/{patient}"));
        (await Http.SendAsync("PUT", $"Observation/{id}", Observation(id, "Patient/none"))).ExpectIssue(HttpStatusCode.UnprocessableEntity, "reference-unresolved");
        (await Http.SendAsync("PATCH", $"Observation/{id}", """{"subject":{"reference":"Patient/none"}}""", FhirHttp.MergePatch)).ExpectIssue(HttpStatusCode.UnprocessableEntity, "reference-unresolved");
        await AssertVersionAsync($"Observation/{id}", 1);
    }

    [Test]
    public async Task A_deleted_target_does_not_resolve()
    {
        string patient = await NewPatientAsync();
        await DeletePatientAsync(patient);
        (await Http.SendAsync("POST", "Observation", Observation("x", $"Patient/{patient}"))).ExpectIssue(HttpStatusCode.UnprocessableEntity, "reference-unresolved");
    }

    [Test]
    public async Task What_is_referenced_cannot_be_deleted_until_nothing_refers_to_it()
    {
        string patient = await NewPatientAsync();
        string id = NewId();
        await Http.SendAsync("PUT", $"Observation/{id}", Observation(id, $"Patient/{patient}"));
        var refused = (await Http.SendAsync("DELETE", $"Patient/{patient}")).ExpectIssue(HttpStatusCode.Conflict, "referenced");
        Assert.That(refused.Text, Does.Contain($"Observation/{id}"));
        await AssertVersionAsync($"Patient/{patient}", 1);
        (await Http.SendAsync("DELETE", $"Observation/{id}")).Expect(HttpStatusCode.NoContent);
        await DeletePatientAsync(patient);
    }

    [Test]
    public async Task An_update_of_a_referenced_resource_keeps_it_referenced()
    {
        string patient = await NewPatientAsync();
        string id = NewId();
        await Http.SendAsync("PUT", $"Observation/{id}", Observation(id, $"Patient/{patient}"));
        (await PutPatientAsync(patient)).Expect(HttpStatusCode.OK);
        (await Http.SendAsync("DELETE", $"Patient/{patient}")).Expect(HttpStatusCode.Conflict);
    }

    [Test]
    public async Task The_race_of_a_new_reference_with_the_deletion_of_its_target_never_leaves_it_dangling()
    {
        for (int round = 0; round < 12; round++)
        {
            string patient = await NewPatientAsync();
            string[] ids = [.. Enumerable.Range(0, 4).Select(_ => NewId())];
            var creating = ids.Select(id => Http.SendAsync("PUT", $"Observation/{id}", Observation(id, $"Patient/{patient}"))).ToArray();
            var deleting = Http.SendAsync("DELETE", $"Patient/{patient}");
            var created = await Task.WhenAll(creating);
            var deleted = await deleting;
            bool gone = (await Http.FetchAsync($"Patient/{patient}")).Status == HttpStatusCode.Gone;
            Assert.That(gone, Is.EqualTo(deleted.Status == HttpStatusCode.NoContent), deleted.Text);
            Assert.That(deleted.Status, Is.EqualTo(HttpStatusCode.NoContent).Or.EqualTo(HttpStatusCode.Conflict), deleted.Text);
            foreach (var answer in created)
                Assert.That(answer.Status, Is.EqualTo(gone ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.Created), answer.Text);
        }
    }

    [Test]
    public async Task Many_references_to_one_target_at_once_are_all_taken()
    {
        string patient = await NewPatientAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Http.SendAsync("POST", "Observation", Observation("x", $"Patient/{patient}"))));
        Assert.That(answers.Select(a => a.Status), Is.All.EqualTo(HttpStatusCode.Created));
        await AssertVersionAsync($"Patient/{patient}", 1);
    }

    [Test]
    public async Task The_statement_says_so()
    {
        var statement = (await Http.FetchAsync("metadata")).Json;
        Assert.That(statement["rest"]![0]!["resource"]![0]!["referencePolicy"]!.AsArray().Select(p => (string?)p), Does.Contain("enforced"));
    }

    private static string Observation(string id, string subject, string? performer = null, string? second = null)
    {
        string performers = performer is null ? string.Empty : $$""","performer":[{"reference":"{{performer}}"},{"reference":"{{second}}"}]""";
        return $$$"""{"resourceType":"Observation","id":"{{{id}}}","status":"final","code":{"text":"x"},"subject":{"reference":"{{{subject}}}"}{{{performers}}}}""";
    }
}
