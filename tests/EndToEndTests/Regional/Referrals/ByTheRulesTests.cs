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
