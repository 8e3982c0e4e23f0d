using System.Collections.Concurrent;
using FhirHub.Engine.Resources;

namespace FhirHub.Regional.Operations;

/// <summary>
/// What could not be done for a resource, and when to try again: after two seconds, then after twice as long each time, up to an hour. Known to this node, and
/// forgotten when it ends. Safe for all threads.
/// </summary>
internal sealed class Postponements(TimeProvider time)
{
    private const int MaxDoublings = 11;
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    // Resources that somebody has mended or deleted are not asked about any more.
    private static readonly TimeSpan Remembered = Longest * 2;
    private readonly ConcurrentDictionary<ResourceKey, (int Failures, DateTimeOffset Next)> _failed = new();

    /// <summary>Whether it is to be tried now.</summary>
    public bool IsDue(ResourceKey key) => !_failed.TryGetValue(key, out var failed) || failed.Next <= time.GetUtcNow();

    public void Failed(ResourceKey key)
    {
        var now = time.GetUtcNow();
        _failed.AddOrUpdate(key, _ => (1, now + Shortest), (_, before) => (before.Failures + 1, now + IntervalAfter(before.Failures + 1)));
    }

    public void Done(ResourceKey key) => _failed.TryRemove(key, out _);

    /// <summary>Forgets what has not been asked about for long.</summary>
    public void Forget()
    {
        var now = time.GetUtcNow();
        foreach (var (key, failed) in _failed)
        {
            if (failed.Next + Remembered < now)
                _failed.TryRemove(key, out _);
        }
    }

    private static TimeSpan IntervalAfter(int failures)
    {
        var interval = Shortest * (1L << Math.Min(failures - 1, MaxDoublings));
        return interval < Longest ? interval : Longest;
    }
}
