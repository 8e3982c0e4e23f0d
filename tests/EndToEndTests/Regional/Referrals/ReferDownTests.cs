namespace FhirHub.EndToEndTests.Regional.Referrals;

/// <summary><c>ServiceRequest/$refer-down</c>.</summary>
[TestFixture]
internal sealed class ReferDownTests : ReferralTests
{
    [Test]
    public async Task After_the_treatment_the_hospital_refers_down_with_a_plan_and_the_record_is_updated()
    {
        var scene = await NewSceneAsync();
        string encounter = await TreatedAsync(scene);
        var answer = (await DownAsync(scene, encounter)).Expect(HttpStatusCode.OK);
        string task = TaskOf(answer);
        await AssertAgreeAsync(task, "requested", "requested", "active", scene.From);
        var request = Output(answer, "referral")["resource"]!;
        string[] papers = [.. request["supportingInfo"]!.AsArray().Select(s => (string)s!["reference"]!)];
        var update = await ReadAsync(papers.Last(p => p.StartsWith("Composition/", StringComparison.Ordinal)));
        Assert.Multiple(() =>
        {
            Assert.That(papers.Select(p => p.Split('/')[0]), Is.EquivalentTo(new[] { "CarePlan", "Consent", "Encounter", "Composition" }));
            Assert.That((string)request["basedOn"]![0]!["reference"]!, Does.StartWith("ServiceRequest/"));
            Assert.That((string)update["custodian"]!["reference"]!, Is.EqualTo(scene.From));
        });
        await BringAsync(scene with { To = scene.From }, task, "completed");
    }

