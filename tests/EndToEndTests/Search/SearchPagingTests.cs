using System.Collections.Concurrent;

namespace FhirHub.EndToEndTests.Search;

/// <summary>A walk over the pages of a search shows the state at its first page, whatever is written meanwhile, on any server of the database.</summary>
[TestFixture]
internal sealed class SearchPagingTests
{
    private const int Writers = 4;
    private const int Rows = 40;

    private static readonly string[] Families = ["Li", "Lin", "Wang", "王", "Åsa"];

    private readonly ConcurrentDictionary<string, bool> _stored = new();
    private TestServer[] _servers = [];

    private HttpClient Http => _servers[0].Http;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        var database = await TestDatabase.NewAsync();
        _servers = await Task.WhenAll(TestServer.StartAsync(database), TestServer.StartAsync(database));
        var random = new Random(1);
        for (int i = 0; i < Rows; i++)
            await WriteAsync($"Patient/{i}", random);
        for (int i = 0; i < Rows; i++)
            await WriteAsync($"Observation/{i}", random);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
    }

    [TestCase("Patient?")]
    [TestCase("Patient?_sort=family")]
    [TestCase("Patient?_sort=-family&active=true")]
    [TestCase("Patient?_sort=_lastUpdated")]
    [TestCase("Patient?_sort=-_lastUpdated&gender:missing=false")]
    [TestCase("Patient?_sort=gender,-birthdate")]
    [TestCase("Observation?")]
    [TestCase("Observation?_sort=-date&status=final")]
    [TestCase("Observation?_sort=date")]
    [TestCase("Observation?subject:Patient.active=true")]
    public async Task A_walk_returns_what_matched_at_its_start_in_order_once_while_four_writers_run(string search)
    {
        foreach (int count in new[] { 1, 2, 7, 50 })
        {
            string[] expected = Shown(await FetchAsync($"{search}&_count=1000"));
            var first = await FetchAsync($"{search}&_count={count}");
            using var stop = new CancellationTokenSource();
            var writers = Enumerable.Range(0, Writers).Select(w => ChangeAsync(w, stop.Token)).ToArray();
            try
            {
                var pages = await WalkAsync(first, "next");
                Assert.That(pages.SelectMany(Shown), Is.EqualTo(expected), $"_count={count}");
                var back = await WalkAsync(pages[^1], "previous");
                back.Reverse();
                Assert.That(back.SelectMany(Shown), Is.EqualTo(expected), $"_count={count}, backward");
                Assert.That(back[0].Link("previous"), Is.Null);
                if (first.Link("first") is { } link)
                    Assert.That(Shown(await FetchAsync(link)), Is.EqualTo(Shown(first)), "first");
            }
            finally
            {
                await stop.CancelAsync();
                await Task.WhenAll(writers);
            }
        }
    }

    [Test]
    public async Task A_walk_goes_on_at_another_server_of_the_database()
    {
        string[] expected = Shown(await FetchAsync("Patient?_sort=family&_count=1000"));
        var seen = new List<string>();
        var page = await FetchAsync("Patient?_sort=family&_count=3");
        for (int at = 1; ; at++)
        {
            seen.AddRange(Shown(page));
            if (page.Link("next") is not { } next)
                break;
            page = (await _servers[at % 2].Http.FetchAsync("Patient" + new Uri(next).Query)).Expect(HttpStatusCode.OK);
        }

        Assert.That(seen, Is.EqualTo(expected));
    }

    [Test]
    public async Task A_link_that_is_used_twice_shows_the_same_page()
    {
        string next = (await FetchAsync("Patient?_sort=-birthdate&_count=5")).Link("next")!;
        string[] before = Shown(await FetchAsync(next));
        await WriteAsync("Patient/0", new Random(2));
        await WriteAsync("Patient/1", new Random(3));
        Assert.That(Shown(await FetchAsync(next)), Is.EqualTo(before));
    }

    private static string[] Shown(Answer page) => [.. page.Entries.Select(e => e["resource"]!.ToJsonString())];

    private async Task<List<Answer>> WalkAsync(Answer from, string relation)
    {
        List<Answer> pages = [from];
        while (pages[^1].Link(relation) is { } link)
            pages.Add(await FetchAsync(link));
        return pages;
    }

    private async Task<Answer> FetchAsync(string search) => (await Http.FetchAsync(search, ("Prefer", "handling=strict"))).Expect(HttpStatusCode.OK);

    /// <summary>Creates, changes and deletes the resources of one writer until it is told to stop.</summary>
    private async Task ChangeAsync(int writer, CancellationToken stop)
    {
        var random = new Random();
        while (!stop.IsCancellationRequested)
        {
            string key = $"{(random.Next(2) == 0 ? "Patient" : "Observation")}/{random.Next(Rows / Writers * 5 / 4) * Writers + writer}";
            if (random.Next(5) == 0 && _stored.TryRemove(key, out _))
                (await _servers[writer % 2].Http.SendAsync("DELETE", key)).Expect(HttpStatusCode.NoContent);
            else
                await WriteAsync(key, random, writer % 2);
        }
    }

    private async Task WriteAsync(string key, Random random, int server = 0)
    {
        string type = key.Split('/')[0];
        var resource = type == "Patient" ? Patient(random) : Observation(random);
        resource["resourceType"] = type;
        resource["id"] = key.Split('/')[1];
        var answer = await _servers[server].Http.SendAsync("PUT", key, resource.ToJsonString());
        Assert.That((int)answer.Status, Is.EqualTo(200).Or.EqualTo(201), answer.Text);
        _stored[key] = true;
    }

    private static JsonObject Patient(Random random)
    {
        var patient = new JsonObject { ["active"] = random.Next(2) == 0 };
        if (random.Next(5) > 0)
            patient["name"] = new JsonArray(new JsonObject { ["family"] = Families[random.Next(Families.Length)] });
        if (random.Next(3) > 0)
            patient["gender"] = random.Next(2) == 0 ? "male" : "female";
        if (random.Next(4) > 0)
            patient["birthDate"] = $"19{random.Next(50, 60)}";
        return patient;
    }

    private static JsonObject Observation(Random random)
    {
        var observation = new JsonObject
        {
            ["status"] = random.Next(3) > 0 ? "final" : "amended",
            ["code"] = new JsonObject { ["text"] = "x" },
            ["subject"] = new JsonObject { ["reference"] = $"Patient/{random.Next(Rows)}" },
        };
        if (random.Next(4) > 0)
            observation["effectiveDateTime"] = $"2024-0{random.Next(1, 4)}";
        return observation;
    }
}
