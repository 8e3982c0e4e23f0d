namespace FhirHub.EndToEndTests.Regional.Referrals;

/// <summary>Who asks for a step before another is taken, and comes after it, has lost: whatever both of them are, and without saying what state was seen.</summary>
[TestFixture]
internal sealed class ReferralRaceTests : ReferralTests
{
    /// <summary>A state, the step that wins in it and the state it leads to, and the step that comes too late though the table would allow it, or not.</summary>
    private static readonly object[] Races =
    [
        new[] { "requested", "receive", "received", "accept" },
        new[] { "requested", "receive", "received", "reject" },
        new[] { "requested", "receive", "received", "request-information" },
        new[] { "requested", "receive", "received", "cancel" },
        new[] { "requested", "accept", "accepted", "reject" },
        new[] { "requested", "accept", "accepted", "cancel" },
        new[] { "requested", "accept", "accepted", "accept" },
        new[] { "requested", "reject", "rejected", "accept" },
        new[] { "requested", "request-information", "info-requested", "cancel" },
        new[] { "requested", "cancel", "cancelled", "accept" },
        new[] { "accepted", "schedule", "scheduled", "admit" },
        new[] { "accepted", "schedule", "scheduled", "cancel" },
        new[] { "accepted", "cancel", "cancelled", "schedule" },
        new[] { "scheduled", "admit", "admitted", "cancel" },
        new[] { "scheduled", "cancel", "cancelled", "admit" },
        new[] { "admitted", "complete", "completed", "complete" },
    ];

    [TestCaseSource(nameof(Races))]
    public async Task Of_two_steps_one_is_taken_and_the_other_meets_the_state_now(string from, string first, string to, string late)
    {
        var scene = await NewSceneAsync();
        string task = await NewReferralAsync(scene, Urgent);
        await BringAsync(scene, task, from);
        string[] forFirst = await ParametersOfAsync(first, scene), forLate = await ParametersOfAsync(late, scene);
        await using var other = await LateCall.StartAsync(Server.BaseUrl, $"{task}/${late}", By(late, scene), Parameters(forLate));
        await StepAsync(task, first, By(first, scene), forFirst);
        await other.AssertLostAsync("referral.state", to);
        Assert.That(await StateAsync(task), Is.EqualTo(to));
    }

    [Test]
    public async Task Staff_who_accept_and_reject_at_once_have_one_winner()
    {
        var scene = await NewSceneAsync();
        string task = await NewReferralAsync(scene);
        var answers = await Task.WhenAll(CallAsync($"{task}/$accept", scene.To), CallAsync($"{task}/$reject", scene.To, Reason));
        string state = await StateAsync(task);
        Assert.That(answers.Count(a => a.Status == HttpStatusCode.OK), Is.EqualTo(1));
        AssertConflict(answers.Single(a => a.Status != HttpStatusCode.OK), state);
    }

    private static string By(string step, ReferralScene scene) => step is "cancel" or "provide-information" ? scene.From : scene.To;

    private async Task<string[]> ParametersOfAsync(string step, ReferralScene scene) => step switch
    {
        "reject" or "request-information" or "cancel" => [Reason],
        "schedule" => [Reference("bed", await NewBedAsync(scene.To))],
        "admit" => [Reference("practitioner", await NewStaffAsync(scene.To))],
        "complete" => [Sent("summary", Summary(scene.Patient, scene.To)), Home],
        _ => [],
    };
}
