using FhirHub.Server.Configuration;
using Microsoft.Extensions.Options;

namespace FhirHub.EndToEndTests.Validation;

/// <summary>The other rules that a configuration can set.</summary>
[TestFixture]
internal sealed class RuleTests
{
    private const string R4Patient = "http://hl7.org/fhir/StructureDefinition/Patient";

    [Test]
    public async Task Off_looks_at_no_profile()
    {
        await using var server = await TestServer.StartAsync();
        (await server.Http.SendAsync("PUT", "Patient/p", Profiles.Claiming("p", "\"contact\":[{\"gender\":\"male\"}]", "nowhere"))).Expect(HttpStatusCode.Created);
    }

    [Test]
    public async Task Structure_looks_at_the_type_and_not_at_claims()
    {
        await using var server = await TestServer.StartAsync(("Validation:Level", "Structure"));
        (await server.Http.SendAsync("PUT", "Patient/p", Profiles.Claiming("p", "\"active\":true", "nowhere"))).Expect(HttpStatusCode.Created);
        (await server.Http.SendAsync("PUT", "Patient/q", """{"resourceType":"Patient","id":"q","contact":[{"gender":"male"}]}""")).ExpectIssue(HttpStatusCode.UnprocessableEntity, "pat-1");
    }

    [Test]
    public async Task Warn_stores_what_is_wrong_and_tells_it_as_warnings()
    {
        await using var server = await TestServer.StartAsync(("Validation:Level", "Claimed"), ("Validation:Reaction", "Warn"));
        var told = await server.Http.SendAsync("PUT", "Patient/p", Profiles.Claiming("p", "\"active\":true", "nowhere"), headers: ("Prefer", "return=OperationOutcome"));
        told.ExpectIssue(HttpStatusCode.Created, "profile-unknown");
        Assert.That(told.Issues.Select(i => (string?)i["severity"]), Is.EqualTo(new[] { "information", "warning" }));
        Assert.That(told.Header("X-Validation-Warnings"), Is.EqualTo("1"));
        (await server.Http.FetchAsync("Patient/p")).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_required_profile_holds_without_a_claim_and_one_of_several_is_enough()
    {
        await using var server = await TestServer.StartAsync(
            ("Validation:Level", "Required"), ("Validation:Profiles:Patient:0", Profiles.Root + "r-birth|1.0.0"), ("Validation:Profiles:Patient:1", Profiles.Root + "r-gender"));
        await server.Http.DefineAsync("r-birth", Profiles.Requiring("r-birth", "birthDate"));
        await server.Http.DefineAsync("r-gender", Profiles.Requiring("r-gender", "gender"));
        (await server.Http.SendAsync("PUT", "Patient/p", """{"resourceType":"Patient","id":"p"}""")).ExpectIssue(HttpStatusCode.UnprocessableEntity, "missing-element");
        (await server.Http.SendAsync("PUT", "Patient/p", """{"resourceType":"Patient","id":"p","birthDate":"2000-01-01"}""")).Expect(HttpStatusCode.Created);
        (await server.Http.SendAsync("PUT", "Patient/q", """{"resourceType":"Patient","id":"q","gender":"male"}""")).Expect(HttpStatusCode.Created);
        (await server.Http.SendAsync("POST", "Patient/$validate?mode=create", """{"resourceType":"Patient"}""")).ExpectIssue(HttpStatusCode.OK, "missing-element");
        (await server.Http.SendAsync("POST", "Patient/$validate", """{"resourceType":"Patient","active":true}""")).ExpectIssue(HttpStatusCode.OK, "valid");
        (await server.Http.SendAsync("PUT", "Group/g", """{"resourceType":"Group","id":"g","type":"person","actual":true}""")).Expect(HttpStatusCode.Created);
    }

    [Test]
    public async Task Where_a_claim_is_required_it_must_name_the_version()
    {
        await using var server = await TestServer.StartAsync(
            ("Validation:Level", "Required"), ("Validation:RequireClaim", "true"), ("Validation:Profiles:Patient:0", Profiles.Root + "c-birth|1.0.0"));
        await server.Http.DefineAsync("c-birth", Profiles.Requiring("c-birth", "birthDate"));
        const string Members = "\"birthDate\":\"2000-01-01\"";
        var refused = await server.Http.SendAsync("PUT", "Patient/p", Profiles.Claiming("p", Members, "c-birth"));
        refused.ExpectIssue(HttpStatusCode.UnprocessableEntity, "profile-not-claimed");
        Assert.That(refused.Expressions, Is.EqualTo(new[] { "Patient.meta.profile" }));
        (await server.Http.SendAsync("PUT", "Patient/p", Profiles.Claiming("p", Members, "c-birth|1.0.0"))).Expect(HttpStatusCode.Created);
        string derived = Profiles.Requiring("c-more", "gender").Replace(R4Patient, Profiles.Root + "c-birth", StringComparison.Ordinal);
        await server.Http.DefineAsync("c-more", derived);
        (await server.Http.SendAsync("PUT", "Patient/q", Profiles.Claiming("q", Members, "c-more"))).ExpectIssue(HttpStatusCode.UnprocessableEntity, "missing-element");
        (await server.Http.SendAsync("PUT", "Patient/q", Profiles.Claiming("q", Members + ",\"gender\":\"male\"", "c-more"))).Expect(HttpStatusCode.Created);
    }

    [Test]
    public async Task References_may_lead_to_what_is_stored_or_to_what_the_same_transaction_writes()
    {
        await using var server = await TestServer.StartAsync(("Validation:Level", "Structure"), ("Validation:References", "Exist"));
        const string Lonely = """{"resourceType":"Patient","id":"p","managingOrganization":{"reference":"Organization/o"}}""";
        (await server.Http.SendAsync("PUT", "Patient/p", Lonely)).ExpectIssue(HttpStatusCode.UnprocessableEntity, "reference-not-found");
        (await server.Http.SendAsync("POST", "", """
            {"resourceType":"Bundle","type":"transaction","entry":[
             {"resource":{"resourceType":"Patient","managingOrganization":{"reference":"urn:uuid:0fb05a3c-5c2d-4d62-8f5d-000000000001"}},"request":{"method":"POST","url":"Patient"}},
             {"fullUrl":"urn:uuid:0fb05a3c-5c2d-4d62-8f5d-000000000001","resource":{"resourceType":"Organization","name":"o"},"request":{"method":"POST","url":"Organization"}}]}
            """)).Expect(HttpStatusCode.OK);
        var wrong = await server.Http.SendAsync("POST", "", """
            {"resourceType":"Bundle","type":"transaction","entry":[
             {"resource":{"resourceType":"Patient","id":"p","managingOrganization":{"reference":"Organization/gone"}},"request":{"method":"PUT","url":"Patient/p"}},
             {"resource":{"resourceType":"Organization","id":"o","name":"o"},"request":{"method":"PUT","url":"Organization/o"}}]}
            """);
        wrong.ExpectIssue(HttpStatusCode.UnprocessableEntity, "reference-not-found");
        (await server.Http.SendAsync("PUT", "Organization/o", """{"resourceType":"Organization","id":"o","name":"o"}""")).Expect(HttpStatusCode.Created);
        (await server.Http.SendAsync("PUT", "Patient/p", Lonely)).Expect(HttpStatusCode.Created);
        (await server.Http.SendAsync("PUT", "Patient/c", """
            {"resourceType":"Patient","id":"c","contained":[{"resourceType":"Organization","id":"x","name":"x"}],"managingOrganization":{"reference":"#x"}}
            """)).Expect(HttpStatusCode.Created);
    }

    [Test]
    public async Task A_profile_posted_to_one_server_counts_on_the_other_within_two_seconds()
    {
        var database = await TestDatabase.NewAsync();
        await using var first = await TestServer.StartAsync(database, ("Validation:Level", "Claimed"));
        await using var second = await TestServer.StartAsync(database, ("Validation:Level", "Claimed"));
        await first.Http.DefineAsync("other-node", Profiles.Requiring("other-node", "birthDate"));
        string bad = Profiles.Claiming("p", "\"active\":true", "other-node");
        long begun = System.Diagnostics.Stopwatch.GetTimestamp();
        string code;
        do
            code = (await second.Http.SendAsync("PUT", "Patient/p", bad)).Expect(HttpStatusCode.UnprocessableEntity).IssueCodes[0];
        while (code == "profile-unknown" && System.Diagnostics.Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(10));
        Assert.That(code, Is.EqualTo("missing-element"));
        Assert.That(System.Diagnostics.Stopwatch.GetElapsedTime(begun), Is.LessThan(TimeSpan.FromSeconds(2.5)));
    }

    [TestCase("Patientt", "Required", "Patientt")]
    [TestCase("Patient", "Claimed", "no effect")]
    public async Task Settings_that_mean_nothing_are_refused_at_start(string type, string level, string word)
    {
        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => TestServer.StartAsync(("Validation:Level", level), ($"Validation:Profiles:{type}:0", R4Patient)));
        Assert.That(fault!.Message, Does.Contain(word));
        Assert.That(fault.OptionsType, Is.EqualTo(typeof(ServerOptions)));
    }

