using System.Globalization;

namespace FhirHub.Benchmarks.Load;

/// <param name="Samples">One per variant.</param>
/// <param name="Ratios">The first variant's rate by this variant's.</param>
internal sealed record ComparisonResult(Comparison Comparison, int Clients, IReadOnlyList<Sample> Samples, IReadOnlyList<double> Ratios)
{
    public static void WriteHeader(TextWriter output)
    {
        output.WriteLine("| Work | Connections | Variant | Per second | p50 ms | p95 ms | p99 ms | Errors | FhirHub : variant |");
        output.WriteLine("|---|--:|---|--:|--:|--:|--:|--:|--:|");
    }

    public void Write(TextWriter output)
    {
        for (int v = 0; v < Samples.Count; v++)
        {
            var sample = Samples[v];
            string ratio = v == 0 ? "" : Ratios[v].ToString("0.00", CultureInfo.InvariantCulture);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {Comparison.Name} | {Clients} | {Comparison.Variants[v].Name} | {sample.Rate:0} | {sample.Percentile(0.5):0.00} | {sample.Percentile(0.95):0.00} | {sample.Percentile(0.99):0.00} | {sample.Errors} | {ratio} |"));
        }
    }
}
