namespace FhirHub.EndToEndTests.Regional.Referrals;

/// <summary><c>Task/[id]/$admit</c> and <c>$complete</c>.</summary>
[TestFixture]
internal sealed class AdmitReferralTests : ReferralTests
{
    [Test]
    public async Task An_encounter_is_made_from_what_the_referral_says()
    {
        var scene = await NewSceneAsync();
        string task = await NewReferralAsync(scene), staff = await NewStaffAsync(scene.To);
        await BringAsync(scene, task, "scheduled");
        var encounter = await EncounterAsync(await StepAsync(task, "admit", scene.To, Reference("practitioner", staff)));
        Assert.Multiple(() =>
        {
            Assert.That((string)encounter["class"]!["code"]!, Is.EqualTo("IMP"));
            Assert.That((string)encounter["serviceProvider"]!["reference"]!, Is.EqualTo(scene.To));
            Assert.That((string)encounter["reasonCode"]![0]!["text"]!, Is.EqualTo("不稳定型心绞痛"));
            Assert.That((string)encounter["participant"]![0]!["individual"]!["reference"]!, Is.EqualTo(staff));
            Assert.That((string)encounter["meta"]!["profile"]![0]!, Does.EndWith("/cn-encounter"));
        });
    }

    [Test]
    public async Task An_encounter_that_is_here_is_taken()
    {
        var scene = await NewSceneAsync();
        string task = await NewReferralAsync(scene), encounter = await NewEncounterAsync(scene.Patient, scene.To, "arrived");
        await BringAsync(scene, task, "scheduled");
        await StepAsync(task, "admit", scene.To, Reference("encounter", encounter));
        var taken = await ReadAsync(encounter);
        Assert.That(((string)taken["status"]!, taken["basedOn"]!.AsArray().Count), Is.EqualTo(("in-progress", 1)));
    }

    [Test]
    public async Task An_encounter_elsewhere_or_of_another_or_cancelled_is_refused()
    {
        var scene = await NewSceneAsync();
        string task = await NewReferralAsync(scene), other = await NewAsync("Patient", "\"active\":true");
        await BringAsync(scene, task, "scheduled");
        AssertRefused(await AdmitAsync(await NewEncounterAsync(scene.Patient, scene.From, "arrived")), "referral.encounter-elsewhere");
        AssertRefused(await AdmitAsync(await NewEncounterAsync(other, scene.To, "arrived")), "referral.other-patient");
        AssertRefused(await AdmitAsync(await NewEncounterAsync(scene.Patient, scene.To, "cancelled")), "referral.encounter-unusable");
        AssertRefused(await CallAsync($"{task}/$admit", scene.To), "referral.attending");
        AssertRefused(await CallAsync($"{task}/$admit", scene.To, Reference("practitioner", await NewStaffAsync(scene.From))), "referral.coordinator-elsewhere");
        (await CallAsync($"{task}/$admit", scene.To, Parameter("class", "Coding", """{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"NONE"}"""))).ExpectIssue(HttpStatusCode.BadRequest, "parameter-code");
        await AssertVersionAsync(task, 3);

        Task<Answer> AdmitAsync(string encounter) => CallAsync($"{task}/$admit", scene.To, Reference("encounter", encounter));
    }

    [Test]
    public async Task An_encounter_of_before_the_request_or_of_another_referral_is_refused()
    {
        var scene = await NewSceneAsync();
        string task = await NewReferralAsync(scene), other = await NewReferralAsync(scene);
        await BringAsync(scene, task, "scheduled");
        await BringAsync(scene, other, "scheduled");
        string old = await NewEncounterAsync(scene.Patient, scene.To, "finished", ",\"period\":{\"start\":\"2020-01-01\",\"end\":\"2020-01-05\"}");
        AssertRefused(await CallAsync($"{task}/$admit", scene.To, Reference("encounter", old)), "referral.encounter-before");
        AssertRefused(await CallAsync($"{task}/$admit", scene.To, Reference("encounter", await NewEncounterAsync(scene.Patient, scene.To, "finished"))), "referral.encounter-before");
        string encounter = await NewEncounterAsync(scene.Patient, scene.To, "in-progress", $",\"period\":{{\"start\":\"{Moment(0)}\"}}");
        await StepAsync(task, "admit", scene.To, Reference("encounter", encounter));
        AssertConflict(await CallAsync($"{other}/$admit", scene.To, Reference("encounter", encounter)), "active", "referral.encounter-taken");
    }

