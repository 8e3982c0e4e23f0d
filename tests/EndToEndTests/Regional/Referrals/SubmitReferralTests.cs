namespace FhirHub.EndToEndTests.Regional.Referrals;

/// <summary><c>ServiceRequest/$submit-referral</c>, on the type and on a draft.</summary>
[TestFixture]
internal sealed class SubmitReferralTests : ReferralTests
{
    [Test]
    public async Task A_submitted_referral_waits_for_the_receiver_and_leaves_its_trace()
    {
        var scene = await NewSceneAsync();
        var answer = (await SubmitAsync(scene, Request(scene))).Expect(HttpStatusCode.OK);
        string task = TaskOf(answer), request = RequestOf(answer);
        await AssertAgreeAsync(task, "requested", "requested", "active", scene.To);
        var provenance = (await Http.FetchAsync($"Provenance?target={task}")).Entries.Single()["resource"]!;
        var audits = (await Http.FetchAsync($"AuditEvent?entity={request}")).Entries;
        var told = await NotificationsAsync(task);
        Assert.Multiple(() =>
        {
            Assert.That((string)Output(answer, "referral")["resource"]!["identifier"]![0]!["value"]!, Does.Match("^ZZ-110101-\\d{8}-[0-9A-F]+$"));
            Assert.That((string)Output(answer, "task")["resource"]!["requester"]!["reference"]!, Is.EqualTo(scene.From));
            Assert.That((string)provenance["agent"]![0]!["who"]!["reference"]!, Is.EqualTo(scene.From));
            Assert.That(audits, Has.Length.EqualTo(1));
            Assert.That(told.Select(n => (n.Event, n.Recipient)), Is.EquivalentTo(new[] { ("requested", scene.To), ("application", "platform") }));
        });
    }

    [Test]
    public async Task A_draft_is_submitted_on_itself_and_again_with_the_same_answer()
    {
        var scene = await NewSceneAsync();
        string summary = await NewAsync("Composition", Members(Summary(scene.Patient, scene.From)));
        string consent = await NewAsync("Consent", Members(Consent(scene.Patient, scene.From)));
        string request = await NewAsync("ServiceRequest", Members(Request(scene, $$"""
            "supportingInfo":[{"reference":"{{summary}}"},{"reference":"{{consent}}"}],
            """)));
        var first = (await CallAsync($"{request}/$submit-referral", scene.From)).Expect(HttpStatusCode.OK);
        var second = (await CallAsync($"{request}/$submit-referral", scene.From)).Expect(HttpStatusCode.OK);
        Assert.That(second.Text, Is.EqualTo(first.Text));
        await AssertVersionAsync(request, 2);
    }

    [Test]
    public async Task A_number_is_used_once_and_gives_its_sender_the_same_answer()
    {
        var scene = await NewSceneAsync();
        string numbered = Request(scene, Number(NewId()));
        var first = (await SubmitAsync(scene, numbered)).Expect(HttpStatusCode.OK);
        var second = (await SubmitAsync(scene, numbered)).Expect(HttpStatusCode.OK);
        var other = scene with { From = await NewOrganizationAsync("primary") };
        Assert.That(TaskOf(second), Is.EqualTo(TaskOf(first)));
        (await SubmitAsync(other, numbered)).ExpectIssue(HttpStatusCode.Conflict, "referral.number-taken");
    }

