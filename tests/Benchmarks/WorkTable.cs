using System.Globalization;

namespace FhirHub.Benchmarks;

/// <summary>
/// Times pieces of work of some microseconds, which take turns in rounds: their processor time, since others may be busy beside them.
/// </summary>
internal static class WorkTable
{
    private const int Rounds = 9;

    // Of rounds that do not count and come first: the compiler works beside them.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(100);

    // Pieces between two looks at the clock, which is a call of the system.
    private const int Batch = 50;

    /// <summary>Prints medians, bytes allocated, and the ratio to one of them.</summary>
    /// <param name="works">What to measure.</param>
    /// <param name="baseline">Index of what the others are compared with.</param>
    /// <param name="name">Its name in the head of the table.</param>
    public static void Print(IReadOnlyList<(string Name, Action Work)> works, int baseline, string name)
    {
        var samples = works.Select(_ => new List<double>()).ToArray();
        var end = Environment.CpuUsage.TotalTime + WarmUp;
        while (Environment.CpuUsage.TotalTime < end)
        {
            foreach (var (_, work) in works)
                Time(work);
        }

        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < works.Count; i++)
                samples[i].Add(Time(works[i].Work));
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

    /// <summary>Microseconds of processor time for one piece.</summary>
    private static double Time(Action work)
    {
        int count = 0;
        var (start, used) = (Environment.CpuUsage.TotalTime, TimeSpan.Zero);
        while (used < Round)
        {
            for (int i = 0; i < Batch; i++)
                work();
            count += Batch;
            used = Environment.CpuUsage.TotalTime - start;
        }

        return used.TotalMicroseconds / count;
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
