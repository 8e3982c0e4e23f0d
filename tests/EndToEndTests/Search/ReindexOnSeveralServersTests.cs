namespace FhirHub.EndToEndTests.Search;

/// <summary>Definitions and reindexing where several servers share a database, and where one is killed.</summary>
[TestFixture]
internal sealed class ReindexOnSeveralServersTests
{
    [Test]
    public async Task What_one_defines_and_indexes_the_other_searches()
    {
        var database = await TestDatabase.NewAsync();
        await using var one = await TestServer.StartAsync(database);
        await using var two = await TestServer.StartAsync(database);
        await one.Http.SendAsync("PUT", "Patient/old", $$"""{"resourceType":"Patient","id":"old",{{CustomParameters.Named("zhou")}}}""");
        await one.Http.DefineAsync("shared", CustomParameters.Definition("shared", "shared"));
        await CustomParameters.UntilAsync(async () =>
            (await two.Http.FetchAsync("Patient?shared=zhou", ("Prefer", "handling=strict"))).IssueCodes.Contains("parameter-pending"));
        await two.Http.SendAsync("PUT", "Patient/new", $$"""{"resourceType":"Patient","id":"new",{{CustomParameters.Named("zhou")}}}""");
        await two.Http.ReindexAsync();
        foreach (var server in new[] { one, two })
        {
            await CustomParameters.UntilAsync(async () =>
                (await server.Http.FetchAsync("Patient?shared=zhou&_sort=_id", ("Prefer", "handling=strict"))).Status == HttpStatusCode.OK);
            Assert.That(await server.Http.FindAsync("Patient?shared=zhou&_sort=_id"), Is.EqualTo(new[] { "new", "old" }));
        }
    }

    [Test]
    public async Task What_another_server_writes_while_a_parameter_comes_into_force_is_found_in_the_end()
    {
        var database = await TestDatabase.NewAsync();
        await using var one = await TestServer.StartAsync(database);
        await using var two = await TestServer.StartAsync(database);
        var define = one.Http.DefineAsync("race", CustomParameters.Definition("race", "race"));
        var ids = new List<string>();
        while (ids.Count < 20)
            ids.Add((await two.Http.SendAsync("POST", "Patient", $$"""{"resourceType":"Patient",{{CustomParameters.Named("quick")}}}""")).Expect(HttpStatusCode.Created).Id);
        await define;
        // Either there was none yet, and what came meanwhile is looked at again; or it is pending.
        if ((await one.Http.FetchAsync("Patient?race=quick", ("Prefer", "handling=strict"))).Status == HttpStatusCode.BadRequest)
            await one.Http.ReindexAsync();
        await CustomParameters.UntilAsync(async () => (await one.Http.FindAsync("Patient?race=quick&_count=100")).Length == ids.Count);
        Assert.That(await one.Http.FindAsync("Patient?race=quick&_count=100"), Is.EquivalentTo(ids));
    }

    [Test]
    public async Task After_a_kill_it_goes_on_where_it_was_and_misses_nothing()
    {
        var database = await TestDatabase.NewAsync();
        database.Share();
        try
        {
            await using var server = await ServerProcess.StartAsync(database.ConnectionString, database.Name);
            foreach (int[] ids in Enumerable.Range(0, 2000).Chunk(500))
            {
                var entries = ids.Select(i => $$$"""{"resource":{"resourceType":"Patient","id":"{{{i}}}",{{{CustomParameters.Named("n")}}}},"request":{"method":"PUT","url":"Patient/{{{i}}}"}}""");
                (await server.Http.SendAsync("POST", "", $$"""{"resourceType":"Bundle","type":"transaction","entry":[{{string.Join(',', entries)}}]}""")).Expect(HttpStatusCode.OK);
            }

            await server.Http.DefineAsync("killed", CustomParameters.Definition("killed", "killed"));
            string job = (await server.Http.SendAsync("POST", "Patient/$reindex")).Expect(HttpStatusCode.Accepted).Header("Content-Location")!;
            await CustomParameters.UntilAsync(async () =>
                await server.Http.FetchAsync(job) is var status && (status.Status == HttpStatusCode.OK || status.Header("X-Progress")?.Contains("Patient ", StringComparison.Ordinal) == true));
            await server.KillAsync();
            await server.RestartAsync();
            string end = await server.Http.EndOfAsync(job);
            Assert.That(end, Does.Contain("Patient 2000 of 2000").And.Contain("Patient.killed"));
            Assert.That((await server.Http.FetchAsync("Patient?killed=n&_summary=count")).Json["total"]!.GetValue<int>(), Is.EqualTo(2000));
        }
        finally
        {
            await database.ReleaseAsync();
        }
    }
}
