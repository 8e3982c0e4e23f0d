using System.Text;
using FhirHub.Engine.Access;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Search;
using FhirHub.Engine.Search.Clauses;
using FhirHub.Engine.Storage;

namespace FhirHub.EndToEndTests.Search;

/// <summary>Whatever the number of references behind a search, a query of the database asks for a bounded number of them.</summary>
[TestFixture]
internal sealed class LargeSetTests
{
    private const int MostValues = 1000;
    private const int Members = 25_000;

    private static readonly SearchParameter Member = new()
    {
        ResourceType = "Group",
        Code = "member",
        Url = "http://example.org/member",
        Type = SearchParameterType.Reference,
        Expression = null,
        Targets = ["Patient"],
    };

    private readonly WriteClock _clock = new(TimeProvider.System);
    private readonly CommandLog _log = new();
    private TestDatabase _at = null!;
    private FhirDatabase _database = null!;
    private SyntheticResources _resources = null!;

    /// <summary>40 patients, half of them male; a Group and a List of them all and of 25,000 that do not exist; 3,000 observations of the first two patients.</summary>
    [OneTimeSetUp]
    public async Task FillAsync()
    {
        _at = await TestDatabase.NewAsync();
        _at.Share();
        _database = new FhirDatabase(new MongoOptions { ConnectionString = _at.ConnectionString, Database = _at.Name, ObserveCluster = _log.Observe });
        await _database.PrepareAsync(default);
        _resources = new SyntheticResources(_at, _clock);
        await _resources.FillAsync(Enumerable.Range(0, 40).Select(i => ($"Patient/{i}", new[] { i % 2 == 0 ? "Patient.gender\"male" : "Patient.gender\"female" })));
        string[] members = [.. Enumerable.Range(0, Members).Select(i => $"Patient/absent-{i:D8}"), .. Enumerable.Range(0, 40).Select(i => $"Patient/{i}")];
        await _resources.FillAsync(("Group/1", [.. members.Select(m => "Group.member!" + m)]), ("Group/2", ["Group.member!Patient/absent-1"]));
        await _resources.InsertAsync("List/1", ListOf(members.Select(m => $$"""{"item":{"reference":"{{m}}"} }""")), "List.status\"current");
        await _resources.FillAsync(Enumerable.Range(0, 3000).Select(i => ($"Observation/{i}", new[] { "Observation.code\"c", $"Observation.subject!Patient/{i % 2}" })));
    }

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        _resources.Dispose();
        _database.Dispose();
        await _at.ReleaseAsync();
    }

    [SetUp]
    public void Forget() => _log.Clear();

    [TearDown]
    public void AssertBounded()
    {
        Assert.That(_log.Queries, Is.Not.Empty);
        Assert.That(_log.LargestQuery, Is.LessThan(3_000_000));
    }

    [TestCase("male", 1)]
    [TestCase("other", 0)]
    public async Task A_chain_from_a_resource_with_many_references_asks_for_them_in_parts(string gender, int found)
    {
        var chain = new LeadsTo("member", ["Group.member"], ["Patient"], Gender(gender));
        // None is few enough to drive: rows are checked in batches.
        Assert.That(await KeysAsync(Query("Group", new AllOf([chain, new Not(Gender("male"))])), few: -1), Has.Count.EqualTo(found));
        Assert.That(_log.MostValues, Is.InRange(40, MostValues));
    }

    [Test]
    public async Task What_many_refer_to_is_found_in_parts([Values(-1, 2000)] int few)
    {
        var has = new IsReferredTo("_has", "Observation", "Observation.subject", new AllOf([Match("Observation.code\"c"), new Not(Match("Observation.code\"d"))]));
        Assert.That(await KeysAsync(Query("Patient", has), few), Is.EquivalentTo(new[] { "Patient/0", "Patient/1" }));
        Assert.That(_log.MostValues, Is.InRange(40, MostValues));
    }

    [Test]
    public async Task A_reverse_chain_over_a_resource_with_more_references_than_can_drive_is_checked_in_batches()
    {
        var has = new IsReferredTo("_has", "Group", "Group.member", new AllOf([]));
        Assert.That(await KeysAsync(Query("Patient", has) with { Count = 50 }, few: 2000), Has.Count.EqualTo(40));
        Assert.That(_log.MostValues, Is.LessThanOrEqualTo(MostValues));
    }

    [Test]
    public async Task The_items_of_a_large_List_are_found_in_order_and_by_pages()
    {
        var keys = await KeysAsync(Query("Patient", new AllOf([new MemberOfList("_list", ["List/1"]), Gender("male")])), few: 2000);
        Assert.That(keys, Has.Count.EqualTo(20).And.Unique);
        Assert.That(await KeysAsync(Query("Patient", new Not(new MemberOfList("_list", ["List/1"]))), few: 2000), Is.Empty);
        Assert.That(_log.MostValues, Is.LessThanOrEqualTo(MostValues));
    }

    [Test]
    public async Task Lists_with_more_items_than_can_be_kept_are_refused()
    {
        await _resources.InsertAsync("List/2", ListOf(Enumerable.Range(0, 200_001).Select(i => $$"""{"item":{"reference":"Patient/{{i}}"} }""")), "List.status\"current");
        var fault = (await Assert.ThrowsAsync<FhirException>(() => KeysAsync(Query("Patient", new MemberOfList("_list", ["List/2"])), few: 2000)))!;
        Assert.That((fault.Kind, fault.Issues[0].Code), Is.EqualTo((FaultKind.Unprocessable, "list-too-large")));
    }

    [Test]
    public async Task Many_references_are_included_in_parts_however_few_of_them_exist()
    {
        var page = await IncludeAsync("Group", "Group/1", reverse: false, new SearchLimits(), Member);
        Assert.That(page.Included, Has.Count.EqualTo(40));
        Assert.That(page.Warnings, Is.Empty);
        Assert.That(_log.MostValues, Is.InRange(1, MostValues));
    }

    [Test]
    public async Task Including_ends_where_the_page_has_no_more_room()
    {
        await _resources.FillAsync(Enumerable.Range(0, 20).Select(i => ($"Patient/absent-{i:D8}", new[] { "Patient.active\"true" })));
        _log.Clear();
        try
        {
            var page = await IncludeAsync("Group", "Group/1", reverse: false, new SearchLimits { MaxIncluded = 7 }, Member);
            Assert.That((page.Included.Count, page.Warnings.Single().Code), Is.EqualTo((7, "includes-limited")));
            Assert.That(_log.Queries, Has.Count.LessThan(10));
        }
        finally
        {
            foreach (int i in Enumerable.Range(0, 20))
                await _resources.WriteAsync($"Patient/absent-{i:D8}", null);
        }
    }

    [Test]
    public async Task Reverse_includes_of_many_parameters_and_matches_are_asked_for_in_parts()
    {
        SearchParameter[] many = [.. Enumerable.Range(0, 60).Select(i => Member with { ResourceType = "Observation", Code = i == 0 ? "subject" : $"p{i}" })];
        var page = await IncludeAsync("Patient", null, reverse: true, new SearchLimits { MaxIncluded = 5000 }, many);
        Assert.That((page.Matches.Count, page.Included.Count), Is.EqualTo((40, 3000)));
        Assert.That(_log.MostValues, Is.InRange(1, MostValues));
    }

    [Test]
    public async Task An_explanation_may_take_no_longer_than_a_search()
    {
        var runner = new SearchRunner(_database, _clock, new SearchLimits { TimeLimit = TimeSpan.FromSeconds(7) }, TimeProvider.System);
        var explained = await runner.ExplainAsync(Caller.Open, Query("Patient", Gender("male")), null, default);
        Assert.That(explained.Steps.Select(s => s.Examined), Has.None.Null);
        Assert.That(_log.Explanations.Select(e => e["maxTimeMS"].ToInt32()).ToList(), Has.Count.EqualTo(explained.Steps.Count).And.All.InRange(1, 7000));
    }

    [Test]
    public async Task Large_resources_behind_small_ones_are_read_a_few_at_a_time()
    {
        byte[] large = Encoding.UTF8.GetBytes($$"""{"resourceType":"Basic","language":"{{new string('x', 1_000_000)}} end"}""");
        await _resources.FillAsync(Enumerable.Range(0, 25).Select(i => ($"Basic/{i}", new[] { "Basic.code\"x" })));
        for (int i = 25; i < 60; i++)
            await _resources.InsertAsync($"Basic/{i}", large, "Basic.code\"x");
        _log.Clear();
        var query = Query("Basic", new ContainsText("_content", false, [["end"]])) with { Sort = [new SortKey("_lastUpdated", false, [])] };
        Assert.That(await KeysAsync(query, few: 0), Has.Count.EqualTo(35));
        Assert.That(_log.LargestAnswer, Is.InRange(5_000_000, 20_000_000));
    }

    private async Task<SearchPage> IncludeAsync(string type, string? key, bool reverse, SearchLimits limits, params SearchParameter[] parameters)
    {
        var query = Query(type, key is null ? new AllOf([]) : new HasKey("_id", [key])) with
        {
            Count = 50,
            Includes = [new Inclusion(reverse, parameters[0].ResourceType, parameters, null, false, "*")],
        };
        return await new SearchRunner(_database, _clock, limits, TimeProvider.System).RunAsync(Caller.Open, query, null, default);
    }

    private async Task<List<string>> KeysAsync(SearchQuery query, int few)
    {
        var runner = new SearchRunner(_database, _clock, new SearchLimits { ChainMatches = few }, TimeProvider.System);
        var keys = new List<string>();
        for (var page = await runner.RunAsync(Caller.Open, query, null, default); ; page = await runner.RunAsync(Caller.Open, query, page.Next, default))
        {
            keys.AddRange(page.Matches.Select(m => m.Key.ToString()));
            if (page.Next is null)
                return keys;
        }
    }

    private static byte[] ListOf(IEnumerable<string> entries) =>
        Encoding.UTF8.GetBytes($$"""{"resourceType":"List","id":"1","contained":[{"resourceType":"List","entry":[{}]}],"entry":[{{string.Join(',', entries)}}]}""");

    private static SearchQuery Query(string type, Clause where) => new() { Types = [type], Where = where, Count = 10 };

    private static EntriesMatch Gender(string code) => Match("Patient.gender\"" + code);

    private static EntriesMatch Match(string entry) => new("m", [entry[..entry.IndexOf('"', StringComparison.Ordinal)]], [new EntryCondition { Equal = [entry] }]);
}
