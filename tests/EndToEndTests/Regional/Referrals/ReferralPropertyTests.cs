using FsCheck;
using FsCheck.Fluent;

namespace FhirHub.EndToEndTests.Regional.Referrals;

/// <summary>Whatever is called, by whomever, in whatever order: the referral is in a state that the table leads to, and all resources agree.</summary>
[TestFixture]
internal sealed class ReferralPropertyTests : ReferralTests
{
    private static readonly string[] Steps = ["receive", "accept", "reject", "request-information", "provide-information", "schedule", "admit", "complete", "cancel"];

    /// <summary>Where a successful call leads, written down here once more: the published table.</summary>
    private static readonly Dictionary<(string State, string Step), string> Table = new()
    {
        [("requested", "receive")] = "received",
        [("requested", "accept")] = "accepted",
        [("requested", "reject")] = "rejected",
        [("requested", "request-information")] = "info-requested",
        [("requested", "cancel")] = "cancelled",
        [("received", "accept")] = "accepted",
        [("received", "reject")] = "rejected",
        [("received", "request-information")] = "info-requested",
        [("received", "cancel")] = "cancelled",
        [("info-requested", "provide-information")] = "received",
        [("info-requested", "cancel")] = "cancelled",
        [("accepted", "schedule")] = "scheduled",
        [("accepted", "admit")] = "admitted",
        [("accepted", "cancel")] = "cancelled",
        [("scheduled", "admit")] = "admitted",
        [("scheduled", "cancel")] = "cancelled",
        [("admitted", "complete")] = "completed",
    };

    private static readonly Dictionary<string, (string Task, string Request)> Elsewhere = new()
    {
        ["requested"] = ("requested", "active"),
        ["received"] = ("received", "active"),
        ["info-requested"] = ("on-hold", "on-hold"),
        ["accepted"] = ("accepted", "active"),
        ["scheduled"] = ("ready", "active"),
        ["admitted"] = ("in-progress", "active"),
        ["completed"] = ("completed", "completed"),
        ["rejected"] = ("rejected", "revoked"),
        ["cancelled"] = ("cancelled", "revoked"),
    };

    [Test]
    public void No_sequence_of_calls_leads_out_of_the_table()
    {
        var sequences = Gen.ArrayOf(Gen.Choose(0, 999), 12).ToArbitrary();
        Prop.ForAll(sequences, FollowAsync).Check(Config.QuickThrowOnFailure.WithMaxTest(20));
    }

    /// <param name="calls">Which step, and by whom: three of five are such that the table has them, the others are any.</param>
    private async Task FollowAsync(int[] calls)
    {
        var scene = await NewSceneAsync();
        string task = await NewReferralAsync(scene, Urgent), third = await NewOrganizationAsync("tertiary"), state = "requested";
        string staff = await NewStaffAsync(scene.To);
        string[] actors = [scene.To, scene.From, third];
        foreach (int call in calls)
        {
            string[] allowed = [.. Table.Keys.Where(k => k.State == state).Select(k => k.Step)];
            bool fits = call % 5 < 3 && allowed.Length > 0;
            string step = fits ? allowed[call / 5 % allowed.Length] : Steps[call / 5 % Steps.Length];
            string actor = fits ? (step is "provide-information" or "cancel" ? scene.From : scene.To) : actors[call / 50 % actors.Length];
            var answer = await CallAsync($"{task}/${step}", actor, await ParametersAsync(step, scene, staff));
            Assert.That(!fits || answer.Status == HttpStatusCode.OK, $"{step} in {state}: {answer.Text}");
            if (answer.Status == HttpStatusCode.OK)
            {
                Assert.That(Table, Does.ContainKey((state, step)), $"{step} in {state}");
                Assert.That(actor, Is.Not.EqualTo(third));
                state = Table[(state, step)];
            }
            else
            {
                Assert.That(answer.Status, Is.AnyOf(HttpStatusCode.Conflict, HttpStatusCode.UnprocessableEntity), answer.Text);
            }

            await AssertAgreeAsync(task, state, Elsewhere[state].Task, Elsewhere[state].Request, state == "info-requested" ? scene.From : scene.To);
            await AssertPlacesAgreeAsync(task, state);
        }
    }

    /// <summary>The encounter is under way while the patient is admitted, and has ended after.</summary>
    private async Task AssertPlacesAgreeAsync(string task, string state)
    {
        var outputs = (await ReadAsync(task))["output"]?.AsArray() ?? [];
        var encounter = outputs.FirstOrDefault(o => (string)o!["type"]!["coding"]![0]!["code"]! == "encounter");
        Assert.That(encounter is not null, Is.EqualTo(state is "admitted" or "completed"));
        if (encounter is not null)
            Assert.That((string)(await ReadAsync((string)encounter["valueReference"]!["reference"]!))["status"]!, Is.EqualTo(state == "admitted" ? "in-progress" : "finished"));
    }

    private async Task<string[]> ParametersAsync(string step, ReferralScene scene, string staff) => step switch
    {
        "reject" or "request-information" or "cancel" => [Reason],
        "provide-information" => [Sent("document", Summary(scene.Patient, scene.From))],
        "schedule" => [Reference("bed", await NewBedAsync(scene.To))],
        "admit" => [Reference("practitioner", staff)],
        "complete" => [Sent("summary", Summary(scene.Patient, scene.To)), Home],
        _ => [],
    };
}
