namespace FhirHub.Benchmarks.Load;

/// <summary>What one or more rounds of a variant gave.</summary>
/// <param name="Rate">Calls per second.</param>
/// <param name="Latencies">Of each call, in milliseconds, ascending.</param>
/// <param name="Errors">Calls whose answer was not the expected one.</param>
internal sealed record Sample(double Rate, double[] Latencies, int Errors)
{
    /// <param name="share">0.99 for p99.</param>
    public double Percentile(double share) =>
        Latencies.Length == 0 ? double.NaN : Latencies[Math.Min(Latencies.Length - 1, (int)(share * Latencies.Length))];

    /// <summary>Median rate, all latencies, all errors.</summary>
    public static Sample Of(IReadOnlyCollection<Sample> rounds) => new(
        Median.Of(rounds.Select(r => r.Rate)), [.. rounds.SelectMany(r => r.Latencies).Order()], rounds.Sum(r => r.Errors));
}
