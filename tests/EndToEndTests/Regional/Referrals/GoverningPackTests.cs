namespace FhirHub.EndToEndTests.Regional.Referrals;

/// <summary>A referral from one region to another: the pack under which it was submitted governs it to the end.</summary>
[TestFixture]
internal sealed class GoverningPackTests : ReferralTests
{
    [Test]
    public async Task The_receiver_of_another_region_keeps_the_rules_of_the_requester()
    {
        var scene = await AcrossAsync(Shanxi, Yichang);
        string task = await NewReferralAsync(scene);
        await SignAsync(scene);
        var refused = await CallAsync($"{task}/$accept", scene.To);
        AssertRefused(refused, "referral.coordinator");
        Assert.That(refused.Text, Does.Contain("晋政办发〔2018〕93号"));
        var accepted = await StepAsync(task, "accept", scene.To, Reference("coordinator", await NewStaffAsync(scene.To)));
        Assert.Multiple(async () =>
        {
            Assert.That(PackOf(accepted), Is.EqualTo("shanxi"));
            Assert.That((await NotificationsAsync(task)).Select(n => n.Pack), Is.All.EqualTo("shanxi"));
        });
    }

    [Test]
    public async Task The_requester_of_another_region_brings_its_rules_along()
    {
        var scene = await AcrossAsync(Yichang, Shanxi);
        string choice = Choice(scene), recommendation = Recommendation(await NewAsync("Practitioner", "\"name\":[{\"text\":\"王医师\"}]"));
        string task = TaskOf((await SubmitAsync(scene, Request(scene, extensions: $"{Direction("up")},{choice},{recommendation}"))).Expect(HttpStatusCode.OK));
        await SignAsync(scene);
        var accepted = await StepAsync(task, "accept", scene.To);
        var told = await NotificationsAsync(task);
        Assert.Multiple(() =>
        {
            Assert.That(PackOf(accepted), Is.EqualTo("hubei-yichang"));
            Assert.That(told.Where(n => n.Event == "approval").Select(n => n.Recipient), Does.Contain("insurer"));
        });
    }

    [Test]
    public async Task What_follows_from_a_referral_follows_its_pack()
    {
        var scene = await AcrossAsync(Liaoning, Shanxi);
        string task = await NewReferralAsync(scene);
        await BringAsync(scene, task, "completed");
        string encounter = OutputOf(await ReadAsync(task), "encounter");
        string[] papers = [Reference("encounter", encounter), Reference("receiver", scene.From), Sent("plan", Plan(scene)), Sent("consent", Consent(scene.Patient, scene.To))];
        var refused = await CallAsync("ServiceRequest/$refer-down", scene.To, papers);
        AssertRefused(refused, "referral.reason");
        Assert.That(refused.Text, Does.Contain("一(二)1"));
        string recovery = Parameter("reason", "CodeableConcept", $$"""{"coding":[{"system":"{{Systems}}/referral-reason","code":"recovery"}]}""");
        var down = (await CallAsync("ServiceRequest/$refer-down", scene.To, [.. papers, recovery])).Expect(HttpStatusCode.OK);
        Assert.That(PackOf(Output(down, "task")["resource"]!), Is.EqualTo("liaoning"));
    }

    [Test]
    public async Task The_pack_that_a_request_names_goes_before()
    {
        var scene = await AcrossAsync(Shanxi, Yichang);
        string task = await NewReferralAsync(scene);
        await SignAsync(scene);
        var accepted = (await CallAsync($"{task}/$accept", scene.To, [(PackHeader, "cn-base")])).Expect(HttpStatusCode.OK);
        Assert.That(PackOf(accepted.Json), Is.EqualTo("shanxi"), "what it keeps does not change");
    }

    [Test]
    public async Task A_referral_that_keeps_no_pack_follows_that_of_its_requester()
    {
        var scene = await AcrossAsync(Shanxi, Yichang);
        string task = await NewReferralAsync(scene);
        await SignAsync(scene);
        var kept = await ReadAsync(task);
        var extensions = kept["extension"]!.AsArray();
        extensions.Remove(extensions.Single(e => (string)e!["url"]! == $"{Extensions}/referral-pack"));
        (await Http.SendAsync("PUT", task, kept.ToJsonString())).Expect(HttpStatusCode.OK);
        AssertRefused(await CallAsync($"{task}/$accept", scene.To), "referral.coordinator");
    }

    private async Task<ReferralScene> AcrossAsync(string from, string to) => new(
        await NewAsync("Patient", "\"active\":true"), await NewOrganizationAsync("primary", from, name: "示例社区"), await NewOrganizationAsync("secondary", to));

    /// <summary>The patient has signed with a family doctor: in some packs the green channel is for those.</summary>
    private Task<string> SignAsync(ReferralScene scene) => NewAsync("CarePlan", $$"""
        "status":"active","intent":"plan","category":[{"coding":[{"system":"{{Systems}}/plan-kind","code":"family-doctor-signing"}]}],"subject":{"reference":"{{scene.Patient}}"}
        """);

    private static string? PackOf(JsonNode task) =>
        (string?)task["extension"]!.AsArray().Single(e => (string)e!["url"]! == $"{Extensions}/referral-pack")!["valueCode"];
}
