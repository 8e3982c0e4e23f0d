using FhirHub.Engine.Access;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Indexing.Types;
using FhirHub.Engine.Search;
using FhirHub.Engine.Search.Parsing;
using FhirHub.Engine.Storage;

namespace FhirHub.EndToEndTests.Search;

/// <summary>What "approximately" means on dates depends on the time; on all pages of a search it is that of the search.</summary>
[TestFixture]
internal sealed class TimeOfSearchTests
{
    [Test]
    public async Task An_approximate_date_means_the_same_on_all_pages()
    {
        var at = await TestDatabase.NewAsync();
        at.Share();
        using var database = new FhirDatabase(new MongoOptions { ConnectionString = at.ConnectionString, Database = at.Name });
        await database.PrepareAsync(default);
        var time = new SetTime(new DateTimeOffset(2024, 1, 1, 12, 0, 0, TimeSpan.Zero));
        var clock = new WriteClock(time);
        using (var resources = new SyntheticResources(at, clock))
        {
            for (int day = 0; day < 60; day++)
            {
                await resources.WriteAsync($"Patient/{day}", "Patient.active\"true");
                time.Now += TimeSpan.FromDays(1);
            }
        }

        time.Now = new DateTimeOffset(2024, 4, 10, 12, 0, 0, TimeSpan.Zero);
        var parser = new SearchParser(SearchParameterCatalog.R4, new SearchSettings(), new MatchSettings { Zone = TimeSpan.Zero, Time = time });
        var request = new SearchRequest { Types = ["Patient"], Parameters = [new("_lastUpdated", "ap2024-01-31"), new("_sort", "_lastUpdated"), new("_count", "4")] };
        var runner = new SearchRunner(database, clock, new SearchLimits(), time);
        var seen = new List<string>();
        for (var page = await runner.RunAsync(Caller.Open, parser.Parse(request), null, default); ; page = await runner.RunAsync(Caller.Open, parser.Parse(request), page.Next, default))
        {
            seen.AddRange(page.Matches.Select(m => m.Key.ToString()));
            if (page.Next is null)
                break;
            // A tenth of the distance is then far more.
            time.Now += TimeSpan.FromDays(100);
        }

        // 69.5 days lie between its end and the search: 7 days on either side.
        Assert.That(seen, Is.EqualTo(Enumerable.Range(23, 15).Select(day => $"Patient/{day}")));
        await at.ReleaseAsync();
    }

    private sealed class SetTime(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
