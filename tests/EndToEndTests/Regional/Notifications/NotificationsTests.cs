using System.Globalization;
using FhirHub.EndToEndTests.Regional.Referrals;
using FhirHub.Engine.Access;
using FhirHub.Engine.Notifications;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Transactions;
using Microsoft.Extensions.DependencyInjection;

namespace FhirHub.EndToEndTests.Regional.Notifications;

/// <summary><c>$notifications</c>: what was raised, read over HTTP.</summary>
[TestFixture]
internal sealed class NotificationsTests : ReferralTests
{
    private static string Cursor(Answer answer) => (string)Output(answer.Expect(HttpStatusCode.OK), "cursor")["valueString"]!;

    private static bool More(Answer answer) => (bool)Output(answer, "more")["valueBoolean"]!;

    private static string Part(JsonNode notification, string name)
    {
        var part = notification["part"]!.AsArray().Single(p => (string)p!["name"]! == name)!.AsObject();
        var value = part.Single(m => m.Key.StartsWith("value", StringComparison.Ordinal)).Value!;
        return (string)(value is JsonObject reference ? reference["reference"]! : value)!;
    }

    private static string[] Events(Answer answer) => [.. Outputs(answer, "notification").Select(n => Part(n, "event"))];

    private Task<Answer> ReadAsync(string? organization, string query = "") =>
        Http.SendAsync("GET", "$notifications" + query, headers: organization is null ? [] : [(OrganizationHeader, organization)]);

    private async Task<string> NowAsync() => Cursor(await ReadAsync(null, "?_count=0"));

    /// <summary>Raises some in a transaction, which may take a while before it is committed.</summary>
    private static async Task RaiseAsync(TestServer server, string recipient, IEnumerable<string> happened, Func<Task>? before = null, string topic = "referral")
    {
        var store = server.Services.GetRequiredService<NotificationStore>();
        var plan = new TransactionPlan([], async (session, token) =>
        {
            await store.AddAsync(Caller.Open, session, [.. happened.Select(e => Of(recipient, e, topic))], token);
            if (before is not null)
                await before();
            return [];
        });
        await server.Services.GetRequiredService<TransactionRunner>().RunAsync(
            Caller.Open, plan, new ReadLimits(), new TransactionSteps<TransactionResult>((result, _) => Task.FromResult(result)), CancellationToken.None);
    }

    private static Notification Of(string recipient, string happened, string topic) => new()
    {
        Time = DateTime.UnixEpoch, Topic = topic, Event = happened, Recipient = recipient, Focus = "Task/1", Pack = "cn-base",
    };

    [Test]
    public async Task An_institution_reads_what_was_raised_for_it_and_goes_on_from_there()
    {
        var scene = await NewSceneAsync();
        string task = await NewReferralAsync(scene);
        var first = await ReadAsync(scene.To);
        Assert.That(Events(first), Is.EqualTo(new[] { "requested" }), first.Text);
        var notification = Outputs(first, "notification")[0];
        Assert.Multiple(() =>
        {
            Assert.That(Part(notification, "topic"), Is.EqualTo("referral"));
            Assert.That(Part(notification, "recipient"), Is.EqualTo(scene.To));
            Assert.That(Part(notification, "focus"), Is.EqualTo(task));
            Assert.That(Part(notification, "subject"), Is.EqualTo(scene.Patient));
            Assert.That(Part(notification, "pack"), Is.EqualTo("cn-base"));
            Assert.That(Guid.TryParse(Part(notification, "id"), out _));
            Assert.That(DateTimeOffset.TryParse(Part(notification, "time"), CultureInfo.InvariantCulture, out _));
            Assert.That(More(first), Is.False);
        });
        var none = await ReadAsync(scene.To, $"?since={Cursor(first)}");
        Assert.That(Events(none), Is.Empty);
        await StepAsync(task, "accept", scene.To);
        await StepAsync(task, "cancel", scene.To, Reason);
        Assert.That(Events(await ReadAsync(scene.From, $"?since={Cursor(none)}")), Is.EqualTo(new[] { "accepted", "cancelled" }));
        Assert.That(Outputs(await ReadAsync(scene.From), "notification").Select(n => Part(n, "recipient")), Is.All.EqualTo(scene.From), "only one's own");
    }

