using System.Diagnostics;

namespace FhirHub.Benchmarks.Load;

/// <summary>Runs a variant with a number of clients for a while: each makes a call, waits for its answer, and makes the next.</summary>
internal sealed class LoadRunner(int clients, TimeSpan duration)
{
    private readonly int[] _turns = new int[clients];

    public async Task<Sample> RunAsync(Variant variant, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        var results = await Task.WhenAll(Enumerable.Range(0, clients).Select(c => Task.Run(() => ClientAsync(variant, c, start, cancellationToken))));
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double[] latencies = [.. results.SelectMany(r => r.Latencies).Order()];
        return new Sample(latencies.Length / seconds, latencies, results.Sum(r => r.Errors));
    }

    private async Task<(List<double> Latencies, int Errors)> ClientAsync(Variant variant, int client, long start, CancellationToken cancellationToken)
    {
        var latencies = new List<double>(4096);
        int errors = 0;
        long begin = start;
        do
        {
            begin = Stopwatch.GetTimestamp();
            if (!await variant.Work(client, _turns[client]++, cancellationToken))
                errors++;
            latencies.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        }
        while (Stopwatch.GetElapsedTime(start) < duration);
        return (latencies, errors);
    }
}
