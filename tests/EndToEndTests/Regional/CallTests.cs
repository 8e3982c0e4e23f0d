using FhirHub.EndToEndTests.Packs;
using FhirHub.EndToEndTests.Regional.HealthCards;
using FhirHub.Engine.Packs;
using Microsoft.Extensions.DependencyInjection;

namespace FhirHub.EndToEndTests.Regional;

/// <summary>What holds for a call of any operation of the policies: headers, parameters, traces, languages.</summary>
[TestFixture]
internal sealed class CallTests : HealthCardTests
{
    private const string Lost = "\"name\":\"reason\",\"valueString\":\"遗失\"";

    [Test]
    public async Task If_Match_names_the_version_that_an_operation_changes()
    {
        string patient = await NewHolderAsync();
        (await CallAsync($"{patient}/$suspend-health-card", null, [("If-Match", "W/\"77\"")], Lost)).ExpectIssue(HttpStatusCode.PreconditionFailed, "version-mismatch");
        await AssertVersionAsync(patient, 1);
        (await CallAsync($"{patient}/$suspend-health-card", null, [("If-Match", "W/\"1\"")], Lost)).Expect(HttpStatusCode.OK);
        (await CallAsync($"{patient}/$suspend-health-card", null, [("If-Match", "x")], Lost)).ExpectIssue(HttpStatusCode.BadRequest, "etag-invalid");
    }

    [Test]
    public async Task Where_there_is_no_version_to_ask_for_If_Match_is_refused()
    {
        (await IssueAsync(Resident(NewNumber()), null, ("If-Match", "W/\"1\""))).ExpectIssue(HttpStatusCode.BadRequest, "precondition-refused");
        (await Http.FetchAsync("Task/$worklist?view=sent", ("If-Match", "W/\"1\""))).ExpectIssue(HttpStatusCode.BadRequest, "precondition-refused");
        (await CallAsync($"{await NewHolderAsync()}/$suspend-health-card", null, [("If-None-Match", "*")], Lost)).ExpectIssue(HttpStatusCode.BadRequest, "precondition-refused");
    }

    [TestCase("\"name\":\"reason\",\"valueString\":\"遗失\",\"resource\":{\"resourceType\":\"Patient\"}", "parameter-ambiguous")]
    [TestCase("\"name\":\"reason\",\"valueString\":\"遗失\",\"part\":[{\"name\":\"a\",\"valueString\":\"b\"}]", "parameter-ambiguous")]
    [TestCase("\"name\":\"reason\",\"valueString\":\"   \"", "parameter-empty")]
    public async Task A_parameter_says_one_thing(string parameter, string code)
    {
        string patient = await NewHolderAsync();
        (await CallAsync($"{patient}/$suspend-health-card", null, parameter)).ExpectIssue(HttpStatusCode.BadRequest, code);
        await AssertVersionAsync(patient, 1);
    }

    [Test]
    public async Task A_part_of_an_answer_is_not_given()
    {
        (await Http.FetchAsync("Task/$worklist?view=sent&_elements=id")).ExpectIssue(HttpStatusCode.BadRequest, "subset-refused");
        (await Http.FetchAsync("Task/$worklist?view=sent&_summary=count")).ExpectIssue(HttpStatusCode.BadRequest, "subset-refused");
    }

    [Test]
    public async Task The_one_resource_that_an_operation_takes_is_a_body_too()
    {
        string number = NewNumber(), patient = await NewHolderAsync(number);
        var found = (await Http.SendAsync("POST", "Patient/$match", Resident(number))).Expect(HttpStatusCode.OK);
        Assert.That(found.Entries.Select(e => "Patient/" + (string)e["resource"]!["id"]!), Does.Contain(patient));
    }

    [Test]
    public async Task References_by_the_address_of_this_server_lead_here()
    {
        string own = Http.BaseAddress!.ToString(), patient = await NewHolderAsync(), hospital = await NewOrganizationAsync("tertiary");
        string item = """ "name":"item","valueCoding":{"system":"http://loinc.org","code":"24725-4"} """;
        string Named(string name, string to) => $"\"name\":\"{name}\",\"valueReference\":{{\"reference\":\"{to}\"}}";
        (await CallAsync("DiagnosticReport/$find-recognizable", null, Named("patient", own + patient), Named("requester", own + hospital), item)).Expect(HttpStatusCode.OK);
        string query = $"patient={Uri.EscapeDataString(own + patient)}&requester={Uri.EscapeDataString(own + hospital)}&item={Uri.EscapeDataString("http://loinc.org|24725-4")}";
        (await Http.FetchAsync($"DiagnosticReport/$find-recognizable?{query}")).Expect(HttpStatusCode.OK);
        (await CallAsync("DiagnosticReport/$find-recognizable", null, Named("patient", "http://other.example/fhir/" + patient), Named("requester", hospital), item))
            .ExpectIssue(HttpStatusCode.UnprocessableEntity, "reference-invalid");
    }

