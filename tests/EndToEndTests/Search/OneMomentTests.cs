using FhirHub.Engine.Access;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Search;
using FhirHub.Engine.Search.Clauses;
using FhirHub.Engine.Storage;

namespace FhirHub.EndToEndTests.Search;

/// <summary>What one page shows was so at one moment, also where it is the only page and took several queries, while writers run.</summary>
[TestFixture]
internal sealed class OneMomentTests
{
    private const int Rows = 600;
    private const int Searches = 60;
    private static readonly SearchParameter Language = Parameter("Patient", "language", SearchParameterType.Token);
    private static readonly SearchParameter Subject = Parameter("Observation", "subject", SearchParameterType.Reference);

    private readonly WriteClock _clock = new(TimeProvider.System);
    private TestDatabase _at = null!;
    private FhirDatabase _database = null!;
    private SyntheticResources _resources = null!;

    [OneTimeSetUp]
    public async Task FillAsync()
    {
        _at = await TestDatabase.NewAsync();
        _at.Share();
        _database = new FhirDatabase(new MongoOptions { ConnectionString = _at.ConnectionString, Database = _at.Name });
        await _database.PrepareAsync(default);
        _resources = new SyntheticResources(_at, _clock);
        await _resources.FillAsync(Enumerable.Range(0, Rows).Select(i => ($"Patient/{i}", Entries(i % 2 == 0))));
        await _resources.FillAsync(("Observation/1", ["Observation.subject!Patient/p"]), ("Patient/p", ["Patient.active\"true"]));
    }

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        _resources.Dispose();
        _database.Dispose();
        await _at.ReleaseAsync();
    }

    [Test]
    public async Task Rows_that_always_match_one_of_two_alternatives_are_all_there_once([Values("", "language")] string sort, [Values] bool readEach)
    {
        var either = new EntriesMatch("language", ["Patient.language"], [new EntryCondition { Equal = ["Patient.language\"a"] }, new EntryCondition { Equal = ["Patient.language\"c"] }]);
        var query = new SearchQuery
        {
            Types = ["Patient"],
            Where = readEach ? new AllOf([either, new ContainsText("_content", false, [["patient"]])]) : either,
            Count = Rows + 100,
            Sort = sort.Length == 0 ? [] : [new SortKey(sort, false, [Language])],
        };
        var random = new Random(5);
        await WhileAsync(
            async () => await _resources.WriteAsync($"Patient/{random.Next(Rows)}", Entries(random.Next(2) == 0)),
            async runner =>
            {
                var page = await runner.RunAsync(Caller.Open, query, null, default);
                Assert.That(page.Matches.Select(m => m.Key.ToString()).ToList(), Has.Count.EqualTo(Rows).And.Unique);
                Assert.That((page.Next, page.Total), Is.EqualTo(((PagePosition?)null, (long?)Rows)));
            },
            readEach ? Searches / 3 : Searches);
    }

    [Test]
    public async Task An_included_resource_is_as_it_was_when_the_match_was()
    {
        var query = new SearchQuery
        {
            Types = ["Observation"],
            Where = new HasKey("_id", ["Observation/1"]),
            Count = 10,
            Includes = [new Inclusion(false, "Observation", [Subject], null, false, "Observation:subject")],
        };
        await WhileAsync(
            async () =>
            {
                await _resources.WriteAsync("Patient/p", "Patient.active\"true");
                await _resources.WriteAsync("Observation/1", "Observation.subject!Patient/p");
            },
            async runner =>
            {
                var page = await runner.RunAsync(Caller.Open, query, null, default);
                // The patient is always written first.
                Assert.That(page.Included.Single().Version - page.Matches.Single().Version, Is.InRange(0, 1));
            },
            Searches);
    }

    /// <summary>Searches while one writer goes on writing.</summary>
    private async Task WhileAsync(Func<Task> write, Func<SearchRunner, Task> search, int searches)
    {
        var runner = new SearchRunner(_database, _clock, new SearchLimits(), TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var writer = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
                await write();
        });
        try
        {
            for (int i = 0; i < searches; i++)
                await search(runner);
        }
        finally
        {
            await stop.CancelAsync();
            await writer;
        }
    }

    private static string[] Entries(bool first) => [first ? "Patient.language\"a" : "Patient.language\"c"];

    private static SearchParameter Parameter(string type, string code, SearchParameterType kind) => new()
    {
        ResourceType = type,
        Code = code,
        Url = $"http://example.org/{code}",
        Type = kind,
        Expression = null,
    };
}
