namespace FhirHub.EndToEndTests.Regional.Referrals;

/// <summary>What a request may not claim: priorities that it has not earned, a visit that is still to come, another choice, papers of somebody else.</summary>
[TestFixture]
internal sealed class ByTheRulesTests : ReferralTests
{
    private const string Ambulatory = "\"class\":{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ActCode\",\"code\":\"AMB\"}";

    [TestCase("primary", "tertiary", "", true)]
    [TestCase("secondary", "secondary", "", true)]
    [TestCase("primary", "tertiary", Urgent, false)]
    [TestCase("primary", "secondary", "", false)]
    public async Task Who_is_not_referred_up_by_the_rules_has_no_priorities_though_he_asks(string from, string to, string more, bool refused)
    {
        var scene = await NewSceneAsync(Yichang, from, to);
        string direction = from == to ? "across" : "up";
        string extensions = $"{Direction(direction)},{Choice(scene)},{Recommendation(await NewAsync("Practitioner", "\"active\":true"))},{Priority("booking")},{Priority("admission")}";
        var answer = await SubmitAsync(scene, Request(scene, more, extensions));
        if (refused)
            AssertRefused(answer, "referral.priority-unearned");
        else
            Assert.That(Output(answer.Expect(HttpStatusCode.OK), "task")["resource"]!["extension"]!.AsArray().Count(e => ((string)e!["url"]!).EndsWith("referral-priority", StringComparison.Ordinal)), Is.EqualTo(4));
    }

    [Test]
    public async Task A_collaboration_has_neither_priorities_nor_a_way_through_the_levels()
    {
        var scene = await NewSceneAsync(Yichang);
        AssertRefused(await CollaborateAsync(scene, Priority("booking")), "referral.priority-unearned");
        string way = $$"""{"url":"{{Extensions}}/level-by-level","valueCoding":{"system":"{{Systems}}/level-by-level","code":"stepwise"} }""";
        Assert.That((await CollaborateAsync(scene, way)).Expect(HttpStatusCode.OK).Text, Does.Not.Contain("stepwise"));
    }

    [Test]
    public async Task A_first_visit_has_been_not_will_be()
    {
        var scene = await NewSceneAsync(Yichang, "secondary", "tertiary");
        string request = Request(scene, extensions: $"{Direction("up")},{Choice(scene)},{Recommendation(await NewAsync("Practitioner", "\"active\":true"))}");
        await VisitAsync(scene, 100);
        AssertRefused(await SubmitAsync(scene, request), "referral.community-first");
        await VisitAsync(scene, -90);
        AssertRefused(await SubmitAsync(scene, request), "referral.community-first");
        await VisitAsync(scene, 0);
        (await SubmitAsync(scene, request)).Expect(HttpStatusCode.OK);
    }

    [TestCase(Nowhere)]
    [TestCase(Yichang)]
    public async Task The_patient_goes_where_the_patient_chose_to_go(string division)
    {
        var scene = await NewSceneAsync(division);
        string elsewhere = Choice(scene with { To = await NewOrganizationAsync("secondary", division) }), expert = Recommendation(await NewAsync("Practitioner", "\"active\":true"));
        AssertRefused(await SubmitAsync(scene, Request(scene, extensions: $"{Direction("up")},{expert},{elsewhere}")), "referral.choice-differs");
        (await SubmitAsync(scene, Request(scene, extensions: $"{Direction("up")},{expert},{Choice(scene)}"))).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task All_that_is_about_the_patient_goes_along_and_nothing_about_another()
    {
        var scene = await NewSceneAsync();
        string[] own = await PapersAsync(scene.Patient), others = await PapersAsync(await NewAsync("Patient", "\"active\":true"));
        foreach (string other in others)
        {
            var refused = await SubmitAsync(scene, Request(scene, Supporting(other)));
            AssertRefused(refused, "referral.other-patient");
            Assert.That(refused.Text, Does.Not.Contain("nobody"));
        }

        (await SubmitAsync(scene, Request(scene, Supporting([.. own, scene.From])))).Expect(HttpStatusCode.OK);
        string unknown = await NewAsync("Observation", "\"status\":\"final\",\"code\":{\"text\":\"血压\"}");
        AssertRefused(await SubmitAsync(scene, Request(scene, Supporting(unknown))), "referral.other-patient");
    }

    [Test]
    public async Task A_request_follows_from_what_is_about_the_same_patient()
    {
        var scene = await NewSceneAsync();
        var other = scene with { Patient = await NewAsync("Patient", "\"active\":true") };
        string before = RequestOf((await SubmitAsync(scene, Request(scene))).Expect(HttpStatusCode.OK));
        AssertRefused(await SubmitAsync(other, Request(other, BasedOn(before))), "referral.other-patient");
        (await SubmitAsync(scene, Request(scene, BasedOn(before)))).Expect(HttpStatusCode.OK);
    }

    [TestCase("9999", true)]
    [TestCase("9999-12", true)]
    [TestCase("9999-12-31", true)]
    [TestCase("9999-12-31T23:59:59+08:00", true)]
    [TestCase("0001", false)]
    [TestCase("2020-01-01", false)]
    public async Task A_consent_counts_until_its_end_however_it_is_written(string end, bool counts)
    {
        var scene = await NewSceneAsync();
        string consent = Consent(scene.Patient, scene.From).Replace("\"policyRule\"", $"\"provision\":{{\"period\":{{\"start\":\"0001\",\"end\":\"{end}\"}} }},\"policyRule\"", StringComparison.Ordinal);
        var answer = await CallAsync("ServiceRequest/$submit-referral", scene.From, [.. Along(scene, Request(scene))[..2], Sent("consent", consent)]);
        if (counts)
            answer.Expect(HttpStatusCode.OK);
        else
            AssertRefused(answer, "referral.consent");
    }

    [TestCase("\"policyRule\"", "\"provision\":{\"type\":\"deny\"},\"policyRule\"")]
    [TestCase("\"code\":\"referral\"", "\"code\":\"online-care\"")]
    public async Task A_consent_that_refuses_or_is_about_something_else_is_none(string what, string with)
    {
        var scene = await NewSceneAsync();
        string consent = Consent(scene.Patient, scene.From).Replace(what, with, StringComparison.Ordinal);
        AssertRefused(await CallAsync("ServiceRequest/$submit-referral", scene.From, [.. Along(scene, Request(scene))[..2], Sent("consent", consent)]), "referral.consent");
    }

    [Test]
    public async Task A_summary_that_was_entered_in_error_is_none()
    {
        var scene = await NewSceneAsync();
        string summary = Summary(scene.Patient, scene.From).Replace("\"final\"", "\"entered-in-error\"", StringComparison.Ordinal), stored = await NewAsync("Composition", Members(summary));
        AssertRefused(await SubmitAsync(scene, Request(scene, Supporting(stored))), "referral.void-paper");
        string[] along = Along(scene, Request(scene));
        AssertRefused(await CallAsync("ServiceRequest/$submit-referral", scene.From, along[0], Sent("summary", summary), along[2]), "referral.void-paper");
    }

    [TestCase("\"status\":\"draft\"", "\"status\":\"draft\",\"doNotPerform\":true", "referral.do-not-perform")]
    [TestCase("\"intent\":\"order\"", "\"intent\":\"plan\"", "referral.intent")]
    [TestCase("\"code\":\"referral\"}", "\"code\":\"remote-consultation\"},{\"system\":\"https://fhirhub.example/fhir/cn-base/CodeSystem/collaboration-kind\",\"code\":\"referral\"}", "referral.kind")]
    public async Task What_asks_for_nothing_or_for_two_things_is_not_submitted(string what, string with, string rule)
    {
        var scene = await NewSceneAsync();
        AssertRefused(await SubmitAsync(scene, Request(scene).Replace(what, with, StringComparison.Ordinal)), rule);
    }

    [TestCase("\"active\":false")]
    [TestCase("\"deceasedBoolean\":true")]
    [TestCase("\"deceasedDateTime\":\"2026-01-01\"")]
    public async Task Nobody_is_referred_who_has_died_or_whose_record_is_closed(string members)
    {
        var scene = await NewSceneAsync() with { Patient = await NewAsync("Patient", members) };
        AssertRefused(await SubmitAsync(scene, Request(scene)), "referral.patient");
    }

    [Test]
    public async Task In_an_alliance_the_city_hospital_is_the_next_step_of_a_community_centre()
    {
        var scene = await NewSceneAsync(Yichang, "primary", "tertiary");
        await NewAsync("OrganizationAffiliation", $$"""
            "active":true,"organization":{"reference":"{{scene.To}}"},"participatingOrganization":{"reference":"{{scene.From}}"},"period":{"start":"2020-01-01"},
            "code":[{"coding":[{"system":"{{Systems}}/alliance-kind","code":"alliance"}]}]
            """);
        string extensions = $"{Direction("up")},{Choice(scene)},{Recommendation(await NewAsync("Practitioner", "\"active\":true"))}";
        var answer = (await SubmitAsync(scene, Request(scene, extensions: extensions))).Expect(HttpStatusCode.OK);
        Assert.Multiple(() =>
        {
            Assert.That(Output(answer, "referral").ToJsonString(), Does.Contain("\"stepwise\""));
            Assert.That(Output(answer, "task")["resource"]!["extension"]!.AsArray().Count(e => ((string)e!["url"]!).EndsWith("referral-priority", StringComparison.Ordinal)), Is.EqualTo(4));
        });
    }

    [Test]
    public async Task A_department_is_its_institution_whoever_asks()
    {
        var scene = await NewSceneAsync();
        string department = await DepartmentAsync(scene.To), own = await DepartmentAsync(scene.From);
        AssertRefused(await SubmitAsync(scene with { To = department }, Request(scene with { To = department }, extensions: Direction("across"))), "referral.direction");
        AssertRefused(await SubmitAsync(scene with { To = own }, Request(scene with { To = own })), "referral.receiver");
        string doctor = await NewStaffAsync(department);
        string both = Request(scene).Replace("\"performer\":[", $"\"performer\":[{{\"reference\":\"{doctor}\"}},", StringComparison.Ordinal);
        string task = TaskOf((await CallAsync("ServiceRequest/$submit-referral", own, Along(scene, both))).Expect(HttpStatusCode.OK));
        await AssertAgreeAsync(task, "requested", "requested", "active", scene.To);
        await StepAsync(task, "receive", department);
        await StepAsync(task, "accept", scene.To, Reference("coordinator", doctor));
        Assert.That((string)(await ReadAsync(task))["requester"]!["reference"]!, Is.EqualTo(scene.From));
    }

    [Test]
    public async Task Who_has_no_level_goes_by_the_rules_of_a_referral_up()
    {
        var scene = await NewSceneAsync(Yichang, "secondary", "tertiary");
        var unknown = scene with { To = await NewAsync("Organization", "\"name\":\"某机构\"") };
        var answer = await CallAsync("ServiceRequest/$submit-referral", scene.From, Sent("referral", Request(unknown, extensions: Direction("across"))));
        Assert.That(answer.Expect(HttpStatusCode.UnprocessableEntity).IssueCodes, Is.EquivalentTo(new[]
        {
            "referral.summary", "referral.consent", "referral.patient-choice", "referral.expert-recommendation", "referral.community-first",
        }));
    }

    private Task<string> DepartmentAsync(string institution) => NewAsync("Organization", $$"""
        "name":"心内科","partOf":{"reference":"{{institution}}"}
        """);

    private static string Priority(string code) => $$"""{"url":"{{Extensions}}/referral-priority","valueCoding":{"system":"{{Systems}}/referral-priority","code":"{{code}}"} }""";

    private static string Supporting(params string[] references) => $$"""
        "supportingInfo":[{{string.Join(',', references.Select(r => $$"""{"reference":"{{r}}"}"""))}}],
        """;

    private static string BasedOn(string request) => $$"""
        "basedOn":[{"reference":"{{request}}"}],
        """;

    private async Task<string[]> PapersAsync(string patient) =>
    [
        await NewAsync("Procedure", $$"""
            "status":"completed","code":{"text":"冠脉造影"},"subject":{"reference":"{{patient}}"}
            """),
        await NewAsync("MedicationRequest", $$"""
            "status":"active","intent":"order","medicationCodeableConcept":{"text":"阿司匹林"},"subject":{"reference":"{{patient}}"}
            """),
        await NewAsync("AllergyIntolerance", $$"""
            "patient":{"reference":"{{patient}}"},"code":{"text":"青霉素"},"clinicalStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical","code":"active"}]}
            """),
        await NewAsync("Immunization", $$"""
            "status":"completed","vaccineCode":{"text":"流感疫苗"},"patient":{"reference":"{{patient}}"},"occurrenceDateTime":"2026-10-01"
            """),
        await NewAsync("Coverage", $$"""
            "status":"active","beneficiary":{"reference":"{{patient}}"},"payor":[{"reference":"{{patient}}"}]
            """),
    ];

    private Task<Answer> CollaborateAsync(ReferralScene scene, string extension) => CallAsync(
        "ServiceRequest/$submit-referral", scene.From,
        Sent("referral", Collaboration(scene).Replace("\"status\"", $"\"extension\":[{extension}],\"status\"", StringComparison.Ordinal)), Sent("consent", Consent(scene.Patient, scene.From)));

    /// <summary>A visit in primary care, so many days ago.</summary>
    private async Task VisitAsync(ReferralScene scene, int daysAgo)
    {
        string day = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).AddDays(-daysAgo).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await NewAsync("Encounter", $$"""
            "status":"finished",{{Ambulatory}},"subject":{"reference":"{{scene.Patient}}"},"serviceProvider":{"reference":"{{await NewOrganizationAsync("primary", Yichang)}}"},
            "period":{"start":"{{day}}","end":"{{day}}"}
            """);
    }
}
