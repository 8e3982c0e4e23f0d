namespace FhirHub.EndToEndTests.Regional.Referrals;

/// <summary>The report that comes back for a remote collaboration, or ends a referral.</summary>
[TestFixture]
internal sealed class RemoteReportTests : ReferralTests
{
    [TestCase("preliminary", false)]
    [TestCase("final", true)]
    public async Task A_remote_diagnosis_comes_back_as_a_final_report(string status, bool completes)
    {
        var (scene, task) = await AcceptedAsync();
        string report = await NewReportAsync(scene.Patient, scene.To, status: status);
        AssertRefused(await CallAsync($"{task}/$complete", scene.To, Sent("summary", Summary(scene.Patient, scene.To))), "referral.report-back");
        var answer = await CallAsync($"{task}/$complete", scene.To, Reference("report", report));
        if (completes)
            await AssertAgreeAsync(task, "completed", "completed", "completed", scene.To);
        else
            AssertRefused(answer, "referral.report-back");
    }

    [Test]
    public async Task A_consultation_comes_back_as_a_document()
    {
        var (scene, task) = await AcceptedAsync("remote-consultation");
        AssertRefused(await CallAsync($"{task}/$complete", scene.To), "referral.report-back");
        AssertRefused(await CallAsync($"{task}/$complete", scene.To, Reference("report", await NewReportAsync(await NewAsync("Patient", "\"active\":true"), scene.To))), "referral.other-patient");
        string asked = await NewAsync("Composition", Members(Summary(scene.Patient, scene.From)).Replace("\"2026-11-05\"", $"\"{Later}\"", StringComparison.Ordinal));
        AssertRefused(await CallAsync($"{task}/$complete", scene.To, Reference("report", asked)), "referral.report-elsewhere");
        await StepAsync(task, "complete", scene.To, Sent("summary", Summary(scene.Patient, scene.To)));
    }

    [Test]
    public async Task A_report_of_who_asked_or_of_nobody_is_not_the_one_that_was_asked_for()
    {
        var (scene, task) = await AcceptedAsync();
        AssertRefused(await CallAsync($"{task}/$complete", scene.To, Reference("report", await NewReportAsync(scene.Patient, scene.From))), "referral.report-elsewhere");
        AssertRefused(await CallAsync($"{task}/$complete", scene.To, Reference("report", await NewReportAsync(scene.Patient, null))), "referral.report-elsewhere");
        await AssertVersionAsync(task, 2);
    }

    [TestCase("2020-01-01T08:00:00+08:00")]
    [TestCase(null)]
    public async Task A_report_that_was_there_before_the_request_is_not_the_one_that_was_asked_for(string? issued)
    {
        var (scene, task) = await AcceptedAsync();
        AssertRefused(await CallAsync($"{task}/$complete", scene.To, Reference("report", await NewReportAsync(scene.Patient, scene.To, issued, "final"))), "referral.report-before");
        await AssertVersionAsync(task, 2);
    }

    [Test]
    public async Task A_doctor_makes_the_report_for_the_institution_whether_named_by_role_or_as_a_person()
    {
        var (scene, task) = await AcceptedAsync();
        var (_, another) = await AcceptedAsync(scene: scene);
        string role = await NewStaffAsync(scene.To), person = (string)(await ReadAsync(role))["practitioner"]!["reference"]!;
        await StepAsync(task, "complete", scene.To, Reference("report", await NewReportAsync(scene.Patient, role)));
        await StepAsync(another, "complete", scene.To, Reference("report", await NewReportAsync(scene.Patient, person)));
    }

    [Test]
    public async Task A_report_that_is_given_twice_comes_back_once()
    {
        var (scene, task) = await AcceptedAsync();
        string report = await NewReportAsync(scene.Patient, scene.To);
        var completed = await StepAsync(task, "complete", scene.To, Reference("report", report), Reference("report", $"{report}/_history/1"));
        Assert.That(OutputOf(completed, "report"), Is.EqualTo(report));
    }

    private static string Later => Moment(24);

    private Task<string> NewReportAsync(string patient, string? performer, string status = "final") => NewReportAsync(patient, performer, Later, status);

    private Task<string> NewReportAsync(string patient, string? performer, string? issued, string status) => NewAsync("DiagnosticReport", $$"""
        "status":"{{status}}","code":{"text":"心电图"},"subject":{"reference":"{{patient}}"}
        """
        + (performer is null ? string.Empty : $$""","performer":[{"reference":"{{performer}}"}]""")
        + (issued is null ? string.Empty : $$""","issued":"{{issued}}" """));

    private async Task<(ReferralScene Scene, string Task)> AcceptedAsync(string kind = "remote-ecg", ReferralScene? scene = null)
    {
        scene ??= await NewSceneAsync();
        string task = await NewCollaborationAsync(scene, kind);
        await StepAsync(task, "accept", scene.To);
        return (scene, task);
    }
}
