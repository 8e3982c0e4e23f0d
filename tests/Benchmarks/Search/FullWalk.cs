using System.Diagnostics;
using System.Globalization;
using FhirHub.Benchmarks.Processes;
using MongoDB.Driver;

namespace FhirHub.Benchmarks.Search;

/// <summary>Walks over all Observations, page by page, beside one cursor of the driver, and watches the server's memory meanwhile.</summary>
internal sealed class FullWalk(FilledDatabase filled, HttpProcess server, FhirClient client)
{
    private const string Type = "Observation";
    private const int Page = 1000;

    public async Task WriteAsync(TextWriter output, CancellationToken cancellationToken)
    {
        var (rows, rowsTime) = await BareAsync(cancellationToken);
        var memory = new List<double> { server.Memory().Now };
        var times = new List<double>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        long met = 0;
        long start = Stopwatch.GetTimestamp();
        for (string? url = $"{Type}?_count={Page}"; url is not null;)
        {
            long begun = Stopwatch.GetTimestamp();
            var (status, body) = await client.GetAsync(url, cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            using (body)
            {
                if (status != 200 || body is null)
                {
                    await output.WriteLineAsync($"Full walk: not measured, page {times.Count} answers {status}.");
                    return;
                }

                var page = SearchPage.Read(body.RootElement);
                met += page.Matches.Count;
                seen.UnionWith(page.Matches);
                url = page.Next;
            }

            if (met >= memory.Count * rows / 10)
                memory.Add(server.Memory().Now);
        }

        var time = Stopwatch.GetElapsedTime(start);
        times.Sort();
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"Full walk over {rows} Observations in pages of {Page}: {met} rows met, {seen.Count} different; {met / time.TotalSeconds:0} rows a second, the driver's cursor {rows / rowsTime.TotalSeconds:0} (ratio {rowsTime / time:0.00}); page p50 {times[times.Count / 2]:0.0} ms, p95 {times[(int)(times.Count * 0.95)]:0.0} ms, slowest {times[^1]:0.0} ms."));
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"Resident memory of the server at the start and after each tenth, MB: {string.Join(" ", memory.Select(m => m.ToString("0", CultureInfo.InvariantCulture)))}."));
    }

    private async Task<(long Rows, TimeSpan Time)> BareAsync(CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        long rows = 0;
        using var cursor = await new BareSearch(filled.Bench.Database).WalkAsync(Type, Page, cancellationToken);
        while (await cursor.MoveNextAsync(cancellationToken))
            rows += cursor.Current.Count();
        return (rows, Stopwatch.GetElapsedTime(start));
    }
}
