using System.Globalization;
using FhirHub.Engine.Access;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Search;
using FhirHub.Engine.Search.Clauses;
using FhirHub.Engine.Storage;
using MongoDB.Bson;
using SortKey = FhirHub.Engine.Search.SortKey;

namespace FhirHub.EndToEndTests.Search;

/// <summary>The law of paging: the pages of a search hold each row that matched at its start exactly once, in order, whatever is written meanwhile.</summary>
[TestFixture]
internal sealed class StablePagingTests
{
    private const int Rows = 400;
    private static readonly SearchParameter Family = Parameter("family", SearchParameterType.Text);
    private static readonly SearchParameter Code = Parameter("language", SearchParameterType.Token);
    private static readonly SearchParameter Born = Parameter("birthdate", SearchParameterType.Date);

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
        var random = new Random(7);
        await _resources.FillAsync(Enumerable.Range(0, Rows).Select(i => ($"Patient/{i}", Entries(random))));
    }

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        _resources.Dispose();
        _database.Dispose();
        await _at.ReleaseAsync();
    }

    [Test]
    public async Task Pages_hold_each_row_of_the_start_once_in_order_while_writers_run(
        [Values("", "-_lastUpdated", "_lastUpdated", "_id", "-_id", "family", "-family", "language,-birthdate", "birthdate", "-birthdate,family")] string sort,
        [Values("all", "one", "several", "range", "not")] string condition)
    {
        var query = Query(sort, condition, 23);
        var runner = new SearchRunner(_database, _clock, new SearchLimits(), TimeProvider.System);
        var expected = Expected(query, condition);
        var seen = new List<string>();
        var page = await runner.RunAsync(Caller.Open, query, null, default);
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 2).Select(w => WriteAsync(w, stop.Token)).ToArray();
        try
        {
            for (; ; page = await runner.RunAsync(Caller.Open, query, page.Next, default))
            {
                seen.AddRange(page.Matches.Select(m => $"{m.Key}/{m.Version}"));
                if (page.Next is null)
                    break;
            }

            Assert.That(seen, Is.EqualTo(expected));
            Assert.That(await BackAsync(runner, query, page), Is.EqualTo(expected), "backward");
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(writers);
        }
    }

    [Test]
    public async Task Rows_that_nobody_touches_come_once_in_order_even_when_writers_run_beside_the_first_page(
        [Values("", "_lastUpdated", "family", "-birthdate")] string sort, [Values("all", "several")] string condition)
    {
        var query = Query(sort, condition, 31);
        var runner = new SearchRunner(_database, _clock, new SearchLimits(), TimeProvider.System);
        var expected = Expected(query, condition).Where(IsSpared).ToList();
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 2).Select(w => WriteAsync(w, stop.Token, spare: true)).ToArray();
        try
        {
            var seen = new List<string>();
            var page = await runner.RunAsync(Caller.Open, query, null, default);
            for (; ; page = await runner.RunAsync(Caller.Open, query, page.Next, default))
            {
                seen.AddRange(page.Matches.Select(m => $"{m.Key}/{m.Version}"));
                if (page.Next is null)
                    break;
            }

            Assert.That(seen.Select(s => s[..s.LastIndexOf('/')]), Is.Unique);
            Assert.That(seen.Where(IsSpared), Is.EqualTo(expected));
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(writers);
        }
    }

    /// <summary>A third of the resources, of both writers.</summary>
    private static bool IsSpared(string version) => int.Parse(version.Split('/')[1], CultureInfo.InvariantCulture) % 3 == 0;

    /// <summary>All rows, from the last page back by the previous links.</summary>
    private static async Task<List<string>> BackAsync(SearchRunner runner, SearchQuery query, SearchPage last)
    {
        var seen = new List<string>();
        for (var page = last; ; page = await runner.RunAsync(Caller.Open, query, page.Previous, default))
        {
            seen.InsertRange(0, page.Matches.Select(m => $"{m.Key}/{m.Version}"));
            if (page.Previous is null)
                return seen;
        }
    }

    private async Task WriteAsync(int writer, CancellationToken stop, bool spare = false)
    {
        var random = new Random();
        while (!stop.IsCancellationRequested)
        {
            int i = random.Next(Rows * 5 / 4) / 2 * 2 + writer;
            if (spare && i % 3 == 0)
                continue;
            await _resources.WriteAsync($"Patient/{i}", random.Next(5) == 0 && _resources.Current.ContainsKey($"Patient/{i}") ? null : Entries(random));
        }
    }

    private List<string> Expected(SearchQuery query, string condition)
    {
        var matching = _resources.Current.Values.Where(d => Holds(condition, d)).ToList();
        matching.Sort((a, b) => Compare(query, a, b));
        return [.. matching.Select(d => $"{d["_id"]}/{d["version"]}")];
    }

    private static bool Holds(string condition, BsonDocument document)
    {
        var entries = document["tokens"].AsBsonArray.Select(t => t.AsString).ToList();
        return condition switch
        {
            "one" => entries.Contains("Patient.gender\"male"),
            "several" => entries.Contains("Patient.language\"a") || entries.Contains("Patient.language\"c"),
            "range" => entries.Exists(e => e.StartsWith("Patient.family+l", StringComparison.Ordinal)),
            "not" => !entries.Contains("Patient.gender\"male"),
            _ => true,
        };
    }

    private static Clause Where(string condition) => condition switch
    {
        "one" => Match("gender", new EntryCondition { Equal = ["Patient.gender\"male"] }),
        "several" => Match("language", new EntryCondition { Equal = ["Patient.language\"a"] }, new EntryCondition { Equal = ["Patient.language\"c"] }),
        "range" => Match("family", new EntryCondition { Within = [EntryRange.StartingWith("Patient.family+l")] }),
        "not" => new Not(Where("one")),
        _ => new AllOf([]),
    };

    private static EntriesMatch Match(string code, params EntryCondition[] conditions) => new(code, [$"Patient.{code}"], conditions);

    private static SearchQuery Query(string sort, string condition, int count) => new()
    {
        Types = ["Patient"],
        Where = Where(condition),
        Count = count,
        Sort = [.. sort.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Key)],
    };

    private static SortKey Key(string text)
    {
        string code = text.TrimStart('-');
        return new SortKey(code, text[0] == '-', code switch { "family" => [Family], "language" => [Code], "birthdate" => [Born], _ => [] });
    }

    private static int Compare(SearchQuery query, BsonDocument a, BsonDocument b)
    {
        foreach (var key in query.Sort)
        {
            int compared = key.Code switch
            {
                "_id" => string.CompareOrdinal(a["_id"].AsString, b["_id"].AsString) * (key.Descending ? -1 : 1),
                "_lastUpdated" => a["lastUpdated"].CompareTo(b["lastUpdated"]) * (key.Descending ? -1 : 1),
                _ => CompareEntries(key, a, b),
            };
            if (compared != 0)
                return compared;
        }

        return query.Sort is [{ Code: "_lastUpdated" } only]
            ? string.CompareOrdinal(a["_id"].AsString, b["_id"].AsString) * (only.Descending ? -1 : 1)
            : string.CompareOrdinal(b["ord"].AsString, a["ord"].AsString);
    }

    private static int CompareEntries(SortKey key, BsonDocument a, BsonDocument b)
    {
        string? x = Value(key, a), y = Value(key, b);
        return x is null || y is null ? (x is null).CompareTo(y is null) : string.CompareOrdinal(x, y) * (key.Descending ? -1 : 1);
    }

    private static string? Value(SortKey key, BsonDocument document)
    {
        string head = key.Code switch { "family" => "Patient.family+", "language" => "Patient.language\"", _ => "Patient.birthdate(" };
        var values = document["tokens"].AsBsonArray.Select(t => t.AsString).Where(t => t.StartsWith(head, StringComparison.Ordinal))
            .Select(t => t[(head.Length + (key.Code == "birthdate" ? 1 : 0))..]).Order(StringComparer.Ordinal).ToList();
        return values.Count == 0 ? null : key.Descending ? values[^1] : values[0];
    }

    private static string[] Entries(Random random)
    {
        var entries = new List<string> { random.Next(2) == 0 ? "Patient.gender\"male" : "Patient.gender\"female" };
        string[] names = ["li", "liu", "lu", "wang", "zhang", "chen", "王", "𠮷田"];
        for (int i = random.Next(3); i > 0; i--)
            entries.Add($"Patient.family+{names[random.Next(names.Length)]}{random.Next(20)}");
        for (int i = random.Next(3); i > 0; i--)
            entries.Add($"Patient.language\"{(char)('a' + random.Next(4))}");
        if (random.Next(10) > 0)
            entries.Add(string.Create(CultureInfo.InvariantCulture, $"Patient.birthdate({random.Next(3)}{new DateTime(1950, 1, 1).AddDays(random.Next(20000)).Ticks / 10000:x12}"));
        return [.. entries.Distinct()];
    }

    private static SearchParameter Parameter(string code, SearchParameterType type) => new()
    {
        ResourceType = "Patient",
        Code = code,
        Url = $"http://example.org/{code}",
        Type = type,
        Expression = null,
    };
}
