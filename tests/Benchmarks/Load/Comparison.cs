namespace FhirHub.Benchmarks.Load;

/// <summary>
/// Variants of the same work, measured in short rounds that take turns: what disturbs the machine for longer than a round disturbs
/// all of them alike. Ratios are made within a round, and the median of the rounds counts.
/// </summary>
/// <param name="Name">The work, as the table shows it.</param>
/// <param name="Variants">The first is FhirHub; the others are what it is compared with.</param>
internal sealed record Comparison(string Name, IReadOnlyList<Variant> Variants)
{
    public async Task<ComparisonResult> RunAsync(int clients, int rounds, TimeSpan round, CancellationToken cancellationToken)
    {
        var runner = new LoadRunner(clients, round);
        var samples = Variants.Select(_ => new List<Sample>()).ToArray();
        // One round that does not count: connections open, code gets compiled.
        for (int r = -1; r < rounds; r++)
        {
            for (int v = 0; v < Variants.Count; v++)
            {
                // The order turns too, so that none always runs in the wake of the same other.
                int turn = (v + Math.Max(r, 0)) % Variants.Count;
                var sample = await runner.RunAsync(Variants[turn], cancellationToken);
                if (r >= 0)
                    samples[turn].Add(sample);
            }
        }

        return new ComparisonResult(this, clients, [.. samples.Select(Sample.Of)], [.. samples.Select(s => Ratio(samples[0], s))]);
    }

    private static double Ratio(List<Sample> subject, List<Sample> other) => Median.Of(subject.Zip(other, (s, o) => s.Rate / o.Rate));
}
