using FhirHub.Engine.Access;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Search;
using FhirHub.Engine.Search.Clauses;
using FhirHub.Engine.Storage;

namespace FhirHub.EndToEndTests.Search;

/// <summary>Chains, includes, totals, texts, limits: the engine on index entries of the test's choice.</summary>
[TestFixture]
internal sealed class EngineTests
{
    private static readonly SearchParameter Subject = new()
    {
        ResourceType = "Observation",
        Code = "subject",
        Url = "http://example.org/subject",
        Type = SearchParameterType.Reference,
        Expression = null,
        Targets = ["Patient"],
    };

    private static readonly SearchParameter Organization = Subject with { ResourceType = "Patient", Code = "organization", Targets = ["Organization"] };
    private static readonly SearchParameter PartOf = Subject with { ResourceType = "Organization", Code = "partof", Targets = ["Organization"] };

    private readonly WriteClock _clock = new(TimeProvider.System);
    private TestDatabase _at = null!;
    private FhirDatabase _database = null!;
    private SyntheticResources _resources = null!;

    /// <summary>60 patients, half of them male, in 6 organizations, each part of the one before; 5 observations each, code a to e; Patient/59 is deleted.</summary>
    [OneTimeSetUp]
    public async Task FillAsync()
    {
        _at = await TestDatabase.NewAsync();
        _at.Share();
        _database = new FhirDatabase(new MongoOptions { ConnectionString = _at.ConnectionString, Database = _at.Name });
        await _database.PrepareAsync(default);
        _resources = new SyntheticResources(_at, _clock);
        await _resources.FillAsync(Enumerable.Range(0, 6).Select(i => ($"Organization/{i}", (string[])(i == 0 ? [$"Organization._id\"{i}"] : [$"Organization._id\"{i}", $"Organization.partof!Organization/{i - 1}"]))));
        await _resources.FillAsync(Enumerable.Range(0, 60).Select(i => ($"Patient/{i}", new[]
        {
            i % 2 == 0 ? "Patient.gender\"male" : "Patient.gender\"female", $"Patient.organization!Organization/{i % 6}", $"Patient.family+f{i}",
        })));
        await _resources.FillAsync(Enumerable.Range(0, 300).Select(i => ($"Observation/{i}", new[]
        {
            $"Observation.code\"{(char)('a' + i % 5)}", $"Observation.subject!Patient/{i / 5}",
        })));
        await _resources.WriteAsync("Patient/59", null);
    }

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        _resources.Dispose();
        _database.Dispose();
        await _at.ReleaseAsync();
    }

    [Test]
    public async Task A_chain_finds_what_refers_to_its_matches([Values(3, 2000)] int few)
    {
        var keys = await AllAsync(Query("Observation", Chain(Gender("male"))), few);
        Assert.That(keys, Is.EquivalentTo(Enumerable.Range(0, 300).Where(i => i / 5 % 2 == 0).Select(i => $"Observation/{i}")));
    }

    [Test]
    public async Task A_chain_does_not_lead_to_the_deleted([Values(0, 2000)] int few) =>
        Assert.That(await AllAsync(Query("Observation", Chain(Match("Patient", "family", "+f59"))), few), Is.Empty);

    [Test]
    public async Task Chains_nest_and_join_with_other_conditions([Values(0, 2000)] int few)
    {
        var inner = new LeadsTo("organization", ["Patient.organization"], ["Organization"], Match("Organization", "partof", "!Organization/2"));
        var keys = await AllAsync(Query("Observation", new AllOf([Match("Observation", "code", "\"c"), Chain(inner)])), few);
        Assert.That(keys, Is.EquivalentTo(Enumerable.Range(0, 300).Where(i => i % 5 == 2 && i / 5 % 6 == 3 && i / 5 != 59).Select(i => $"Observation/{i}")));
    }

    [Test]
    public async Task A_chain_may_be_negated_or_one_of_alternatives([Values(0, 2000)] int few)
    {
        var either = new AnyOf([Match("Observation", "code", "\"a"), new Not(Chain(Gender("male")))]);
        var keys = await AllAsync(Query("Observation", either), few);
        Assert.That(keys, Is.EquivalentTo(Enumerable.Range(0, 300).Where(i => i % 5 == 0 || i / 5 % 2 == 1 || i / 5 == 59).Select(i => $"Observation/{i}")));
    }

    [Test]
    public async Task Referred_to_finds_what_matches_refer_to([Values(0, 2000)] int few)
    {
        var has = new IsReferredTo("_has:Observation:subject:code", "Observation", "Observation.subject", Match("Observation", "code", "\"b"));
        Assert.That(await AllAsync(Query("Patient", has), few), Has.Count.EqualTo(59));
        var twice = new IsReferredTo("_has", "Patient", "Patient.organization", new AllOf([has, Match("Patient", "family", "+f7")]));
        Assert.That(await AllAsync(Query("Organization", twice), few), Is.EqualTo(new[] { "Organization/1" }));
    }

    [Test]
    public async Task Pages_of_chains_are_stable_while_writers_run()
    {
        var query = Query("Observation", Chain(Match("Patient", "family", "+f20", "+f22", "+f24"))) with { Count = 4 };
        var runner = Runner(1);
        var first = await runner.RunAsync(Caller.Open, query, null, default);
        for (int i = 20; i <= 24; i += 2)
            await _resources.WriteAsync($"Patient/{i}", $"Patient.gender\"{(i % 2 == 0 ? "male" : "female")}", $"Patient.organization!Organization/{i % 6}", $"Patient.family+moved{i}");
        var seen = first.Matches.Select(m => m.Key.ToString()).ToList();
        for (var page = first; page.Next is not null;)
        {
            page = await runner.RunAsync(Caller.Open, query, page.Next, default);
            seen.AddRange(page.Matches.Select(m => m.Key.ToString()));
        }

        Assert.That(seen, Is.Unique);
        Assert.That(seen, Is.EquivalentTo(new[] { 20, 22, 24 }.SelectMany(p => Enumerable.Range(p * 5, 5)).Select(i => $"Observation/{i}")));
        for (int i = 20; i <= 24; i += 2)
            await _resources.WriteAsync($"Patient/{i}", "Patient.gender\"male", $"Patient.organization!Organization/{i % 6}", $"Patient.family+f{i}");
    }

    [Test]
    public async Task Includes_go_as_far_as_they_iterate_and_leave_out_matches()
    {
        var query = Query("Observation", new HasKey("_id", ["Observation/16"])) with
        {
            Includes = [Include(Subject), Include(Organization, iterate: true), Include(PartOf, iterate: true)],
        };
        var page = await Runner().RunAsync(Caller.Open, query, null, default);
        Assert.That(page.Matches.Select(m => m.Key.ToString()), Is.EqualTo(new[] { "Observation/16" }));
        Assert.That(page.Included.Select(m => m.Key.ToString()), Is.EqualTo(new[] { "Organization/0", "Organization/1", "Organization/2", "Organization/3", "Patient/3" }));
        query = query with { Includes = [Include(Subject), Include(Organization)] };
        page = await Runner().RunAsync(Caller.Open, query, null, default);
        Assert.That(page.Included.Select(m => m.Key.ToString()), Is.EqualTo(new[] { "Patient/3" }));
    }

    [Test]
    public async Task Reverse_includes_bring_what_refers_to_matches()
    {
        var query = Query("Patient", new HasKey("_id", ["Patient/3", "Patient/4"])) with { Includes = [Include(Subject) with { Reverse = true }] };
        var page = await Runner().RunAsync(Caller.Open, query, null, default);
        Assert.That(page.Included.Select(m => m.Key.ToString()), Is.EquivalentTo(Enumerable.Range(15, 10).Select(i => $"Observation/{i}")));
        Assert.That(page.Warnings, Is.Empty);
    }

    [Test]
    public async Task Includes_beyond_the_cap_are_left_out_with_a_warning()
    {
        var query = Query("Patient", Gender("female")) with { Includes = [Include(Subject) with { Reverse = true }] };
        var runner = new SearchRunner(_database, _clock, new SearchLimits { MaxIncluded = 7 }, TimeProvider.System);
        var page = await runner.RunAsync(Caller.Open, query, null, default);
        Assert.That(page.Included, Has.Count.EqualTo(7));
        Assert.That(page.Warnings.Single().Code, Is.EqualTo("includes-limited"));
    }

    /// <summary>A range that bounds the walk, and an entry that is checked: the walk's order is not the one asked for.</summary>
    [Test]
    public async Task What_a_range_finds_is_in_order_whatever_else_is_asked([Values] bool rangeFirst)
    {
        var range = new EntriesMatch("family", ["Patient.family"], [new EntryCondition { Within = [new EntryRange("Patient.family+f1", "Patient.family+f2")] }]);
        Clause[] both = rangeFirst ? [range, Gender("male")] : [Gender("male"), range];
        var keys = await AllAsync(Query("Patient", new AllOf(both)), 2000);
        Assert.That(keys, Is.EqualTo(_resources.Current.Where(r => r.Key is { Length: 10 } and ['P', .., '1', _] && r.Value["tokens"].AsBsonArray.Contains("Patient.gender\"male"))
            .OrderByDescending(r => r.Value["ord"].AsString, StringComparer.Ordinal).Select(r => r.Key)));
        Assert.That(keys, Has.Count.EqualTo(5));
    }

    [Test]
    public async Task Totals_are_told_as_asked([Values] TotalMode mode)
    {
        var page = await Runner().RunAsync(Caller.Open, Query("Patient", Gender("male")) with { Count = 5, Total = mode }, null, default);
        Assert.That(page.Total, mode is TotalMode.Accurate or TotalMode.Estimate ? Is.EqualTo(30) : Is.Null);
        var next = await Runner().RunAsync(Caller.Open, Query("Patient", Gender("male")) with { Count = 5, Total = mode }, page.Next, default);
        Assert.That(next.Total, Is.EqualTo(page.Total));
    }

    [Test]
    public async Task A_page_that_holds_all_tells_the_total() =>
        Assert.That((await Runner().RunAsync(Caller.Open, Query("Organization", new AllOf([])), null, default)).Total, Is.EqualTo(6));

    [Test]
    public async Task A_count_of_zero_tells_the_total_alone()
    {
        var page = await Runner().RunAsync(Caller.Open, Query("Patient", Chain2()) with { Count = 0, Total = TotalMode.Accurate }, null, default);
        Assert.That((page.Total, page.Matches.Count, page.Next), Is.EqualTo((10L, 0, (PagePosition?)null)));
    }

    [Test]
    public async Task Texts_are_read_in_the_resources_themselves()
    {
        var text = new ContainsText("_content", false, [["v1", "organization"]]);
        Assert.That(await AllAsync(Query("Organization", text), 2000), Has.Count.EqualTo(6));
        Assert.That(await AllAsync(Query("Organization", text with { NarrativeOnly = true }), 2000), Is.Empty);
        Assert.That(await AllAsync(Query("Organization", new Not(text)), 2000), Is.Empty);
    }

    [Test]
    public async Task A_search_that_takes_too_long_is_stopped_with_a_hint()
    {
        var runner = new SearchRunner(_database, _clock, new SearchLimits { TimeLimit = TimeSpan.FromTicks(1) }, TimeProvider.System);
        var fault = (await Assert.ThrowsAsync<FhirException>(() => runner.RunAsync(Caller.Open, Query("Patient", Gender("male")), null, default)))!;
        Assert.That((fault.Kind, fault.Issues[0].Code), Is.EqualTo((FaultKind.Transient, "search-too-long")));
    }

    [Test]
    public async Task A_search_that_takes_too_long_says_what_took_it_and_what_it_goes_through()
    {
        // Each look at the clock takes a second: it is stopped wherever the limit lies.
        var faults = new List<string>();
        for (int seconds = 2; ; seconds++)
        {
            var runner = new SearchRunner(_database, _clock, new SearchLimits { TimeLimit = TimeSpan.FromSeconds(seconds), ChainMatches = 0 }, new SlowTime());
            try
            {
                await runner.RunAsync(Caller.Open, Query("Observation", new AllOf([new Not(Match("Observation", "code", "\"a")), Chain(Gender("male"))])), null, default);
                break;
            }
            catch (FhirException e) when (e.Issues[0].Code == "search-too-long")
            {
                faults.Add(e.Issues[0].Diagnostics);
                Assert.That(faults[^1], Does.StartWith($"The search was stopped after {seconds} s").And.Contain("_explain=true"));
            }
        }

        Assert.That(faults, Has.Some.Contains("most of it spent on: "));
        Assert.That(faults, Has.Some.Contains("No condition narrows it by an index: it goes through Observation in index order, checking each. Each is checked for: not code (1 entry)."));
        Assert.That(faults, Has.Some.Contains("Looked up for one batch of them after the other, since no index can tell: subject (leads to: gender (1 entry))."));
    }

    [Test]
    public async Task An_explanation_ends_with_the_time_of_a_search()
    {
        SearchExplanation? explained = null;
        // The first limit that is enough for the search is not enough to explain all of it.
        for (int seconds = 2; explained is null; seconds++)
        {
            try
            {
                var runner = new SearchRunner(_database, _clock, new SearchLimits { TimeLimit = TimeSpan.FromSeconds(seconds) }, new SlowTime());
                explained = await runner.ExplainAsync(Caller.Open, Query("Patient", Gender("male")), null, default);
            }
            catch (FhirException e) when (e.Issues[0].Code == "search-too-long")
            {
                Assert.That(seconds, Is.LessThan(100));
            }
        }

        Assert.That(explained.Page.Matches, Has.Count.EqualTo(10));
        Assert.That(explained.Steps, Is.Not.Empty);
    }

    [Test]
    public async Task A_condition_that_no_command_holds_is_refused()
    {
        var many = Match("Patient", "family", [.. Enumerable.Range(0, 200_000).Select(i => $"+name{i}")]);
        var fault = (await Assert.ThrowsAsync<FhirException>(() => Runner().RunAsync(Caller.Open, Query("Patient", many), null, default)))!;
        Assert.That((fault.Kind, fault.Issues[0].Code), Is.EqualTo((FaultKind.Invalid, "search-too-large")));
    }

    [Test]
    public async Task An_explanation_names_index_and_documents()
    {
        var explained = await Runner().ExplainAsync(Caller.Open, Query("Patient", Gender("male")), null, default);
        Assert.That(explained.Condition, Is.EqualTo("gender (1 entry)"));
        Assert.That(explained.Steps[0].Index, Is.EqualTo("tokens, ord descending"));
        Assert.That(explained.Steps[0].Examined, Is.InRange(11, 31));
    }

    [Test]
    public async Task Versions_superseded_before_a_search_began_are_not_looked_at()
    {
        for (int i = 0; i < 20; i++)
            await _resources.WriteAsync("Basic/1", "Basic.code\"x");
        var explained = await Runner().ExplainAsync(Caller.Open, Query("Patient", Gender("male")), null, default);
        var former = explained.Steps.Single(s => s.Collection == "superseded");
        Assert.That((former.Examined, former.Returned), Is.EqualTo((0L, 0L)));
    }

    [Test]
    public async Task A_page_is_bounded_in_bytes_and_the_walk_still_complete()
    {
        var runner = new SearchRunner(_database, _clock, new SearchLimits { PageBytes = 300 }, TimeProvider.System);
        var query = Query("Patient", Gender("female")) with { Count = 20 };
        var page = await runner.RunAsync(Caller.Open, query, null, default);
        Assert.That(page.Matches, Has.Count.InRange(2, 10));
        Assert.That(await WalkAsync(runner, query), Has.Count.EqualTo(29).And.Unique);
    }

    private async Task<List<string>> AllAsync(SearchQuery query, int few) => await WalkAsync(Runner(few), query);

    private static async Task<List<string>> WalkAsync(SearchRunner runner, SearchQuery query)
    {
        var seen = new List<string>();
        var page = await runner.RunAsync(Caller.Open, query, null, default);
        for (; ; page = await runner.RunAsync(Caller.Open, query, page.Next, default))
        {
            seen.AddRange(page.Matches.Select(m => m.Key.ToString()));
            if (page.Next is null)
                return seen;
        }
    }

    private SearchRunner Runner(int few = 2000) => new(_database, _clock, new SearchLimits { ChainMatches = few }, TimeProvider.System);

    private static SearchQuery Query(string type, Clause where) => new() { Types = [type], Where = where, Count = 10 };

    private static EntriesMatch Gender(string code) => Match("Patient", "gender", "\"" + code);

    private static LeadsTo Chain(Clause where) => new("subject", ["Observation.subject"], ["Patient"], where);

    private static LeadsTo Chain2() => new("organization", ["Patient.organization"], ["Organization"], Match("Organization", "partof", "!Organization/2"));

    private static Inclusion Include(SearchParameter parameter, bool iterate = false) =>
        new(false, parameter.ResourceType, [parameter], null, iterate, $"{parameter.ResourceType}:{parameter.Code}");

    private static EntriesMatch Match(string type, string code, params string[] payloads) =>
        new(code, [$"{type}.{code}"], [new EntryCondition { Equal = [.. payloads.Select(p => $"{type}.{code}{p}")] }]);

    /// <summary>A clock on which every look takes a second.</summary>
    private sealed class SlowTime : TimeProvider
    {
        private long _looks;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Increment(ref _looks);
    }
}
