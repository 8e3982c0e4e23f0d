using System.Collections.Concurrent;
using FhirHub.EndToEndTests.Search.Parameters.Synthesis;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Indexing;

namespace FhirHub.EndToEndTests.Search.Parameters;

/// <summary>
/// Every search parameter of R4 on every type, against the official examples, and against resources made for it where none of them has a value:
/// what FHIRPath selects is found by its value, told from what is missing, sorted by, and included.
/// </summary>
[TestFixture]
internal sealed class EveryParameterTests : ServerTests
{
    private const int Clients = 8;
    private const int QueriesOfPair = 6;

    private static readonly (string Name, string Value)[] Strict = [("Prefer", "handling=strict")];

    private ILookup<string, ExampleRow> _rows = null!;
    private IReadOnlyList<(SearchParameter Parameter, IReadOnlyList<RowValue> Values)> _pairs = [];
    private string[] _withoutExample = [];

    // Parameters is a resource that is never stored.
    [OneTimeSetUp]
    public async Task LoadAsync()
    {
        var examples = await ExampleRows.LoadAsync(Http);
        var pairs = Pairs(examples);
        SearchParameter[] without = [.. pairs.Where(p => !p.Values.Any(v => v.Present)).Select(p => p.Parameter)];
        _withoutExample = [.. without.Select(p => p.Prefix).Order(StringComparer.Ordinal)];
        var synthesised = await SynthesisedRows.LoadAsync(Http, without, [.. examples.Select(r => r.Key)]);
        _rows = examples.Concat(synthesised).ToLookup(r => r.Type);
        _pairs = [.. pairs.Zip(Pairs(synthesised), (a, b) => (a.Parameter, (IReadOnlyList<RowValue>)[.. a.Values, .. b.Values]))];
    }

    [Test]
    public void The_pairs_for_which_no_example_has_a_value_are_known() =>
        GoldenFile.Matches("search-parameters-without-example.txt", string.Join('\n', _withoutExample));

    [Test]
    public void Every_pair_has_a_value_to_be_tried_with() =>
        Assert.That(_pairs.Where(p => !p.Values.Any(v => v.Present)).Select(p => p.Parameter.Prefix), Is.Empty);

    [Test]
    public async Task A_value_that_no_example_has_finds_exactly_the_resource_that_was_made_with_it() => await CollectAsync(async (parameter, values) =>
    {
        var failures = new List<string>();
        if (!_withoutExample.Contains(parameter.Prefix))
            return failures;
        string[] having = [.. values.Where(v => v.Present).Select(v => v.Row.Id).Order(StringComparer.Ordinal)];
        var own = values.Single(v => v.Present && v.Row.Id == SynthesisedResource.IdFor(parameter));
        foreach (var query in own.Queries)
        {
            string search = $"{parameter.ResourceType}?{query.Text(parameter.Code)}&_elements=id&_count=1000";
            var ids = await IdsAsync(search);
            if (!ids.Contains(own.Row.Id) || ids.Except(having).Any())
                failures.Add($"{search}: {string.Join(' ', ids)} instead of {string.Join(' ', having)}");
        }

        return failures;
    });

    [Test]
    public async Task Every_value_is_found_by_its_parameter() => await CollectAsync(async (parameter, values) =>
    {
        var failures = new List<string>();
        foreach (var (row, query) in Tries(values))
        {
            string search = $"{parameter.ResourceType}?{query.Text(parameter.Code)}&_elements=id&_count=1000";
            if (!(await IdsAsync(search)).Contains(row.Id))
                failures.Add($"{search}: {row.Id}");
        }

        return failures;
    });

    [Test]
    public async Task Missing_tells_what_has_a_value_from_what_has_none() => await CollectAsync(async (parameter, values) =>
    {
        string search = $"{parameter.ResourceType}?_elements=id&_count=1000&{parameter.Code}:missing=";
        var without = await IdsAsync(search + "true");
        var with = await IdsAsync(search + "false");
        var wrong = values.Where(v => v.Present ? !with.Contains(v.Row.Id) || without.Contains(v.Row.Id)
            : v.Selected ? with.Contains(v.Row.Id) == without.Contains(v.Row.Id)
            : with.Contains(v.Row.Id) || !without.Contains(v.Row.Id));
        return wrong.Select(v => $"{search}: {v.Row.Id} {(v.Present ? "has a value" : v.Selected ? "has an element" : "has none")}");
    });

