using System.Collections.Concurrent;
using System.Globalization;

namespace FhirHub.EndToEndTests.Interactions;

/// <summary>The law of paging: whatever is written meanwhile, each version that existed at the start comes exactly once.</summary>
[TestFixture]
internal sealed class HistoryPagingTests : ServerTests
{
    private readonly ConcurrentDictionary<string, bool> _written = new();
    private string[] _keys = [];

    [OneTimeSetUp]
    public async Task WriteAsync()
    {
        _keys = [.. Enumerable.Range(0, 12).Select(i => $"{(i % 2 == 0 ? "Patient" : "Person")}/{NewId()}")];
        await Task.WhenAll(_keys.Select(key => WriteManyAsync(key, 5)));
    }

    [Test]
    public async Task Each_version_that_existed_at_the_start_comes_exactly_once_while_writers_run(
        [Values("", "Patient/", "{0}/")] string scope, [Values(2, 5, 15)] int count)
    {
        scope = string.Format(CultureInfo.InvariantCulture, scope, _keys[0]);
        string[] atStart = [.. _written.Keys.Where(k => k.StartsWith(scope, StringComparison.Ordinal))];
        var seen = new List<string>();
        int turn = 0;
        for (string? next = $"{scope}_history?_count={count}"; next is not null;)
        {
            // Writers run beside each request, on resources of this page, of pages before and of pages to come.
            var reading = Http.FetchAsync(next);
            string[] within = [.. _keys.Where(k => k.StartsWith(scope.TrimEnd('/'), StringComparison.Ordinal))];
            await Task.WhenAll(reading, WriteManyAsync(within[turn++ % within.Length], 1), WriteManyAsync(within[turn++ % within.Length], 1));
            var page = (await reading).Expect(HttpStatusCode.OK);
            Assert.That(page.Entries, Has.Length.LessThanOrEqualTo(count));
            seen.AddRange(page.EntryVersions);
            next = page.Link("next");
        }

        Assert.That(seen, Is.Unique);
        Assert.That(atStart.Except(seen), Is.Empty, "missing");
    }

    [Test]
    public async Task A_history_without_writers_is_in_the_order_of_time()
    {
        var times = new List<string>();
        await foreach (var page in Http.PagesAsync("_history?_count=37"))
            times.AddRange(page.Entries.Select(e => (string)e["response"]!["lastModified"]!));
        Assert.That(times, Is.Ordered.Descending);
    }

    /// <summary>Updates and, now and then, deletions.</summary>
    private async Task WriteManyAsync(string key, int count)
    {
        string[] parts = key.Split('/');
        for (int i = 0; i < count; i++)
        {
            var put = await Http.SendAsync("PUT", key, $$"""{"resourceType":"{{parts[0]}}","id":"{{parts[1]}}","active":true}""");
            Assert.That(put.Status, Is.EqualTo(HttpStatusCode.OK).Or.EqualTo(HttpStatusCode.Created), put.Text);
            _written[$"{key}/{put.Version}"] = true;
            if (put.Version % 4 != 0)
                continue;
            var delete = (await Http.SendAsync("DELETE", key)).Expect(HttpStatusCode.NoContent);
            _written[$"{key}/{delete.Version}"] = true;
        }
    }
}
