namespace FhirHub.EndToEndTests.Regional.Referrals;

/// <summary><c>Task/[id]/$accept</c>, with the named coordinator of the green channel.</summary>
[TestFixture]
internal sealed class AcceptReferralTests : ReferralTests
{
    [Test]
    public async Task In_Shanxi_a_hospital_names_a_coordinator_for_a_signed_patient()
    {
        var scene = await NewSceneAsync(Shanxi);
        await SignAsync(scene.Patient, "2020-01-01", "2099-12-31");
        string task = await NewReferralAsync(scene);
        var refused = await CallAsync($"{task}/$accept", scene.To);
        AssertRefused(refused, "referral.coordinator");
        Assert.That((string)refused.Issues[0]["extension"]![0]!["valueString"]!, Is.EqualTo("晋政办发〔2018〕93号 二(三)2"));
        string staff = await NewStaffAsync(scene.To);
        var accepted = await StepAsync(task, "accept", scene.To, Reference("coordinator", staff));
        Assert.That(accepted.ToJsonString(), Does.Contain(staff));
        Assert.That((await Http.FetchAsync($"Task?coordinator={staff}")).Entries, Has.Length.EqualTo(1));
        await StepAsync(task, "cancel", scene.From, Reason);
        Assert.That((await NotificationsAsync(task)).Select(n => n.Recipient), Does.Contain(staff));
    }

    [TestCase("9999-12-31")]
    [TestCase("9999")]
    public async Task Who_has_signed_without_end_comes_with_a_coordinator(string end)
    {
        var scene = await NewSceneAsync(Shanxi);
        await SignAsync(scene.Patient, "2020-01-01", end);
        AssertRefused(await CallAsync($"{await NewReferralAsync(scene)}/$accept", scene.To), "referral.coordinator");
    }

    [Test]
    public async Task Who_is_not_signed_any_more_comes_without_a_coordinator()
    {
        var scene = await NewSceneAsync(Shanxi);
        await SignAsync(scene.Patient, "2020-01-01", "2020-12-31");
        await StepAsync(await NewReferralAsync(scene), "accept", scene.To);
    }

    [Test]
    public async Task A_coordinator_is_of_the_staff_of_the_receiver()
    {
        var scene = await NewSceneAsync();
        string task = await NewReferralAsync(scene);
        AssertRefused(await CallAsync($"{task}/$accept", scene.To, Reference("coordinator", await NewStaffAsync(scene.From))), "referral.coordinator-elsewhere");
        (await CallAsync($"{task}/$accept", scene.To, Reference("coordinator", "PractitionerRole/nobody"))).ExpectIssue(HttpStatusCode.UnprocessableEntity, "reference-target-missing");
        (await CallAsync($"{task}/$accept", scene.To, Reference("coordinator", scene.Patient))).ExpectIssue(HttpStatusCode.UnprocessableEntity, "reference-invalid");
        await AssertVersionAsync(task, 1);
    }

    private Task<string> SignAsync(string patient, string from, string to) => NewAsync("CarePlan", $$"""
        "status":"active","intent":"plan","category":[{"coding":[{"system":"{{Systems}}/plan-kind","code":"family-doctor-signing"}]}],"subject":{"reference":"{{patient}}"},"period":{"start":"{{from}}","end":"{{to}}"}
        """);
}
