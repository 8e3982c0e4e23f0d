namespace FhirHub.EndToEndTests.Proof;

/// <summary>A commit that the database answers too late, when the server has told its client that nobody knows.</summary>
[TestFixture]
internal sealed class UnknownCommitTests
{
    [Test]
    public async Task A_walk_over_pages_shows_its_start_although_a_commit_of_unknown_outcome_comes_later()
    {
        var database = await TestDatabase.NewAsync();
        await using var commits = new HeldCommits(database.ConnectionString);
        await using var server = await TestServer.StartAsync(database, ("Mongo", commits.ConnectionString));
        foreach (string family in new[] { "a", "b", "c" })
            (await PutAsync(server, family, family)).Expect(HttpStatusCode.Created);
        commits.Hold();
        // Its update would bring the last one to the front.
        (await PutAsync(server, "c", "0")).ExpectIssue(HttpStatusCode.ServiceUnavailable, "database-unavailable");
        commits.Reconnect();
        var page = (await server.Http.FetchAsync("Patient?_sort=family&_count=1")).Expect(HttpStatusCode.OK);
        await commits.ReleaseAsync();
        Assert.That(Family((await server.Http.FetchAsync("Patient/c")).Json), Is.EqualTo("0"), "the commit has come");
        var families = new List<string>();
        for (; ; page = (await server.Http.FetchAsync(page.Link("next")!)).Expect(HttpStatusCode.OK))
        {
            families.AddRange(page.Entries.Select(e => Family(e["resource"]!)));
            if (page.Link("next") is null)
                break;
        }

        Assert.That(families, Is.EqualTo(new[] { "a", "b", "c" }));
    }

    private static Task<Answer> PutAsync(TestServer server, string id, string family) =>
        server.Http.SendAsync("PUT", $"Patient/{id}", $$"""{"resourceType":"Patient","id":"{{id}}","name":[{"family":"{{family}}"}]}""");

    private static string Family(JsonNode patient) => (string)patient["name"]![0]!["family"]!;
}
