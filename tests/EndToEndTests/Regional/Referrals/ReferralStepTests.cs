namespace FhirHub.EndToEndTests.Regional.Referrals;

/// <summary>What holds for each step alike: who may take it, when, and what else stops it.</summary>
[TestFixture]
internal sealed class ReferralStepTests : ReferralTests
{
    private static readonly string[] Steps = ["receive", "accept", "reject", "request-information", "provide-information", "schedule", "admit", "complete", "cancel"];

    [Test]
    public async Task A_referral_goes_from_the_request_to_the_discharge_and_all_resources_agree()
    {
        var scene = await NewSceneAsync();
        string task = await NewReferralAsync(scene), staff = await NewStaffAsync(scene.To), bed = await NewBedAsync(scene.To);
        await StepAsync(task, "receive", scene.To);
        await AssertAgreeAsync(task, "received", "received", "active", scene.To);
        await StepAsync(task, "request-information", scene.To, Reason);
        await AssertAgreeAsync(task, "info-requested", "on-hold", "on-hold", scene.From);
        await StepAsync(task, "provide-information", scene.From, Sent("document", Summary(scene.Patient, scene.From)));
        await AssertAgreeAsync(task, "received", "received", "active", scene.To);
        await StepAsync(task, "accept", scene.To, Reference("coordinator", staff));
        await AssertAgreeAsync(task, "accepted", "accepted", "active", scene.To);
        await StepAsync(task, "schedule", scene.To, Reference("bed", bed));
        await AssertAgreeAsync(task, "scheduled", "ready", "active", scene.To);
        var admitted = await StepAsync(task, "admit", scene.To);
        await AssertAgreeAsync(task, "admitted", "in-progress", "active", scene.To);
        string encounter = OutputOf(admitted, "encounter");
        Assert.That((string)(await ReadAsync(encounter))["status"]!, Is.EqualTo("in-progress"));
        await StepAsync(task, "complete", scene.To, Sent("summary", Summary(scene.Patient, scene.To)), Home);
        await AssertAgreeAsync(task, "completed", "completed", "completed", scene.To);
        Assert.That((string)(await ReadAsync(encounter))["status"]!, Is.EqualTo("finished"));
    }

    [TestCaseSource(nameof(Steps))]
    public async Task A_third_institution_takes_no_step(string step)
    {
        var scene = await NewSceneAsync();
        string task = await NewReferralAsync(scene);
        AssertRefused(await CallAsync($"{task}/${step}", await NewOrganizationAsync("tertiary"), ParametersOf(step)), "referral.not-a-party");
        await AssertVersionAsync(task, 1);
    }

    [TestCase("receive", false)]
    [TestCase("accept", false)]
    [TestCase("reject", false)]
    [TestCase("request-information", false)]
    [TestCase("cancel", true)]
    public async Task The_other_institution_does_not_take_a_step_out_of_turn(string step, bool receiver)
    {
        var scene = await NewSceneAsync();
        string task = await NewReferralAsync(scene);
        AssertRefused(await CallAsync($"{task}/${step}", receiver ? scene.To : scene.From, ParametersOf(step)), "referral.not-your-turn");
        await AssertVersionAsync(task, 1);
    }

    [TestCaseSource(nameof(Steps))]
    public async Task After_the_end_no_step_is_taken(string step)
    {
        var scene = await NewSceneAsync();
        string task = await NewReferralAsync(scene);
        await StepAsync(task, "reject", scene.To, Reason);
        AssertConflict(await CallAsync($"{task}/${step}", scene.To, ParametersOf(step)), "rejected");
        await AssertVersionAsync(task, 2);
    }

    [TestCase("provide-information")]
    [TestCase("schedule")]
    [TestCase("admit")]
    [TestCase("complete")]
    public async Task A_step_that_comes_too_early_meets_the_state_now(string step)
    {
        var scene = await NewSceneAsync();
        AssertConflict(await CallAsync($"{await NewReferralAsync(scene)}/${step}", scene.To, ParametersOf(step)), "requested");
    }

    [TestCaseSource(nameof(Steps))]
    public async Task Unknown_tasks_and_unknown_callers_are_refused(string step)
    {
        var scene = await NewSceneAsync();
        (await CallAsync($"Task/nobody/${step}", scene.To, ParametersOf(step))).ExpectIssue(HttpStatusCode.NotFound, "not-found");
        string other = await NewAsync("Task", "\"status\":\"requested\",\"intent\":\"order\"");
        AssertRefused(await CallAsync($"{other}/${step}", scene.To, ParametersOf(step)), "referral.not-a-referral");
        (await CallAsync($"{other}/${step}", null, ParametersOf(step))).ExpectIssue(HttpStatusCode.BadRequest, "organization-missing");
        (await Http.SendAsync("DELETE", other)).Expect(HttpStatusCode.NoContent);
        (await CallAsync($"{other}/${step}", scene.To, ParametersOf(step))).Expect(HttpStatusCode.NotFound);
    }

