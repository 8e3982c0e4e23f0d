using FhirHub.EndToEndTests.Packs;
using FhirHub.Engine.Access;
using FhirHub.Engine.Notifications;
using FhirHub.Regional.Referrals;
using Microsoft.Extensions.DependencyInjection;

namespace FhirHub.EndToEndTests.Regional.Referrals;

/// <summary>Deadlines that have passed, on a server that dies while it tells of them, and among referrals that it cannot tell of.</summary>
[TestFixture]
internal sealed class EscalationCrashTests
{
    private const int Referrals = 60;

    [Test]
    public async Task A_server_that_is_killed_while_it_tells_of_deadlines_tells_of_each_once()
    {
        var database = await TestDatabase.NewAsync();
        var yesterday = new MovableClock();
        yesterday.Advance(TimeSpan.FromHours(-30));
        await using var before = await TestServer.StartAsync(database, yesterday, CompiledPacks.Settings);
        var tasks = new List<string>();
        for (int i = 0; i < Referrals; i++)
            tasks.Add((await new ReferralsOn(before.Http).RequestedAsync()).Task);
        await using (var server = await ServerProcess.StartAsync(
            database.ConnectionString, database.Name, ("Packs__0", CompiledPacks.Archive("cn-base")), ("DOTNET_ENVIRONMENT", "Production")))
        {
            using (var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2)))
            {
                while (await ToldAsync(server.Http) == 0)
                    await Task.Delay(5, patience.Token);
            }

            await server.KillAsync();
            await server.RestartAsync();
            Assert.That(async () => await ToldAsync(server.Http), Is.EqualTo(Referrals).After(120_000, 200));
        }

        var store = before.Services.GetRequiredService<NotificationStore>();
        foreach (string task in tasks)
        {
            var told = (await store.ReadAsync(Caller.Open, null, task, null, 100, CancellationToken.None)).Where(n => n.Event == "overdue").Select(n => n.Recipient).ToList();
            Assert.That(told, Is.Unique.And.Count.EqualTo(3), $"{task}: owner, requester, platform");
        }
    }

    [Test]
    public async Task Referrals_that_cannot_be_told_of_hold_up_no_others_and_are_tried_ever_more_rarely()
    {
        const int Broken = 230;
        var clock = new MovableClock();
        await using var server = await TestServer.StartAsync(await TestDatabase.NewAsync(), clock, CompiledPacks.Settings);
        await Unguarded.WriteAsync(server, Enumerable.Repeat(BrokenTask, Broken));
        var (task, _) = await new ReferralsOn(server.Http).RequestedAsync();
        clock.Advance(TimeSpan.FromHours(30));
        // Another node than the server itself, whose tries are counted.
        var still = new StillClock(clock.GetUtcNow());
        var escalation = ActivatorUtilities.CreateInstance<ReferralEscalation>(server.Services, still);
        Assert.That(await escalation.RunAsync(CancellationToken.None), Has.Count.EqualTo(Broken), "all of them, not a page");
        Assert.That((await server.Http.FetchAsync(task)).Text, Does.Contain("referral-escalated"));
        Assert.That(await escalation.RunAsync(CancellationToken.None), Is.Empty, "not at once");
        still.Advance(TimeSpan.FromSeconds(2));
        Assert.That(await escalation.RunAsync(CancellationToken.None), Has.Count.EqualTo(Broken), "again, later");
    }

    /// <summary>It claims to be a referral's, and nobody owns it.</summary>
    private const string BrokenTask = """
        {"resourceType":"Task","meta":{"profile":["https://fhirhub.example/fhir/cn-base/StructureDefinition/cn-referral-task"]},"status":"requested","intent":"order",
        "businessStatus":{"coding":[{"system":"https://fhirhub.example/fhir/cn-base/CodeSystem/referral-state","code":"requested"}]},
        "for":{"reference":"Patient/1"},"restriction":{"period":{"end":"2020-01-01T00:00:00Z"}}}
        """;

    private static async Task<int> ToldAsync(HttpClient http) =>
        (int)(await http.FetchAsync("Task?escalated:missing=false&_summary=count")).Expect(HttpStatusCode.OK).Json["total"]!;
}
