using System.Globalization;
using FhirHub.Benchmarks.Load;

namespace FhirHub.Benchmarks.Search;

/// <summary>The same searches on databases of several sizes, whose servers take turns: p95 relative to the smallest.</summary>
internal sealed class SizeTable(IReadOnlyList<SearchRun> runs, int rounds, TimeSpan round)
{
    public async Task WriteAsync(Predicate<string> wanted, TextWriter output, CancellationToken cancellationToken)
    {
        string sizes = string.Concat(runs.Select(r => string.Create(CultureInfo.InvariantCulture, $" p95 ms at {r.Filled.Size} |")));
        await output.WriteLineAsync($"| Work |{sizes} Largest by smallest |");
        await output.WriteLineAsync($"|---|{string.Concat(runs.Select(_ => "--:|"))}--:|");
        foreach (string name in runs[0].Searches.Select(s => s.Name).Where(n => wanted(n) && runs.All(r => r.Searches.Any(s => s.Name == n))))
            await WriteAsync(name, output, cancellationToken);
    }

    private async Task WriteAsync(string name, TextWriter output, CancellationToken cancellationToken)
    {
        var connections = new List<HttpConnections>();
        try
        {
            var variants = new List<Variant>();
            foreach (var run in runs)
            {
                var fhir = await HttpConnections.OpenAsync(run.Server, 1, cancellationToken);
                connections.Add(fhir);
                variants.Add(SearchRun.Compare(run.Searches.First(s => s.Name == name), fhir).Variants[0]);
            }

            var result = await new Comparison(name, variants).RunAsync(1, rounds, round, cancellationToken);
            double[] p95 = [.. result.Samples.Select(s => s.Percentile(0.95))];
            string cells = string.Concat(p95.Select(p => string.Create(CultureInfo.InvariantCulture, $" {p:0.00} |")));
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"| {name} |{cells} {p95[^1] / p95[0]:0.00} |"));
        }
        finally
        {
            foreach (var connection in connections)
                connection.Dispose();
        }
    }
}
