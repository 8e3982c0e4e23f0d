namespace FhirHub.EndToEndTests.Interactions;

/// <summary>Pages are bounded in bytes, and the order holds whatever the sizes.</summary>
[TestFixture]
internal sealed class HistoryOfLargeResourcesTests : ServerTests
{
    [Test]
    public async Task Versions_of_mixed_sizes_come_in_order_and_once_over_pages_cut_by_size()
    {
        int[] sizes = [.. Enumerable.Range(0, 60).Select(i => i % 3 == 0 ? 900_000 : i % 7 == 0 ? 2_500_000 : 30_000)];
        foreach (int size in sizes)
            (await Http.SendAsync("POST", "Binary", new string('x', size), "text/plain", ("Prefer", "return=minimal"))).Expect(HttpStatusCode.Created);
        var seen = new List<(string Url, string Time)>();
        int pages = 0;
        await foreach (var page in Http.PagesAsync("Binary/_history?_count=1000"))
        {
            pages++;
            Assert.That(page.Bytes, Has.Length.LessThan(24 * 1024 * 1024));
            seen.AddRange(page.Entries.Select(e => ((string)e["fullUrl"]!, (string)e["response"]!["lastModified"]!)));
        }

        Assert.That(pages, Is.GreaterThan(2));
        Assert.That(seen.Select(s => s.Url).Distinct().Count(), Is.EqualTo(sizes.Length));
        Assert.That(seen, Has.Count.EqualTo(sizes.Length));
        Assert.That(seen.Select(s => s.Time), Is.EqualTo(seen.Select(s => s.Time).OrderDescending(StringComparer.Ordinal)));
    }
}