    [Test]
    public async Task Of_ten_who_submit_the_same_number_at_once_one_makes_it()
    {
        var scene = await NewSceneAsync();
        string numbered = Request(scene, Number(NewId()));
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => SubmitAsync(scene, numbered)));
        Assert.That(answers.Select(a => TaskOf(a.Expect(HttpStatusCode.OK))).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task Of_five_who_submit_the_same_draft_at_once_one_makes_the_task()
    {
        var scene = await NewSceneAsync();
        string request = await NewAsync("ServiceRequest", Members(Request(scene)));
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => CallAsync($"{request}/$submit-referral", scene.From, Along(scene, Request(scene))[1..])));
        Assert.That(answers.Select(a => TaskOf(a.Expect(HttpStatusCode.OK))).Distinct().Count(), Is.EqualTo(1));
        (await CallAsync($"{request}/$submit-referral", scene.To)).ExpectIssue(HttpStatusCode.Conflict, "referral.not-a-draft");
        await StepAsync(TaskOf(answers[0]), "reject", scene.To, Reason);
        (await CallAsync($"{request}/$submit-referral", scene.From)).ExpectIssue(HttpStatusCode.Conflict, "referral.not-a-draft");
    }

    [Test]
    public async Task A_repeated_request_has_no_second_effect()
    {
        var scene = await NewSceneAsync();
        (string, string)[] once = [("Idempotency-Key", NewId())];
        var first = await CallAsync("ServiceRequest/$submit-referral", scene.From, once, Along(scene, Request(scene)));
        var second = await CallAsync("ServiceRequest/$submit-referral", scene.From, once, Along(scene, Request(scene)));
        Assert.That(second.Text, Is.EqualTo(first.Expect(HttpStatusCode.OK).Text));
        Assert.That((await Http.FetchAsync($"Task?patient={scene.Patient}")).Entries, Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Everything_that_lacks_is_told_at_once()
    {
        var scene = await NewSceneAsync(Yichang);
        var answer = await CallAsync("ServiceRequest/$submit-referral", scene.From, Sent("referral", Request(scene).Replace("\"reasonCode\"", "\"note\"", StringComparison.Ordinal)));
        Assert.That(answer.Expect(HttpStatusCode.UnprocessableEntity).IssueCodes, Is.EquivalentTo(new[]
        {
            "referral.diagnosis", "referral.summary", "referral.consent", "referral.patient-choice", "referral.expert-recommendation",
        }));
    }

    [TestCase("summary", "referral.summary")]
    [TestCase("consent", "referral.consent")]
    public async Task What_goes_along_is_needed(string parameter, string rule)
    {
        var scene = await NewSceneAsync();
        var along = Along(scene, Request(scene)).Where(p => !p.Contains($"\"{parameter}\"", StringComparison.Ordinal));
        AssertRefused(await CallAsync("ServiceRequest/$submit-referral", scene.From, [.. along]), rule);
    }

    [Test]
    public async Task A_paper_about_somebody_else_is_refused()
    {
        var scene = await NewSceneAsync();
        var other = scene with { Patient = await NewAsync("Patient", "\"active\":true") };
        AssertRefused(
            await CallAsync("ServiceRequest/$submit-referral", scene.From, Sent("referral", Request(scene)), Sent("summary", Summary(other.Patient, scene.From)), Sent("consent", Consent(scene.Patient, scene.From))),
            "referral.other-patient");
    }

    [Test]
    public async Task A_consent_that_is_withdrawn_does_not_count()
    {
        var scene = await NewSceneAsync();
        string withdrawn = Consent(scene.Patient, scene.From).Replace("\"active\"", "\"inactive\"", StringComparison.Ordinal);
        AssertRefused(await CallAsync("ServiceRequest/$submit-referral", scene.From, [.. Along(scene, Request(scene))[..2], Sent("consent", withdrawn)]), "referral.consent");
    }

    [Test]
    public async Task In_Yichang_choice_and_recommendation_are_recorded_and_the_four_priorities_given()
    {
        var scene = await NewSceneAsync(Yichang);
        string expert = await NewAsync("Practitioner", "\"active\":true");
        string extensions = $"{Direction("up")},{Choice(scene)},{Recommendation(expert)}";
        var answer = (await SubmitAsync(scene, Request(scene, extensions: extensions))).Expect(HttpStatusCode.OK);
        var given = Output(answer, "task")["resource"]!["extension"]!.AsArray().Where(e => ((string)e!["url"]!).EndsWith("referral-priority", StringComparison.Ordinal));
        var told = await NotificationsAsync(TaskOf(answer));
        Assert.Multiple(() =>
        {
            Assert.That(given.Select(e => (string)e!["valueCoding"]!["code"]!), Is.EquivalentTo(new[] { "booking", "visit", "examination", "admission" }));
            Assert.That(ExtensionOf(answer, "level-by-level"), Is.EqualTo("stepwise"));
            Assert.That(told.Where(n => n.Event == "application").Select(n => n.Recipient), Is.EquivalentTo(new[] { "insurer", "platform", "primary-care-system", "signing-system", "third-party" }));
        });
    }

    [Test]
    public async Task In_Yichang_levels_that_are_skipped_are_recorded_and_cost_the_priorities()
    {
        var scene = await NewSceneAsync(Yichang, "primary", "tertiary");
        string extensions = $"{Direction("up")},{Choice(scene)},{Recommendation(await NewAsync("Practitioner", "\"active\":true"))}";
        var skipped = (await SubmitAsync(scene, Request(scene, extensions: extensions))).Expect(HttpStatusCode.OK);
        var urgent = (await SubmitAsync(scene, Request(scene, Urgent, extensions))).Expect(HttpStatusCode.OK);
        Assert.Multiple(() =>
        {
            Assert.That(ExtensionOf(skipped, "level-by-level"), Is.EqualTo("skipped"));
            Assert.That(ExtensionOf(skipped, "referral-priority"), Is.Null);
            Assert.That(ExtensionOf(urgent, "level-by-level"), Is.EqualTo("exempt"));
            Assert.That(ExtensionOf(urgent, "referral-priority"), Is.Not.Null);
        });
    }

    [Test]
    public async Task In_Yichang_who_was_never_in_primary_care_is_not_referred_up_unless_urgent()
    {
        var scene = await NewSceneAsync(Yichang, "secondary", "tertiary");
        string extensions = $"{Direction("up")},{Choice(scene)},{Recommendation(await NewAsync("Practitioner", "\"active\":true"))}";
        var refused = await SubmitAsync(scene, Request(scene, extensions: extensions));
        AssertRefused(refused, "referral.community-first");
        Assert.That((string)refused.Issues[0]["extension"]![0]!["valueString"]!, Does.StartWith("宜府办发[2016]37号"));
        (await SubmitAsync(scene, Request(scene, Urgent, extensions))).Expect(HttpStatusCode.OK);
        string community = await NewOrganizationAsync("primary", Yichang);
        await NewAsync("Encounter", $$"""
            "status":"finished","class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},"subject":{"reference":"{{scene.Patient}}"},
            "serviceProvider":{"reference":"{{community}}"},"period":{"start":"{{TimeProvider.System.GetUtcNow().AddDays(-3):yyyy-MM-dd}}","end":"{{TimeProvider.System.GetUtcNow().AddDays(-3):yyyy-MM-dd}}"}
            """);
        (await SubmitAsync(scene, Request(scene, extensions: extensions))).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task What_Liaoning_tries_inside_alliances_refuses_no_other_reason()
    {
        var scene = await NewSceneAsync(Liaoning);
        (await SubmitAsync(scene, Request(scene, reason: "patient-wish"))).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_priority_that_the_policy_does_not_have_is_refused()
    {
        var scene = await NewSceneAsync();
        string priority = $$"""{"url":"{{Extensions}}/referral-priority","valueCoding":{"system":"{{Systems}}/referral-priority","code":"visit"} }""";
        AssertRefused(await SubmitAsync(scene, Request(scene, extensions: $"{Direction("up")},{priority}")), "referral.priority");
    }

    [TestCase("secondary", "primary", "up", "referral.down-by-refer-down")]
    [TestCase("primary", "secondary", "across", "referral.direction")]
    [TestCase("secondary", "secondary", "up", "referral.direction")]
    public async Task The_direction_is_that_of_the_levels(string from, string to, string direction, string rule)
    {
        var scene = await NewSceneAsync(Nowhere, from, to);
        AssertRefused(await SubmitAsync(scene, Request(scene, extensions: Direction(direction))), rule);
    }

    [Test]
    public async Task Between_institutions_without_a_level_the_request_says_its_direction()
    {
        var scene = await NewSceneAsync();
        var unknown = scene with { To = await NewAsync("Organization", """" "name":"某机构" """") };
        string request = Request(unknown).Replace($"\"extension\":[{Direction("up")}],", "", StringComparison.Ordinal);
        AssertRefused(await SubmitAsync(unknown, request), "referral.direction-missing");
    }

    [Test]
    public async Task Nobody_refers_to_itself()
    {
        var scene = await NewSceneAsync();
        var self = scene with { To = scene.From };
        AssertRefused(await SubmitAsync(self, Request(self, extensions: Direction("across"))), "referral.receiver");
    }

    [TestCase(Shanxi, "remote-pathology")]
    [TestCase(Yichang, "remote-outpatient")]
    [TestCase(Liaoning, "remote-ecg")]
    [TestCase("370811", "remote-ecg")]
    public async Task A_document_that_names_some_collaborations_refuses_no_others(string division, string kind)
    {
        var scene = await NewSceneAsync(division);
        (await CallAsync("ServiceRequest/$submit-referral", scene.From, Sent("referral", Collaboration(scene, kind)), Sent("consent", Consent(scene.Patient, scene.From)))).Expect(HttpStatusCode.OK);
    }

    [TestCase("\"performer\"", "\"note\"", "referral.receiver-missing")]
    [TestCase("collaboration-kind", "some-other-list", "referral.kind")]
    [TestCase("\"reference\":\"Organization/", "\"reference\":\"Organization/x", "reference-target-missing")]
    [TestCase("\"draft\"", "\"completed\"", "referral.not-a-draft")]
    public async Task A_request_that_cannot_be_understood_is_refused(string what, string with, string code)
    {
        var scene = await NewSceneAsync();
        string request = Request(scene).Replace(what, with, StringComparison.Ordinal).Replace("\"note\":[{\"reference\"", "\"note\":[{\"text\"", StringComparison.Ordinal);
        (await SubmitAsync(scene, request)).ExpectIssue(HttpStatusCode.UnprocessableEntity, code);
    }

    [Test]
    public async Task An_institution_calls_and_gives_the_request_once()
    {
        var scene = await NewSceneAsync();
        (await CallAsync("ServiceRequest/$submit-referral", null, Along(scene, Request(scene)))).ExpectIssue(HttpStatusCode.BadRequest, "organization-missing");
        (await CallAsync("ServiceRequest/$submit-referral", scene.From)).ExpectIssue(HttpStatusCode.BadRequest, "parameter-missing");
        string request = await NewAsync("ServiceRequest", Members(Request(scene)));
        (await CallAsync($"{request}/$submit-referral", scene.From, Along(scene, Request(scene)))).ExpectIssue(HttpStatusCode.BadRequest, "parameter-unknown");
        (await CallAsync("ServiceRequest/nobody/$submit-referral", scene.From)).Expect(HttpStatusCode.NotFound);
        await AssertVersionAsync(request, 1);
    }

    private static string Number(string number) => $$"""
        "identifier":[{"system":"https://fhirhub.example/fhir/sid/referral-number","value":"{{number}}"}],
        """;

    private static string? ExtensionOf(Answer answer, string name) => (string?)Output(answer, "referral")["resource"]!["extension"]!.AsArray()
        .FirstOrDefault(e => ((string)e!["url"]!).EndsWith(name, StringComparison.Ordinal))?["valueCoding"]?["code"];
}