    [Test]
    public async Task Sorting_returns_every_row_once_and_those_without_value_last() => await CollectAsync(async (parameter, values) =>
    {
        if (parameter.Type is SearchParameterType.Composite or SearchParameterType.Special)
            return [];
        var failures = new List<string>();
        foreach (string sign in new[] { "", "-" })
        {
            string search = $"{parameter.ResourceType}?_elements=id&_count=1000&_sort={sign}{parameter.Code}";
            var ids = await IdsAsync(search);
            if (!ids.Order(StringComparer.Ordinal).SequenceEqual(values.Select(v => v.Row.Id).Order(StringComparer.Ordinal)))
                failures.Add($"{search}: {ids.Count} rows of {values.Count}");
            int last = values.Where(v => v.Sorted).Select(v => ids.IndexOf(v.Row.Id)).DefaultIfEmpty(-1).Max();
            if (values.Where(v => !v.Selected).Select(v => ids.IndexOf(v.Row.Id)).DefaultIfEmpty(int.MaxValue).Min() < last)
                failures.Add($"{search}: a row without value stands before one that has one");
        }

        return failures;
    });

    [Test]
    public async Task Every_reference_parameter_includes_its_targets()
    {
        var stored = _rows.SelectMany(g => g).Select(r => r.Key).ToHashSet();
        await CollectAsync(async (parameter, values) =>
        {
            if (parameter.Type != SearchParameterType.Reference
                || values.SelectMany(v => v.Queries.Select(q => (v.Row, q.Value))).FirstOrDefault(v => stored.Contains(v.Value) && LeadsTo(parameter, v.Value)) is not { Row: { } row, Value: var target })
                return [];
            string search = $"{parameter.ResourceType}?_id={row.Id}&_include={parameter.ResourceType}:{parameter.Code}";
            var answer = await PageAsync(search);
            string back = $"{target.Split('/')[0]}?_id={target.Split('/')[1]}&_revinclude={parameter.ResourceType}:{parameter.Code}&_elements=id";
            var reverse = await PageAsync(back);
            return new[] { (search, Has(answer, target)), (back, Has(reverse, row.Key)) }.Where(t => !t.Item2).Select(t => $"{t.Item1}: {target} of {row.Key}");
        });
    }

    private static IReadOnlyList<(SearchParameter Parameter, IReadOnlyList<RowValue> Values)> Pairs(IReadOnlyList<ExampleRow> rows)
    {
        var byType = rows.ToLookup(r => r.Type);
        return [.. FhirSchema.R4.Resources.Where(t => t.Name != "Parameters").SelectMany(t => SearchParameterCatalog.R4.For(t.Name)).Where(p => p.Expression is not null)
            .AsParallel().AsOrdered().Select(p => (p, (IReadOnlyList<RowValue>)[.. byType[p.ResourceType].Select(r => r.Value(p))]))];
    }

    // Some examples refer to what the definition of their element does not allow.
    private static bool LeadsTo(SearchParameter parameter, string target) => parameter.Targets.Count == 0 || parameter.Targets.Contains(target.Split('/')[0]);

    private static bool Has(Answer answer, string key) =>
        answer.Entries.Any(e => ((string?)e["fullUrl"])?.EndsWith("/" + key, StringComparison.Ordinal) == true);

    /// <summary>Each form of query once, on as many resources as it takes.</summary>
    private static IEnumerable<(ExampleRow Row, ValueQuery Query)> Tries(IReadOnlyList<RowValue> values) =>
        values.SelectMany(v => v.Queries.Select(q => (v.Row, Query: q)))
            .GroupBy(t => (t.Query.Modifier, t.Query.Value.Count(c => c == '|'), t.Query.Value.Length > 1 && char.IsAsciiLetter(t.Query.Value[0])))
            .Select(g => g.First()).Take(QueriesOfPair);

    private async Task<List<string>> IdsAsync(string search)
    {
        var ids = new List<string>();
        for (string? next = search; next is not null;)
        {
            var page = await PageAsync(next);
            ids.AddRange(page.Entries.Where(e => (string?)e["search"]!["mode"] == "match").Select(e => (string)e["resource"]!["id"]!));
            next = page.Link("next");
        }

        return ids;
    }

    private async Task<Answer> PageAsync(string search)
    {
        var page = await Http.FetchAsync(search, Strict);
        return page.Status == HttpStatusCode.OK ? page : throw new InvalidOperationException($"{search}: {page.Status} {page.Text}");
    }

    private async Task CollectAsync(Func<SearchParameter, IReadOnlyList<RowValue>, Task<IEnumerable<string>>> tryAsync)
    {
        var failures = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(_pairs, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (pair, _) =>
        {
            try
            {
                foreach (string failure in await tryAsync(pair.Parameter, pair.Values))
                    failures.Add(failure);
            }
            catch (Exception e) when (e is InvalidOperationException)
            {
                failures.Add(e.Message);
            }
        });
        Assert.That(failures.Order(StringComparer.Ordinal), Is.Empty);
    }
}