    [Test]
    public async Task Without_an_institution_an_open_server_tells_everything()
    {
        string begin = await NowAsync();
        await RaiseAsync(Server, "insurer", ["one"]);
        await RaiseAsync(Server, "Organization/x", ["two"]);
        Assert.That(Events(await ReadAsync(null, $"?since={begin}")), Is.EqualTo(new[] { "one", "two" }));
    }

    [Test]
    public async Task Topics_choose_and_pages_follow_one_another()
    {
        string to = await NewOrganizationAsync("secondary");
        for (int i = 0; i < 7; i++)
            await RaiseAsync(Server, to, [i.ToString(CultureInfo.InvariantCulture)], topic: i % 2 == 0 ? "referral" : "booking");
        Assert.That(Events(await ReadAsync(to, "?topic=booking")), Is.EqualTo(new[] { "1", "3", "5" }));
        Assert.That(Events(await ReadAsync(to, "?topic=booking&topic=referral")), Has.Length.EqualTo(7));
        var read = new List<string>();
        string query = "?topic=referral&_count=3";
        for (bool more = true; more;)
        {
            var page = await ReadAsync(to, query);
            Assert.That(Events(page), Has.Length.LessThanOrEqualTo(3));
            read.AddRange(Events(page));
            (query, more) = ($"?topic=referral&_count=3&since={Cursor(page)}", More(page));
        }

        Assert.That(read, Is.EqualTo(new[] { "0", "2", "4", "6" }));
    }

    [Test]
    public async Task A_count_of_none_gives_the_cursor_of_now()
    {
        string to = await NewOrganizationAsync("secondary");
        await RaiseAsync(Server, to, ["before"]);
        var now = await ReadAsync(to, "?_count=0");
        Assert.That(Events(now), Is.Empty);
        await RaiseAsync(Server, to, ["after"]);
        Assert.That(Events(await ReadAsync(to, $"?since={Cursor(now)}")), Is.EqualTo(new[] { "after" }));
    }