    [Test]
    public async Task A_collaboration_brings_nobody_to_another_hospital()
    {
        var scene = await NewSceneAsync();
        string task = TaskOf((await CallAsync(
            "ServiceRequest/$submit-referral", scene.From, Sent("referral", Collaboration(scene, "remote-consultation").Replace("\"status\"", Urgent + "\"status\"", StringComparison.Ordinal)),
            Sent("consent", Consent(scene.Patient, scene.From)))).Expect(HttpStatusCode.OK));
        string staff = await NewStaffAsync(scene.To);
        await StepAsync(task, "accept", scene.To);
        string inpatient = Parameter("class", "Coding", """{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"IMP"}""");
        AssertRefused(await CallAsync($"{task}/$admit", scene.To, Reference("practitioner", staff), inpatient), "referral.no-stay");
        AssertRefused(await CallAsync($"{task}/$admit", scene.To, Reference("encounter", await NewEncounterAsync(scene.Patient, scene.To, "arrived", kind: "IMP"))), "referral.no-stay");
        var encounter = await EncounterAsync(await StepAsync(task, "admit", scene.To, Reference("practitioner", staff)));
        Assert.That(((string)encounter["class"]!["code"]!, encounter["type"]), Is.EqualTo(("AMB", (JsonNode?)null)));
    }

    [Test]
    public async Task Who_is_not_scheduled_is_admitted_only_when_urgent()
    {
        var scene = await NewSceneAsync();
        string calm = await NewReferralAsync(scene), urgent = await NewReferralAsync(scene, Urgent), staff = await NewStaffAsync(scene.To);
        await BringAsync(scene, calm, "accepted");
        await BringAsync(scene, urgent, "accepted");
        AssertRefused(await CallAsync($"{calm}/$admit", scene.To, Reference("practitioner", staff)), "referral.schedule-first");
        await StepAsync(urgent, "admit", scene.To, Reference("practitioner", staff));
    }

    [Test]
    public async Task After_the_admission_nobody_cancels()
    {
        var scene = await NewSceneAsync();
        string task = await NewReferralAsync(scene);
        await BringAsync(scene, task, "admitted");
        AssertConflict(await CallAsync($"{task}/$cancel", scene.From, Reason), "admitted");
    }

    [Test]
    public async Task A_referral_is_completed_with_a_summary_or_a_report_and_the_stay_says_how_it_ended()
    {
        var scene = await NewSceneAsync();
        string task = await NewReferralAsync(scene);
        await BringAsync(scene, task, "admitted");
        AssertRefused(await CallAsync($"{task}/$complete", scene.To, Home), "referral.summary-back");
        AssertRefused(await CallAsync($"{task}/$complete", scene.To, Sent("summary", Summary(scene.Patient, scene.To))), "referral.disposition");
        AssertRefused(await CallAsync($"{task}/$complete", scene.To, Home, Sent("summary", Consent(scene.Patient, scene.To))), "referral.document");
        await AssertVersionAsync(task, 4);
        var completed = await StepAsync(task, "complete", scene.To, Home, Sent("summary", Summary(scene.Patient, scene.To)));
        var encounter = await EncounterAsync(completed);
        Assert.That(((string)encounter["status"]!, (string)encounter["hospitalization"]!["dischargeDisposition"]!["text"]!), Is.EqualTo(("finished", "医嘱离院")));
    }

    [Test]
    public async Task A_referred_patient_is_not_discharged_before_being_admitted()
    {
        var scene = await NewSceneAsync();
        string task = await NewReferralAsync(scene);
        await BringAsync(scene, task, "scheduled");
        AssertConflict(await CallAsync($"{task}/$complete", scene.To, Sent("summary", Summary(scene.Patient, scene.To))), "scheduled");
    }

    private Task<string> NewEncounterAsync(string patient, string organization, string status, string more = "", string kind = "AMB") => NewAsync("Encounter", $$"""
        "status":"{{status}}","class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"{{kind}}"},"subject":{"reference":"{{patient}}"},"serviceProvider":{"reference":"{{organization}}"}{{more}}
        """);

    private Task<JsonObject> EncounterAsync(JsonObject task) => ReadAsync(OutputOf(task, "encounter"));
}