    [Test]
    public async Task One_encounter_leads_to_one_referral_down_also_at_once()
    {
        var scene = await NewSceneAsync();
        string encounter = await TreatedAsync(scene), elsewhere = await NewOrganizationAsync("primary");
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => DownAsync(scene, encounter)));
        Assert.That(answers.Select(a => TaskOf(a.Expect(HttpStatusCode.OK))).Distinct().Count(), Is.EqualTo(1));
        (await DownAsync(scene with { From = elsewhere }, encounter)).ExpectIssue(HttpStatusCode.Conflict, "referral.already-referred");
        await StepAsync(TaskOf(answers[0]), "reject", scene.From, Reason);
        (await DownAsync(scene with { From = elsewhere }, encounter)).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task One_encounter_leads_to_one_referral_down_however_it_is_written()
    {
        var scene = await NewSceneAsync();
        string encounter = await TreatedAsync(scene), elsewhere = await NewOrganizationAsync("primary");
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i =>
            DownAsync(i < 2 ? scene : scene with { From = elsewhere }, i == 0 ? encounter : $"{encounter}/_history/{i}")));
        var made = answers.Where(a => a.Status == HttpStatusCode.OK).Select(TaskOf).Distinct();
        Assert.That(made.Count(), Is.EqualTo(1));
        foreach (var answer in answers.Where(a => a.Status != HttpStatusCode.OK))
            answer.ExpectIssue(HttpStatusCode.Conflict, "referral.already-referred");
    }

    [Test]
    public async Task A_treatment_that_followed_from_somebody_elses_request_is_refused()
    {
        var scene = await NewSceneAsync();
        var other = scene with { Patient = await NewAsync("Patient", "\"active\":true") };
        string request = (string)(await ReadAsync(await NewReferralAsync(other)))["focus"]!["reference"]!;
        string encounter = await EncounterAsync(scene, "finished", $$"""
            ,"basedOn":[{"reference":"{{request}}"}]
            """);
        AssertRefused(await DownAsync(scene, encounter), "referral.other-patient");
    }

    [Test]
    public async Task A_signed_doctor_receives_for_the_institution()
    {
        var scene = await NewSceneAsync();
        string encounter = await TreatedAsync(scene), doctor = await NewStaffAsync(scene.From);
        var answer = (await CallAsync("ServiceRequest/$refer-down", scene.To, DownWith(scene, encounter, doctor))).Expect(HttpStatusCode.OK);
        Assert.Multiple(() =>
        {
            Assert.That((string)Output(answer, "task")["resource"]!["owner"]!["reference"]!, Is.EqualTo(scene.From));
            Assert.That(Output(answer, "referral")["resource"]!["performer"]!.ToJsonString(), Does.Contain(doctor));
        });
        Assert.That((await NotificationsAsync(TaskOf(answer))).Where(n => n.Event == "requested").Select(n => n.Recipient), Is.EquivalentTo(new[] { scene.From, doctor }));
    }

    [Test]
    public async Task Without_a_plan_or_a_consent_or_from_elsewhere_nobody_is_referred_down()
    {
        var scene = await NewSceneAsync(Yichang);
        string encounter = await EncounterAsync(scene, "finished"), open = await EncounterAsync(scene, "in-progress");
        var without = await CallAsync("ServiceRequest/$refer-down", scene.To, Reference("encounter", encounter), Reference("receiver", scene.From));
        AssertRefused(without, "referral.plan");
        AssertRefused(without, "referral.consent");
        Assert.That(without.Text, Does.Contain("宜府办发[2016]37号 医联体 三(三)"));
        AssertRefused(await CallAsync("ServiceRequest/$refer-down", scene.From, DownWith(scene, encounter, scene.From)), "referral.treating-hospital");
        AssertRefused(await CallAsync("ServiceRequest/$refer-down", scene.To, DownWith(scene, open, scene.From)), "referral.treatment-ended");
        AssertRefused(await CallAsync("ServiceRequest/$refer-down", scene.To, DownWith(scene, encounter, await NewOrganizationAsync("tertiary", Yichang))), "referral.direction");
        (await CallAsync("ServiceRequest/$refer-down", scene.To, DownWith(scene, encounter, scene.Patient))).ExpectIssue(HttpStatusCode.UnprocessableEntity, "referral.receiver-unknown");
        (await CallAsync("ServiceRequest/$refer-down", scene.To, DownWith(scene, "Encounter/nothing", scene.From))).ExpectIssue(HttpStatusCode.UnprocessableEntity, "reference-target-missing");
        (await CallAsync("ServiceRequest/$refer-down", scene.To)).ExpectIssue(HttpStatusCode.BadRequest, "parameter-missing");
        Assert.That((await Http.FetchAsync($"Task?patient={scene.Patient}")).Entries, Is.Empty);
    }

    [TestCase("\"active\"", "\"revoked\"", "referral.plan")]
    [TestCase("\"active\"", "\"entered-in-error\"", "referral.void-paper")]
    [TestCase("rehabilitation", "family-doctor-signing", "referral.plan")]
    public async Task A_plan_that_is_not_to_be_followed_is_none(string what, string with, string rule)
    {
        var scene = await NewSceneAsync();
        string encounter = await EncounterAsync(scene, "finished");
        string[] given = DownWith(scene, encounter, scene.From);
        given[2] = given[2].Replace(what, with, StringComparison.Ordinal);
        AssertRefused(await CallAsync("ServiceRequest/$refer-down", scene.To, given), rule);
    }

    [Test]
    public async Task What_Liaoning_tries_inside_alliances_refuses_no_other_reason()
    {
        var scene = await NewSceneAsync(Liaoning);
        (await DownAsync(scene, await EncounterAsync(scene, "finished"))).Expect(HttpStatusCode.OK);
    }

    /// <summary>A stay that an up-referral has led to, ended.</summary>
    private async Task<string> TreatedAsync(ReferralScene scene)
    {
        string task = await NewReferralAsync(scene);
        await BringAsync(scene, task, "completed");
        return OutputOf(await ReadAsync(task), "encounter");
    }

    private Task<string> EncounterAsync(ReferralScene scene, string status, string more = "") => NewAsync("Encounter", $$"""
        "status":"{{status}}","class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"IMP"},"subject":{"reference":"{{scene.Patient}}"},"serviceProvider":{"reference":"{{scene.To}}"}{{more}}
        """);

    private Task<Answer> DownAsync(ReferralScene scene, string encounter) => CallAsync("ServiceRequest/$refer-down", scene.To, DownWith(scene, encounter, scene.From));

    private static string[] DownWith(ReferralScene scene, string encounter, string receiver) =>
    [
        Reference("encounter", encounter), Reference("receiver", receiver), Sent("plan", Plan(scene)), Sent("consent", Consent(scene.Patient, scene.To)),
    ];
}