    [Test]
    public async Task References_lead_to_versions_that_are_there_to_types_that_exist_and_to_the_resource_itself()
    {
        await using var server = await TestServer.StartAsync(("Validation:Level", "Structure"), ("Validation:References", "Exist"));
        static string Linked(string id, string reference) =>
            $$$"""{"resourceType":"Patient","id":"{{{id}}}","link":[{"other":{"reference":"{{{reference}}}"},"type":"seealso"}]}""";
        (await server.Http.SendAsync("PUT", "Patient/self", Linked("self", "Patient/self"))).Expect(HttpStatusCode.Created);
        (await server.Http.SendAsync("PUT", "Patient/self", Linked("self", "Patient/self").Replace("seealso", "refer", StringComparison.Ordinal))).Expect(HttpStatusCode.OK);
        foreach (string version in new[] { "1", "2" })
            (await server.Http.SendAsync("PUT", $"Patient/of-{version}", Linked($"of-{version}", $"Patient/self/_history/{version}"))).Expect(HttpStatusCode.Created);
        foreach (string nowhere in new[] { "Patient/self/_history/3", "Patient/self/_history/0", "Patient/self/_history/x", "Foo/1", "Patient/other" })
            (await server.Http.SendAsync("PUT", "Patient/c", Linked("c", nowhere))).ExpectIssue(HttpStatusCode.UnprocessableEntity, "reference-not-found");
    }
}
