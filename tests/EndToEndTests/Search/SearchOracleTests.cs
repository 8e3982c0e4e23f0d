using System.Collections.Concurrent;
using FhirHub.EndToEndTests.Search.Oracle;
using FhirHub.EndToEndTests.Search.Parameters;
using FsCheck;
using FsCheck.Fluent;

namespace FhirHub.EndToEndTests.Search;

/// <summary>Random searches on random data: the server finds what a naive implementation finds, in its order, each match once on all pages.</summary>
[TestFixture]
internal sealed class SearchOracleTests : ServerTests
{
    private const int Queries = 250;

    // Each writes all resources anew: what they were before must have left the index.
    [Test]
    [NonParallelizable]
    public async Task The_server_finds_what_the_naive_search_finds([Values(1, 2, 3, 4)] int data)
    {
        var rows = await StoreAsync(new RandomResources(new Random(data)));
        var naive = new NaiveSearch(rows);
        string[] moments = [.. rows.Take(20).Select(r => r.Content.Model.Meta!.LastUpdated!.Value.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", null))];
        var queries = Gen.Choose(0, int.MaxValue - 1).Select(seed => new RandomQueries(new Random(seed), moments).Next());
        // FsCheck reports the seed and the simplest query that fails.
        Prop.ForAll(Arb.From(queries, q => q.Simpler()), AgreeAsync).Check(Config.QuickThrowOnFailure.WithMaxTest(Queries));

        async Task AgreeAsync(OracleQuery query) => Assert.That(await DifferenceAsync(naive, query), Is.Null);
    }

    private async Task<IReadOnlyList<ExampleRow>> StoreAsync(RandomResources resources)
    {
        var rows = new ConcurrentBag<ExampleRow>();
        await Parallel.ForEachAsync(resources.All(), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (resource, _) =>
        {
            string type = (string)resource["resourceType"]!, id = (string)resource["id"]!;
            var answer = await Http.SendAsync("PUT", $"{type}/{id}", resource.ToJsonString(), headers: ("Prefer", "return=representation"));
            Assert.That((int)answer.Status, Is.EqualTo(200).Or.EqualTo(201), $"{resource.ToJsonString()} {answer.Text}");
            rows.Add(new ExampleRow(type, id, new FhirPathValues(answer.Bytes)));
        });
        return [.. rows];
    }

    /// <summary>Null where both agree.</summary>
    private async Task<string?> DifferenceAsync(NaiveSearch naive, OracleQuery query)
    {
        var found = new List<string>();
        for (string? next = query.ToString(); next is not null;)
        {
            var page = await Http.FetchAsync(next, ("Prefer", "handling=strict"));
            if (page.Status != HttpStatusCode.OK)
                return $"{query}: {page.Status} {page.Text}";
            found.AddRange(page.Entries.Select(e => (string)e["resource"]!["id"]!));
            next = page.Link("next");
        }

        var expected = naive.Matches(query).ToDictionary(r => r.Id);
        string[] missed = [.. expected.Keys.Except(found)], wrong = [.. found.Except(expected.Keys)];
        if (missed.Length + wrong.Length > 0)
            return $"{query}: not found: {await ShownAsync(query.Type, missed)}; found: {await ShownAsync(query.Type, wrong)}";
        if (found.Distinct().Count() < found.Count)
            return $"{query}: twice: {string.Join(' ', found)}";
        for (int i = 1; i < found.Count; i++)
        {
            if (Behind(expected[found[i - 1]], expected[found[i]], query))
                return $"{query}: out of order: {await ShownAsync(query.Type, [found[i - 1]])} stands before {await ShownAsync(query.Type, [found[i]])}";
        }

        return null;
    }

    private static bool Behind(ExampleRow first, ExampleRow second, OracleQuery query)
    {
        // The newest first, where a type has a date of its own.
        string sort = query.Sort.Length > 0 ? query.Sort : query.Type is "Observation" or "Encounter" ? "-date" : "";
        foreach (var (a, b) in NaiveSearch.Keys(first, sort).Zip(NaiveSearch.Keys(second, sort)))
        {
            int order = a.Value is null || b.Value is null
                ? (a.Value is null).CompareTo(b.Value is null)
                : a.Value.CompareTo(b.Value) * (a.Descending ? -1 : 1);
            if (order != 0)
                return order > 0;
        }

        return false;
    }

    private async Task<string> ShownAsync(string type, IReadOnlyList<string> ids) =>
        string.Join(' ', await Task.WhenAll(ids.Take(3).Select(async id => (await Http.FetchAsync($"{type}/{id}")).Text)));
}