    [Test]
    public async Task Who_commits_late_is_not_missed()
    {
        string to = await NewOrganizationAsync("secondary");
        var (begun, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var slow = RaiseAsync(Server, to, ["slow"], () =>
        {
            begun.TrySetResult();
            return go.Task;
        });
        await begun.Task;
        await RaiseAsync(Server, to, ["fast"]);
        var first = await ReadAsync(to);
        Assert.That(Events(first), Is.EqualTo(new[] { "fast" }), "the other is not committed");
        go.SetResult();
        await slow;
        Assert.That(Events(await ReadAsync(to, $"?since={Cursor(first)}")), Is.EqualTo(new[] { "slow" }));
        Assert.That(Events(await ReadAsync(to)), Is.EqualTo(new[] { "fast", "slow" }), "the order stays");
    }

    [Test]
    public async Task What_is_not_committed_was_never_raised()
    {
        string to = await NewOrganizationAsync("secondary");
        await Assert.ThrowsAsync<InvalidOperationException>(() => RaiseAsync(Server, to, ["never"], () => throw new InvalidOperationException("given up")));
        await RaiseAsync(Server, to, ["ever"]);
        Assert.That(Events(await ReadAsync(to)), Is.EqualTo(new[] { "ever" }));
    }

    [Test]
    public async Task Readers_on_two_nodes_lose_and_double_nothing_while_many_write()
    {
        const int Writers = 8, Each = 15;
        var database = await TestDatabase.NewAsync();
        await using var one = await TestServer.StartAsync(database, Settings);
        await using var other = await TestServer.StartAsync(database, Settings);
        using var written = new CancellationTokenSource();
        var readers = new[] { one, other, one, other }.Select(server => Task.Run(() => FollowAsync(server.Http, written.Token))).ToList();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async w =>
        {
            for (int i = 0; i < Each; i++)
                await RaiseAsync(w % 2 == 0 ? one : other, "Organization/1", [$"{w}-{i}", $"{w}-{i}-too"]);
        }));
        await written.CancelAsync();
        var all = await Task.WhenAll(readers);
        string[] expected = [.. Enumerable.Range(0, Writers).SelectMany(w => Enumerable.Range(0, Each).SelectMany(i => new[] { $"{w}-{i}", $"{w}-{i}-too" }))];
        Assert.Multiple(() =>
        {
            Assert.That(all[0], Is.EquivalentTo(expected));
            Assert.That(all[1], Is.EqualTo(all[0]), "all read the same order");
            Assert.That(all[2], Is.EqualTo(all[0]));
            Assert.That(all[3], Is.EqualTo(all[0]));
            for (int w = 0; w < Writers; w++)
            {
                int[] turns = [.. all[0].Where(e => e.StartsWith($"{w}-", StringComparison.Ordinal)).Select(e => int.Parse(e.Split('-')[1], CultureInfo.InvariantCulture))];
                Assert.That(turns, Is.Ordered, "what a writer has committed goes before what it raises then");
            }
        });
    }

    /// <summary>Reads from the beginning, a few at a time, until nobody writes any more and nothing is left.</summary>
    private static async Task<List<string>> FollowAsync(HttpClient http, CancellationToken written)
    {
        var read = new List<string>();
        string cursor = "0";
        while (true)
        {
            bool last = written.IsCancellationRequested;
            var page = await http.FetchAsync($"$notifications?_count=7&since={cursor}");
            (cursor, int count) = (Cursor(page), Events(page).Length);
            read.AddRange(Events(page));
            if (last && count == 0 && !More(page))
                return read;
        }
    }

    [TestCase("?since=abc", "cursor-unknown")]
    [TestCase("?since=-1", "cursor-unknown")]
    [TestCase("?since=999999999", "cursor-unknown")]
    [TestCase("?since=99999999999999999999999", "cursor-unknown")]
    [TestCase("?topic=weather", "parameter-code")]
    [TestCase("?_count=-1", "parameter-invalid")]
    [TestCase("?_count=many", "parameter-invalid")]
    [TestCase("?since=0&since=1", "parameter-repeated")]
    [TestCase("?colour=red", "parameter-unknown")]
    public async Task What_cannot_be_understood_is_told_in_both_languages(string query, string code)
    {
        var answer = (await ReadAsync(null, query)).ExpectIssue(HttpStatusCode.BadRequest, code);
        Assert.That((string?)answer.Issues[0]["details"]!["_text"]?["extension"]?[0]?["extension"]?[1]?["valueString"], Does.Match(@"\p{IsCJKUnifiedIdeographs}"), answer.Text);
    }

    [Test]
    public async Task An_institution_that_is_not_here_is_told() =>
        Assert.That((int)(await ReadAsync("Organization/nowhere")).Status, Is.InRange(400, 422));

    [Test]
    public async Task It_is_asked_by_POST_as_well()
    {
        string to = await NewOrganizationAsync("secondary");
        await RaiseAsync(Server, to, ["one"]);
        Assert.That(Events(await CallAsync("$notifications", to, "\"name\":\"_count\",\"valueUnsignedInt\":5")), Is.EqualTo(new[] { "one" }));
    }

    [Test]
    public async Task A_long_queue_is_read_in_pages()
    {
        string to = await NewOrganizationAsync("secondary");
        await RaiseAsync(Server, to, Enumerable.Range(0, 2500).Select(i => i.ToString(CultureInfo.InvariantCulture)));
        var all = new List<string>();
        for (string query = "?_count=1000"; ;)
        {
            var page = await ReadAsync(to, query);
            all.AddRange(Events(page));
            if (!More(page))
                break;
            query = $"?_count=1000&since={Cursor(page)}";
        }

        Assert.That(all, Is.Unique.And.Count.EqualTo(2500));
    }
}
