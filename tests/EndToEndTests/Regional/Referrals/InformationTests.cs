namespace FhirHub.EndToEndTests.Regional.Referrals;

/// <summary><c>Task/[id]/$provide-information</c>.</summary>
[TestFixture]
internal sealed class InformationTests : ReferralTests
{
    [Test]
    public async Task What_was_missing_is_added_to_task_and_request()
    {
        var (scene, task) = await AskedAsync();
        string known = await NewAsync("DiagnosticReport", $$"""
            "status":"final","code":{"text":"心电图"},"subject":{"reference":"{{scene.Patient}}"}
            """);
        var provided = await StepAsync(task, "provide-information", scene.From, Sent("document", Summary(scene.Patient, scene.From)), Reference("reference", known));
        var request = await ReadAsync((string)provided["focus"]!["reference"]!);
        Assert.Multiple(() =>
        {
            Assert.That(provided["input"]!.AsArray(), Has.Count.EqualTo(2));
            Assert.That(request["supportingInfo"]!.AsArray().Select(s => (string)s!["reference"]!), Does.Contain(known));
            Assert.That(provided["statusReason"], Is.Null);
        });
    }

    [Test]
    public async Task What_a_patient_had_and_took_is_information_and_a_task_is_none()
    {
        var (scene, task) = await AskedAsync();
        AssertRefused(
            await CallAsync($"{task}/$provide-information", scene.From, Sent("document", $$"""{"resourceType":"Task","status":"requested","intent":"order","for":{"reference":"{{scene.Patient}}"} }""")),
            "referral.not-a-paper");
        string procedure = await NewAsync("Procedure", $$"""
            "status":"completed","code":{"text":"冠脉造影"},"subject":{"reference":"{{scene.Patient}}"}
            """);
        var provided = await StepAsync(task, "provide-information", scene.From, Reference("reference", procedure));
        Assert.That((string)(await ReadAsync((string)provided["focus"]!["reference"]!))["supportingInfo"]!.AsArray()[^1]!["reference"]!, Is.EqualTo(procedure));
    }

    [Test]
    public async Task Nothing_is_no_information()
    {
        var (scene, task) = await AskedAsync();
        AssertRefused(await CallAsync($"{task}/$provide-information", scene.From), "referral.information");
        AssertRefused(await CallAsync($"{task}/$provide-information", scene.To, Sent("document", Summary(scene.Patient, scene.From))), "referral.not-your-turn");
    }

    [Test]
    public async Task Information_about_somebody_else_is_refused()
    {
        var (scene, task) = await AskedAsync();
        string other = await NewAsync("Patient", "\"active\":true");
        AssertRefused(await CallAsync($"{task}/$provide-information", scene.From, Sent("document", Summary(other, scene.From))), "referral.other-patient");
        (await CallAsync($"{task}/$provide-information", scene.From, Reference("reference", "Observation/nothing"))).ExpectIssue(HttpStatusCode.UnprocessableEntity, "reference-target-missing");
        await AssertVersionAsync(task, 2);
    }

    private async Task<(ReferralScene Scene, string Task)> AskedAsync()
    {
        var scene = await NewSceneAsync();
        string task = await NewReferralAsync(scene);
        await StepAsync(task, "request-information", scene.To, Reason);
        return (scene, task);
    }
}
