using FhirHub.EndToEndTests.Packs;

namespace FhirHub.EndToEndTests.Regional.HealthCards;

/// <summary>Merges whose references are moved by a job, on a server that dies in the middle.</summary>
[TestFixture]
internal sealed class LargeMergeTests
{
    private const int References = 1200;

    [Test]
    public async Task A_merge_that_is_killed_in_the_middle_goes_on_and_so_does_its_undoing()
    {
        var database = await TestDatabase.NewAsync();
        database.Share();
        await using (var server = await ServerProcess.StartAsync(
            database.ConnectionString, database.Name, ("Packs__0", CompiledPacks.Archive("cn-base")), ("JobLeaseSeconds", "2"), ("DOTNET_ENVIRONMENT", "Production")))
        {
            var http = server.Http;
            (await http.SendAsync("PUT", "Patient/s", """{"resourceType":"Patient","id":"s"}""")).Expect(HttpStatusCode.Created);
            (await http.SendAsync("PUT", "Patient/t", """{"resourceType":"Patient","id":"t"}""")).Expect(HttpStatusCode.Created);
            (await http.SendAsync("PUT", "Patient/u", """{"resourceType":"Patient","id":"u"}""")).Expect(HttpStatusCode.Created);
            (await http.SendAsync("POST", string.Empty, Observations())).Expect(HttpStatusCode.OK);

            var merged = (await CallAsync(http, "merge", "target-patient")).Expect(HttpStatusCode.OK);
            Assert.That(merged.Text, Does.Contain("merge-begun"));
            string task = "Task/" + (string)merged.Json["parameter"]!.AsArray().Single(p => (string)p!["name"]! == "task")!["resource"]!["id"]!;
            (await CallAsync(http, "unmerge", null)).ExpectIssue(HttpStatusCode.Conflict, "health-card.merge-under-way");
            (await CallAsync(http, "merge", "target-patient", "t", "u")).ExpectIssue(HttpStatusCode.Conflict, "health-card.merge-under-way");
            await KillInTheMiddleAsync(server, of: "t");
            await CompletedAsync(http, task);
            Assert.That((await CountAsync(http, "s"), await CountAsync(http, "t")), Is.EqualTo((0, References)));
            Assert.That((int)(await http.FetchAsync(task)).Json["output"]![0]!["valueUnsignedInt"]!, Is.EqualTo(References));

            Assert.That((await CallAsync(http, "unmerge", null)).Expect(HttpStatusCode.OK).Text, Does.Contain("unmerge-begun"));
            (await CallAsync(http, "merge", "target-patient")).ExpectIssue(HttpStatusCode.Conflict, "health-card.merge-under-way");
            await KillInTheMiddleAsync(server, of: "s");
            await CompletedAsync(http, task);
            Assert.That((await CountAsync(http, "s"), await CountAsync(http, "t")), Is.EqualTo((References, 0)));
            Assert.That((await http.FetchAsync(task)).Json["output"]!.AsArray(), Has.Count.EqualTo(1), "nothing was kept");
        }

        await database.ReleaseAsync();
    }

    private static string Observations()
    {
        var entries = Enumerable.Range(0, References).Select(i =>
            $$"""{"resource":{"resourceType":"Observation","id":"o{{i}}","status":"final","code":{"text":"体温"},"subject":{"reference":"Patient/s"} },"request":{"method":"PUT","url":"Observation/o{{i}}"} }""");
        return $$"""{"resourceType":"Bundle","type":"transaction","entry":[{{string.Join(',', entries)}}]}""";
    }

    private static Task<Answer> CallAsync(HttpClient http, string operation, string? target, string source = "s", string into = "t")
    {
        string more = target is null ? string.Empty : $$""",{"name":"{{target}}","valueReference":{"reference":"Patient/{{into}}"} }""";
        return http.SendAsync("POST", $"Patient/${operation}", $$"""{"resourceType":"Parameters","parameter":[{"name":"source-patient","valueReference":{"reference":"Patient/{{source}}"} }{{more}}]}""");
    }

    /// <summary>Kills the server once some of the references are moved, and starts it again.</summary>
    private static async Task KillInTheMiddleAsync(ServerProcess server, string of)
    {
        while (await CountAsync(server.Http, of) == 0)
            await Task.Yield();
        await server.KillAsync();
        await server.RestartAsync();
    }

    private static async Task CompletedAsync(HttpClient http, string task)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while ((string)(await http.FetchAsync(task)).Json["status"]! != "completed")
            await Task.Delay(50, patience.Token);
    }

    private static async Task<int> CountAsync(HttpClient http, string patient) =>
        (int)(await http.FetchAsync($"Observation?subject=Patient/{patient}&_summary=count")).Expect(HttpStatusCode.OK).Json["total"]!;
}
