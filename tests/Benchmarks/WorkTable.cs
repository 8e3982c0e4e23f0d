using System.Diagnostics;
using System.Globalization;

namespace FhirHub.Benchmarks;

/// <summary>Times pieces of work of some microseconds, which take turns in rounds.</summary>
internal static class WorkTable
{
    private const int Rounds = 9;

    // Rounds that do not count come first, for the compiler.
    private const int WarmUp = 20;
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(150);

    /// <summary>Prints medians, bytes allocated, and the ratio to one of them.</summary>
    /// <param name="works">What to measure.</param>
    /// <param name="baseline">Index of what the others are compared with.</param>
    /// <param name="name">Its name in the head of the table.</param>
    public static void Print(IReadOnlyList<(string Name, Action Work)> works, int baseline, string name)
    {
        var samples = works.Select(_ => new List<double>()).ToArray();
        for (int round = -WarmUp; round < Rounds; round++)
        {
            for (int i = 0; i < works.Count; i++)
            {
                double microseconds = Time(works[i].Work);
                if (round >= 0)
                    samples[i].Add(microseconds);
            }
        }

        Console.WriteLine($"| Work | µs | Allocated bytes | : {name} |");
        Console.WriteLine("|---|--:|--:|--:|");
        for (int i = 0; i < works.Count; i++)
        {
            double ratio = Median.Of(samples[i].Zip(samples[baseline], (own, other) => own / other));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {works[i].Name} | {Median.Of(samples[i]):0.0} | {Allocated(works[i].Work)} | {ratio:0.0} |"));
        }
    }

    private static double Time(Action work)
    {
        int count = 0;
        long start = Stopwatch.GetTimestamp();
        do
        {
            work();
            count++;
        }
        while (Stopwatch.GetElapsedTime(start) < Round);
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / count;
    }

    private static long Allocated(Action work)
    {
        const int Count = 100;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Count; i++)
            work();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / Count;
    }
}
