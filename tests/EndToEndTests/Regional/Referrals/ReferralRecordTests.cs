namespace FhirHub.EndToEndTests.Regional.Referrals;

/// <summary><c>ServiceRequest/[id]/$referral-record</c> and <c>Task/$referral-report</c>.</summary>
[TestFixture]
internal sealed class ReferralRecordTests : ReferralTests
{
    private const string Person = """
        "active":true,"identifier":[{"system":"https://fhirhub.example/fhir/sid/passport","value":"E12345678"}],"name":[{"text":"王秀兰"}],"gender":"female","birthDate":"1958-03-12"
        """;

    [Test]
    public async Task The_record_of_either_request_holds_the_whole_chain_as_a_document()
    {
        var scene = await NewSceneAsync() with { Patient = await NewAsync("Patient", Person) };
        string up = await NewReferralAsync(scene);
        await BringAsync(scene, up, "completed");
        string encounter = OutputOf(await ReadAsync(up), "encounter");
        string down = RequestOf((await CallAsync(
            "ServiceRequest/$refer-down", scene.To, Reference("encounter", encounter), Reference("receiver", scene.From), Sent("plan", Plan(scene)), Sent("consent", Consent(scene.Patient, scene.To)))).Expect(HttpStatusCode.OK));
        string request = (string)(await ReadAsync(up))["focus"]!["reference"]!;
        var first = (await Http.FetchAsync($"{request}/$referral-record")).Expect(HttpStatusCode.OK);
        var second = (await Http.FetchAsync($"{down}/$referral-record")).Expect(HttpStatusCode.OK);
        var types = first.Entries.Select(e => (string)e["resource"]!["resourceType"]!).ToList();
        Assert.Multiple(() =>
        {
            Assert.That((string)first.Json["type"]!, Is.EqualTo("document"));
            Assert.That(types[0], Is.EqualTo("Composition"));
            Assert.That(types.Distinct(), Is.SupersetOf(new[] { "ServiceRequest", "Task", "Patient", "Organization", "Consent", "CarePlan", "Encounter", "Location", "Provenance" }));
            Assert.That(types.Count(t => t == "Provenance"), Is.EqualTo(6), "submit, accept, schedule, admit, complete, refer down");
            Assert.That(types.Count(t => t == "ServiceRequest"), Is.EqualTo(2));
            Assert.That(KeysOf(second), Is.EquivalentTo(KeysOf(first)));
            Assert.That(first.Entries.Select(e => (string)e["fullUrl"]!), Is.Unique.And.All.StartsWith(Server.BaseUrl.ToString()));
            Assert.That(first.Entries[0]["resource"]!["section"]!.AsArray().Select(s => (string)s!["title"]!), Is.EqualTo(new[] { "上转", "下转" }));
        });
        var judged = (await Http.SendAsync("POST", "Bundle/$validate", first.Text)).Expect(HttpStatusCode.OK);
        Assert.That(judged.Issues.Where(i => (string)i["severity"]! is "error" or "fatal").Select(i => (string)i["diagnostics"]!), Is.Empty);
    }

    [Test]
    public async Task The_record_of_one_patient_holds_nothing_of_another()
    {
        var scene = await NewSceneAsync();
        string task = await NewReferralAsync(scene), request = (string)(await ReadAsync(task))["focus"]!["reference"]!;
        var other = scene with { Patient = await NewAsync("Patient", "\"active\":true") };
        string stray = await NewAsync("ServiceRequest", Members(Request(other, $$"""
            "basedOn":[{"reference":"{{request}}"}],
            """)));
        AssertRefused(await CallAsync($"{stray}/$submit-referral", scene.From, Along(other, "{}")[1..]), "referral.other-patient");
        var record = (await Http.FetchAsync($"{request}/$referral-record")).Expect(HttpStatusCode.OK);
        Assert.Multiple(() =>
        {
            Assert.That(record.Text, Does.Contain(scene.Patient));
            Assert.That(record.Text, Does.Not.Contain(other.Patient).And.Not.Contain(stray));
        });
    }

