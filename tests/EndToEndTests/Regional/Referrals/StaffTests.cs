namespace FhirHub.EndToEndTests.Regional.Referrals;

/// <summary>Who acts for an institution: whoever works there now.</summary>
[TestFixture]
internal sealed class StaffTests : ReferralTests
{
    private const string Ended = "\"active\":true,\"period\":{\"start\":\"2010-01-01\",\"end\":\"2015-01-01\"},";
    private const string NotYet = "\"period\":{\"start\":\"9999-01-01\"},";
    private const string Inactive = "\"active\":false,";

    [TestCase(Ended)]
    [TestCase(NotYet)]
    [TestCase(Inactive)]
    public async Task Who_does_not_work_there_now_is_no_coordinator_and_admits_nobody(string role)
    {
        var scene = await NewSceneAsync();
        var (person, place) = await NewRoleAsync(scene.To, role);
        string task = await NewReferralAsync(scene, Urgent);
        AssertRefused(await CallAsync($"{task}/$accept", scene.To, Reference("coordinator", place)), "referral.coordinator-elsewhere");
        AssertRefused(await CallAsync($"{task}/$accept", scene.To, Reference("coordinator", person)), "referral.coordinator-elsewhere");
        await StepAsync(task, "accept", scene.To);
        AssertRefused(await CallAsync($"{task}/$admit", scene.To, Reference("practitioner", person)), "referral.coordinator-elsewhere");
        await AssertVersionAsync(task, 2);
    }

    [Test]
    public async Task Who_does_not_practise_any_more_is_no_coordinator()
    {
        var scene = await NewSceneAsync();
        var (person, place) = await NewRoleAsync(scene.To, string.Empty, "\"active\":false");
        string task = await NewReferralAsync(scene);
        AssertRefused(await CallAsync($"{task}/$accept", scene.To, Reference("coordinator", place)), "referral.coordinator-elsewhere");
        AssertRefused(await CallAsync($"{task}/$accept", scene.To, Reference("coordinator", person)), "referral.coordinator-elsewhere");
    }

    [Test]
    public async Task Who_works_there_without_end_is_named_whatever_version_the_reference_has()
    {
        var scene = await NewSceneAsync();
        var (_, place) = await NewRoleAsync(scene.To, "\"period\":{\"start\":\"2010\",\"end\":\"9999-12-31\"},");
        var accepted = await StepAsync(await NewReferralAsync(scene), "accept", scene.To, Reference("coordinator", place + "/_history/1"));
        Assert.That(accepted["extension"]!.ToJsonString(), Does.Contain($"\"{place}\""));
    }

    [TestCase(Ended)]
    [TestCase(Inactive)]
    public async Task Who_does_not_work_there_now_receives_nobody(string role)
    {
        var scene = await NewSceneAsync();
        var (_, doctor) = await NewRoleAsync(scene.From, role);
        string encounter = await NewAsync("Encounter", $$"""
            "status":"finished","class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"IMP"},"subject":{"reference":"{{scene.Patient}}"},"serviceProvider":{"reference":"{{scene.To}}"}
            """);
        (await CallAsync(
            "ServiceRequest/$refer-down", scene.To, Reference("encounter", encounter), Reference("receiver", doctor), Sent("plan", Plan(scene)), Sent("consent", Consent(scene.Patient, scene.To))))
            .ExpectIssue(HttpStatusCode.UnprocessableEntity, "referral.receiver-unknown");
        var (_, specialist) = await NewRoleAsync(scene.To, role);
        (await SubmitAsync(scene with { To = specialist }, Request(scene with { To = specialist }))).ExpectIssue(HttpStatusCode.UnprocessableEntity, "referral.receiver-missing");
    }

    /// <summary>Somebody, and the role in an institution.</summary>
    private async Task<(string Person, string Role)> NewRoleAsync(string organization, string role, string person = "\"active\":true")
    {
        string practitioner = await NewAsync("Practitioner", person);
        return (practitioner, await NewAsync("PractitionerRole", $$"""
            {{role}}"practitioner":{"reference":"{{practitioner}}"},"organization":{"reference":"{{organization}}"}
            """));
    }
}
