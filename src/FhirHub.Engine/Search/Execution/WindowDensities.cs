using System.Collections.Concurrent;

namespace FhirHub.Engine.Search.Execution;

/// <summary>Remembers for a while which windows of an entry's rows hold too many to be read in one go.</summary>
internal sealed class WindowDensities(TimeProvider time)
{
    private const int MostWindows = 50_000;
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<(string Entry, string Prefix), (bool Dense, long At)> _windows = new();

    /// <summary>Null where it is not known, or too long ago.</summary>
    public bool? IsDense(string entry, string prefix) =>
        _windows.TryGetValue((entry, prefix), out var known) && time.GetElapsedTime(known.At) < Freshness ? known.Dense : null;

    public void Learn(string entry, string prefix, bool dense)
    {
        if (_windows.Count >= MostWindows)
            _windows.Clear();
        _windows[(entry, prefix)] = (dense, time.GetTimestamp());
    }
}