    [TestCase("reject")]
    [TestCase("request-information")]
    [TestCase("cancel")]
    public async Task A_step_that_needs_a_reason_has_one(string step)
    {
        var scene = await NewSceneAsync();
        string task = await NewReferralAsync(scene);
        (await CallAsync($"{task}/${step}", step == "cancel" ? scene.From : scene.To)).ExpectIssue(HttpStatusCode.BadRequest, "parameter-missing");
        var done = await StepAsync(task, step, step == "cancel" ? scene.From : scene.To, Reason);
        Assert.That((string)done["statusReason"]!["text"]!, Is.EqualTo("测试"));
    }

    [Test]
    public async Task A_caller_that_saw_another_state_is_told_the_state_now()
    {
        var scene = await NewSceneAsync();
        string task = await NewReferralAsync(scene);
        await StepAsync(task, "receive", scene.To);
        AssertConflict(await CallAsync($"{task}/$accept", scene.To, Parameter("state", "Code", "\"requested\"")), "received");
        (await CallAsync($"{task}/$accept", scene.To, Parameter("state", "Code", "\"nonsense\""))).ExpectIssue(HttpStatusCode.BadRequest, "parameter-code");
        await StepAsync(task, "accept", scene.To, Parameter("state", "Code", "\"received\""));
    }

    [Test]
    public async Task A_repeated_step_has_no_second_effect()
    {
        var scene = await NewSceneAsync();
        string task = await NewReferralAsync(scene);
        (string, string)[] once = [("Idempotency-Key", NewId())];
        var first = (await CallAsync($"{task}/$accept", scene.To, once)).Expect(HttpStatusCode.OK);
        var second = (await CallAsync($"{task}/$accept", scene.To, once)).Expect(HttpStatusCode.OK);
        Assert.That(second.Text, Is.EqualTo(first.Text));
        await AssertVersionAsync(task, 2);
        AssertConflict(await CallAsync($"{task}/$accept", scene.To), "accepted");
    }

    [Test]
    public async Task Each_step_tells_the_other_institution_and_the_approval_the_platform()
    {
        var scene = await NewSceneAsync();
        string task = await NewReferralAsync(scene);
        await BringAsync(scene, task, "completed");
        var told = await NotificationsAsync(task);
        Assert.That(told.Select(n => (n.Event, n.Recipient)), Is.EquivalentTo(new[]
        {
            ("requested", scene.To), ("application", "platform"), ("accepted", scene.From), ("approval", "platform"), ("scheduled", scene.From),
            ("admitted", scene.From), ("admission", "platform"), ("completed", scene.From),
        }));
    }

    [Test]
    public async Task Who_was_told_of_a_referral_is_told_that_it_is_cancelled()
    {
        var scene = await NewSceneAsync();
        string task = await NewReferralAsync(scene);
        await StepAsync(task, "accept", scene.To);
        await StepAsync(task, "cancel", scene.From, Reason);
        Assert.That((await NotificationsAsync(task)).Where(n => n.Recipient == "platform").Select(n => n.Event), Is.EqualTo(new[] { "application", "approval", "cancellation" }));
    }

    [Test]
    public async Task Twenty_who_race_have_one_winner_and_the_others_are_told_the_state_now()
    {
        var scene = await NewSceneAsync();
        string task = await NewReferralAsync(scene);
        string seen = Parameter("state", "Code", "\"requested\"");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 3) switch
        {
            0 => CallAsync($"{task}/$accept", scene.To, seen),
            1 => CallAsync($"{task}/$reject", scene.To, seen, Reason),
            _ => CallAsync($"{task}/$cancel", scene.From, seen, Reason),
        }));
        string state = await StateAsync(task);
        Assert.That(answers.Count(a => a.Status == HttpStatusCode.OK), Is.EqualTo(1));
        foreach (var answer in answers.Where(a => a.Status != HttpStatusCode.OK))
            AssertConflict(answer, state);
        await AssertVersionAsync(task, 2);
    }

    private static string[] ParametersOf(string step) => step switch
    {
        "reject" or "request-information" or "cancel" => [Reason],
        _ => [],
    };
}