    [Test]
    public async Task Who_is_shown_something_about_a_person_leaves_a_trace()
    {
        string hospital = await NewOrganizationAsync("tertiary"), number = NewNumber(), patient = await NewHolderAsync(number);
        string query = $"patient={patient}&requester={hospital}&item={Uri.EscapeDataString("http://loinc.org|24725-4")}";
        (await Http.FetchAsync($"DiagnosticReport/$find-recognizable?{query}", (OrganizationHeader, hospital))).Expect(HttpStatusCode.OK);
        (await CallAsync("Patient/$match", hospital, $"\"name\":\"resource\",\"resource\":{Resident(number)}")).Expect(HttpStatusCode.OK);
        (await Http.FetchAsync("Task/$worklist?view=sent", (OrganizationHeader, hospital))).Expect(HttpStatusCode.OK);
        var traces = (await Http.FetchAsync($"AuditEvent?agent={hospital}")).Entries.Select(e => e["resource"]!).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(traces.SelectMany(t => t["entity"]!.AsArray()).Select(e => (string?)e!["name"]).OfType<string>(), Is.EquivalentTo(new[] { "$find-recognizable", "$match", "$worklist" }));
            Assert.That(traces.Count(t => t["entity"]!.AsArray().Any(e => (string?)e!["what"]!["reference"] == patient)), Is.EqualTo(2));
            Assert.That(traces.Select(t => (string)t["outcome"]!), Is.All.EqualTo("0"));
        });
    }

    [Test]
    public async Task Who_is_refused_leaves_a_trace()
    {
        string hospital = await NewOrganizationAsync("tertiary"), patient = await NewAsync("Patient", "\"active\":true");
        AssertRefused(await CallAsync($"{patient}/$suspend-health-card", hospital, Lost), "health-card.no-active-card");
        var trace = (await Http.FetchAsync($"AuditEvent?agent={hospital}&entity={patient}")).Entries.Single()["resource"]!;
        Assert.That(((string)trace["outcome"]!, (string)trace["outcomeDesc"]!), Is.EqualTo(("4", "health-card.no-active-card")));
    }

    [Test]
    public async Task What_a_card_is_good_for_is_told_as_it_is_now_whatever_key_a_call_has()
    {
        string number = NewNumber(), patient = await NewHolderAsync(number), reader = await NewOrganizationAsync("primary");
        string card = (await CardsAsync(patient, HealthCards)).Single().Split(' ')[0];
        (string, string) key = ("Idempotency-Key", NewId());
        Task<Answer> ResolveAsync() => CallAsync("Patient/$resolve-health-card", reader, [key], $"\"name\":\"card\",\"valueIdentifier\":{Card(HealthCards, card)}", "\"name\":\"purpose\",\"valueCode\":\"payment\"");
        (await ResolveAsync()).Expect(HttpStatusCode.OK);
        (await CallAsync($"{patient}/$suspend-health-card", null, Lost)).Expect(HttpStatusCode.OK);
        AssertRefused(await ResolveAsync(), "health-card.step-not-served");
        Assert.That((await Http.FetchAsync($"AuditEvent?agent={reader}")).Entries.Select(e => (string)e["resource"]!["outcome"]!), Is.EquivalentTo(new[] { "0", "4" }));
    }

    [Test]
    public async Task Faults_of_a_call_are_told_in_both_languages()
    {
        string patient = await NewHolderAsync();
        var chinese = await Http.SendAsync("POST", $"{patient}/$suspend-health-card", Parameters(), headers: [("Accept-Language", "zh-CN")]);
        Assert.That((string)chinese.Issues[0]["diagnostics"]!, Is.EqualTo("缺少参数 reason。"));
        Assert.That(chinese.Text, Does.Contain("The parameter 'reason' is missing."));
        (string Path, string? Organization, string Told)[] others =
        [
            ($"{patient}/$suspend-health-card", "Organization/nobody", "不存在"), ("Patient/nobody/$suspend-health-card", null, "不存在"),
            ("Patient/$resolve-health-card", null, "由机构调用"),
        ];
        foreach (var (path, organization, told) in others)
            Assert.That((await CallAsync(path, organization, [("Accept-Language", "zh")], Lost)).Text, Does.Contain(told), path);
    }

    [Test]
    public async Task While_the_packs_are_on_their_way_a_call_is_to_be_tried_again()
    {
        await using var server = await TestServer.StartAsync(("Packs:0", CompiledPacks.Archive("cn-base")));
        server.Services.GetRequiredService<ConfiguredPacks>().Fail();
        var answer = (await server.Http.SendAsync("POST", "Appointment/$find", Parameters())).ExpectIssue(HttpStatusCode.ServiceUnavailable, "packs-pending");
        Assert.That(answer.Header("Retry-After"), Is.EqualTo("2"));
    }
}
