using FhirHub.EndToEndTests.Packs;
using FhirHub.Engine.Access;
using FhirHub.Engine.Notifications;
using FhirHub.Regional.Referrals;
using Microsoft.Extensions.DependencyInjection;

namespace FhirHub.EndToEndTests.Regional.Referrals;

/// <summary>Deadlines of the steps, and who is told when one passes.</summary>
[TestFixture]
internal sealed class ReferralDeadlineTests : ReferralTests
{
    [TestCase("", "requested", 24)]
    [TestCase(Urgent, "requested", 2)]
    [TestCase("", "accepted", 48)]
    [TestCase("", "scheduled", 24)]
    [TestCase("", "admitted", 720)]
    public async Task Each_step_has_the_deadline_of_the_policy(string more, string state, int hours)
    {
        var scene = await NewSceneAsync();
        string task = await NewReferralAsync(scene, more);
        await BringAsync(scene, task, state);
        var period = (await ReadAsync(task))["restriction"]!["period"]!;
        Assert.That(TimeOf(period["end"]!) - TimeOf(period["start"]!), Is.EqualTo(TimeSpan.FromHours(hours)));
    }

    [Test]
    public async Task A_referral_that_has_ended_has_no_deadline()
    {
        var scene = await NewSceneAsync();
        string task = await NewReferralAsync(scene);
        Assert.That((await StepAsync(task, "reject", scene.To, Reason))["restriction"], Is.Null);
    }

    [Test]
    public async Task An_admission_is_expected_from_the_time_of_the_appointment()
    {
        var scene = await NewSceneAsync();
        string task = await NewReferralAsync(scene), appointment = await NewAppointmentAsync(scene.Patient, scene.To);
        await StepAsync(task, "accept", scene.To);
        var scheduled = await StepAsync(task, "schedule", scene.To, Reference("appointment", appointment));
        var start = TimeOf((await ReadAsync(appointment))["start"]!);
        Assert.That(TimeOf(scheduled["restriction"]!["period"]!["start"]!), Is.GreaterThanOrEqualTo(start));
    }

    [Test]
    public async Task Two_nodes_tell_of_a_passed_deadline_once_and_of_the_next_again()
    {
        var database = await TestDatabase.NewAsync();
        await using var now = await TestServer.StartAsync(database, CompiledPacks.Settings);
        await using var late = await TestServer.ListenAsync(database, new LaterClock(TimeSpan.FromHours(30)), CompiledPacks.Settings);
        await using var alsoLate = await TestServer.ListenAsync(database, new LaterClock(TimeSpan.FromHours(30)), CompiledPacks.Settings);
        await Readiness.UntilAsync(late.Http);
        await Readiness.UntilAsync(alsoLate.Http);
        var far = new ReferralsOn(now.Http);
        var (task, to) = await far.RequestedAsync();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => EscalationOf(i % 2 == 0 ? late : alsoLate).RunAsync(CancellationToken.None)));
        await EscalationOf(late).RunAsync(CancellationToken.None);
        Assert.That(await OverdueAsync(now, task), Has.Count.EqualTo(3), "owner, requester, platform");
        await ReferralsOn.ProceedAsync(late.Http, task, to);
        await EscalationOf(alsoLate).RunAsync(CancellationToken.None);
        Assert.That(await OverdueAsync(now, task), Has.Count.EqualTo(3), "the new step has time");
    }

    [Test]
    public async Task The_server_looks_for_passed_deadlines_by_itself()
    {
        var database = await TestDatabase.NewAsync();
        await using var now = await TestServer.StartAsync(database, CompiledPacks.Settings);
        var (task, _) = await new ReferralsOn(now.Http).RequestedAsync();
        await using var late = await TestServer.ListenAsync(database, new LaterClock(TimeSpan.FromHours(30)), CompiledPacks.Settings);
        Assert.That(async () => (await OverdueAsync(now, task)).Count, Is.EqualTo(3).After(60_000, 200));
        Assert.That((await now.Http.FetchAsync(task)).Json.ToJsonString(), Does.Contain("referral-escalated"));
    }

    private static async Task<IReadOnlyList<Notification>> OverdueAsync(TestServer server, string task) =>
        [.. (await server.Services.GetRequiredService<NotificationStore>().ReadAsync(Caller.Open, null, task, null, 100, CancellationToken.None)).Where(n => n.Event == "overdue")];

    private static ReferralEscalation EscalationOf(TestServer server) => server.Services.GetRequiredService<ReferralEscalation>();

    private static DateTimeOffset TimeOf(JsonNode node) => DateTimeOffset.Parse((string)node!, System.Globalization.CultureInfo.InvariantCulture);

    private sealed class LaterClock(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