    [Test]
    public async Task What_was_not_submitted_has_no_record()
    {
        var scene = await NewSceneAsync();
        string draft = await NewAsync("ServiceRequest", Members(Request(scene)));
        AssertRefused(await Http.FetchAsync($"{draft}/$referral-record"), "referral.no-record");
        string stored = await NewAsync("ServiceRequest", Members(Request(scene)).Replace("\"draft\"", "\"active\"", StringComparison.Ordinal));
        AssertRefused(await Http.FetchAsync($"{stored}/$referral-record"), "referral.no-record");
        (await Http.FetchAsync("ServiceRequest/nothing/$referral-record")).Expect(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task The_report_counts_what_was_sent_and_how_it_was_answered()
    {
        var scene = await NewSceneAsync();
        string accepted = await NewReferralAsync(scene), rejected = await NewReferralAsync(scene);
        await NewReferralAsync(scene);
        await NewCollaborationAsync(scene);
        await BringAsync(scene, accepted, "completed");
        await StepAsync(rejected, "reject", scene.To, Reason);
        string month = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
        var report = (await Http.FetchAsync($"Task/$referral-report?from={month}&to={month}&organization={scene.From}&organization={scene.To}")).Expect(HttpStatusCode.OK);
        var reports = report.Entries.Select(e => e["resource"]!).ToDictionary(r => (string)r["reporter"]!["reference"]!);
        Assert.Multiple(() =>
        {
            Assert.That(CountOf(reports[scene.From], "sent-up"), Is.EqualTo(3));
            Assert.That(CountOf(reports[scene.From], "sent-collaboration"), Is.EqualTo(1));
            Assert.That(CountOf(reports[scene.From], "received-up"), Is.Zero);
            Assert.That(CountOf(reports[scene.To], "received-up"), Is.EqualTo(3));
            Assert.That((decimal)GroupOf(reports[scene.To], "acceptance")["measureScore"]!["value"]!, Is.EqualTo(50m));
            Assert.That(CountOf(reports[scene.To], "answer-hours"), Is.EqualTo(2));
            Assert.That(CountOf(reports[scene.To], "turnaround-hours"), Is.EqualTo(1));
            Assert.That(GroupOf(reports[scene.From], "answer-hours")["measureScore"], Is.Null);
        });
    }

    [Test]
    public async Task A_report_has_a_page_for_each_month_and_refuses_what_is_none()
    {
        var scene = await NewSceneAsync();
        var report = (await Http.FetchAsync("Task/$referral-report?from=2026-09-15&to=2026-11", (OrganizationHeader, scene.To))).Expect(HttpStatusCode.OK);
        Assert.That(report.Entries.Select(e => (string)e["resource"]!["period"]!["start"]!), Is.EqualTo(new[] { "2026-09-01", "2026-10-01", "2026-11-01" }));
        (await Http.FetchAsync("Task/$referral-report?from=2026-11&to=2026-09", (OrganizationHeader, scene.To))).ExpectIssue(HttpStatusCode.BadRequest, "parameter-invalid");
        foreach (string month in (string[])["9999-12", "0001-01", "1899-12"])
            (await Http.FetchAsync($"Task/$referral-report?from={month}&to={month}", (OrganizationHeader, scene.To))).ExpectIssue(HttpStatusCode.BadRequest, "parameter-invalid");
        (await Http.FetchAsync("Task/$referral-report?from=9998-12&to=9998-12", (OrganizationHeader, scene.To))).Expect(HttpStatusCode.OK);
        (await Http.FetchAsync("Task/$referral-report?from=2026&to=2026-09", (OrganizationHeader, scene.To))).ExpectIssue(HttpStatusCode.BadRequest, "parameter-invalid");
        (await Http.FetchAsync("Task/$referral-report?from=2026-09", (OrganizationHeader, scene.To))).ExpectIssue(HttpStatusCode.BadRequest, "parameter-missing");
        (await Http.FetchAsync("Task/$referral-report?from=2026-09&to=2026-09")).ExpectIssue(HttpStatusCode.BadRequest, "organization-missing");
        (await Http.FetchAsync("Task/$referral-report?from=2026-09&to=2026-09&organization=Organization/nobody")).ExpectIssue(HttpStatusCode.UnprocessableEntity, "reference-target-missing");
    }

    private static IEnumerable<string> KeysOf(Answer document) => document.Entries.Skip(1).Select(e => (string)e["fullUrl"]!);

    private static JsonNode GroupOf(JsonNode report, string code) => report["group"]!.AsArray().Single(g => (string)g!["code"]!["coding"]![0]!["code"]! == code)!;

    private static int CountOf(JsonNode report, string code) => (int)GroupOf(report, code)["population"]![0]!["count"]!;
}
