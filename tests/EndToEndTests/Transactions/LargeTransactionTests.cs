using System.Diagnostics;
using static FhirHub.EndToEndTests.Transactions.Bundles;

namespace FhirHub.EndToEndTests.Transactions;

/// <summary>Transactions about more bytes than the server has memory for, or as many as one request may have.</summary>
[TestFixture]
internal sealed class LargeTransactionTests
{
    private TestDatabase? _database;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _database = await TestDatabase.NewAsync();
        _database.Share();
    }

    [OneTimeTearDown]
    public Task StopAsync() => _database!.ReleaseAsync();

    [Test]
    public async Task Patches_and_deletions_of_many_large_resources_hold_few_of_them_in_memory()
    {
        const int Count = 30, Patched = 6, Bytes = 9_000_000;
        await using var server = await StartAsync(heapMegabytes: 220);
        string content = new('A', Bytes);
        for (int i = 0; i < Count; i++)
            (await server.Http.SendAsync("PUT", $"Binary/large-{i}", Binary($"large-{i}", content))).Expect(HttpStatusCode.Created);
        const string Patch = """{"resourceType":"Parameters","parameter":[{"name":"operation","part":[{"name":"type","valueCode":"replace"},{"name":"path","valueString":"Binary.contentType"},{"name":"value","valueCode":"text/html"}]}]}""";
        var patched = (await server.Http.PostBundleAsync(Transaction([.. Enumerable.Range(0, Patched).Select(i => Entry("PATCH", $"Binary/large-{i}", Patch))]))).Expect(HttpStatusCode.OK);
        Assert.That(patched.EntryTags, Is.All.EqualTo("W/\"2\""));
        var deleted = (await server.Http.PostBundleAsync(Transaction([.. Enumerable.Range(0, Count).Select(i => Entry("DELETE", $"Binary/large-{i}"))]))).Expect(HttpStatusCode.OK);
        Assert.That(deleted.EntryStatuses(), Is.All.EqualTo("204"));
        foreach (int i in new[] { 0, Patched - 1 })
        {
            (await server.Http.FetchAsync($"Binary/large-{i}")).Expect(HttpStatusCode.Gone);
            var first = (await server.Http.FetchAsync($"Binary/large-{i}/_history/1", ("Accept", FhirHttp.FhirJson))).Expect(HttpStatusCode.OK);
            Assert.That(((string)first.Json["data"]!).Length, Is.EqualTo(Bytes));
            var second = (await server.Http.FetchAsync($"Binary/large-{i}/_history/2", ("Accept", FhirHttp.FhirJson))).Expect(HttpStatusCode.OK);
            Assert.That((string?)second.Json["contentType"], Is.EqualTo("text/html"));
        }
    }

    [TestCase("return=minimal")]
    [TestCase("return=representation")]
    public async Task A_thousand_entries_of_50_MB_together_are_written_in_one_transaction(string prefer)
    {
        const int Count = 1000;
        await using var server = await StartAsync(heapMegabytes: 600);
        string mark = Guid.NewGuid().ToString("N");
        string content = new('A', 52_000);
        string bundle = Transaction([.. Enumerable.Range(0, Count).Select(i => Entry("PUT", $"Binary/{mark}-{i}", Binary($"{mark}-{i}", content)))]);
        Assert.That(bundle.Length, Is.InRange(50_000_000, 50 * 1024 * 1024 * 1.0));
        // The server gives a transaction 30 s in the database; one that takes longer is refused.
        var clock = Stopwatch.StartNew();
        var answer = (await server.Http.PostBundleAsync(bundle, ("Prefer", prefer))).Expect(HttpStatusCode.OK);
        await TestContext.Progress.WriteLineAsync($"{prefer}: {clock.Elapsed.TotalSeconds:0.0} s");
        Assert.That(answer.EntryStatuses(), Has.Length.EqualTo(Count).And.All.EqualTo("201"));
        if (prefer == "return=representation")
            Assert.That(answer.Entries.Select(e => (string?)e["resource"]!["id"]), Is.EqualTo(Enumerable.Range(0, Count).Select(i => $"{mark}-{i}")));
        foreach (int i in new[] { 0, Count / 2, Count - 1 })
            Assert.That((await server.Http.FetchAsync($"Binary/{mark}-{i}/_history/1", ("Accept", FhirHttp.FhirJson))).Expect(HttpStatusCode.OK).Id, Is.EqualTo($"{mark}-{i}"));
    }

    /// <summary>A server of its own, whose managed memory is bounded: what needs more fails.</summary>
    private Task<ServerProcess> StartAsync(int heapMegabytes) =>
        ServerProcess.StartAsync(_database!.ConnectionString, _database.Name, ("DOTNET_GCHeapHardLimit", $"0x{heapMegabytes * 1024L * 1024:X}"));

    private static string Binary(string id, string content) => $$"""{"resourceType":"Binary","id":"{{id}}","contentType":"text/plain","data":"{{content}}"}""";
}
