using System.Buffers;
using System.Collections.Concurrent;

namespace FhirHub.Engine.Search.Execution;

/// <summary>Remembers for a while how many rows of an entry windows hold, as far as they were counted.</summary>
internal sealed class WindowDensities(TimeProvider time)
{
    private const int MostWindows = 50_000;

    /// <summary>Four digits of time are twelve days.</summary>
    private const int UnknownDigits = 4;

    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(10);
    private static readonly SearchValues<char> Kinds = SearchValues.Create("!\"#$%&'(*+,");
    private static readonly SearchValues<char> Compartment = SearchValues.Create("/");
    private readonly RecentMemory<Window> _windows = new(MostWindows);
    private readonly ConcurrentDictionary<string, int> _digits = new(StringComparer.Ordinal);

    /// <summary>Null where it is not known, or too long ago.</summary>
    public long? Rows(string entry, string prefix) =>
        _windows.TryGet(RecentMemory<Window>.KeyOf(entry, prefix), out var known) && time.GetElapsedTime(known.At) < Freshness ? known.Rows : null;

    public void Learn(string entry, string prefix, long rows) =>
        _windows.Set(RecentMemory<Window>.KeyOf(entry, prefix), new Window(rows, time.GetTimestamp()));

    /// <summary>Digits of windows with which to begin for entries of the parameter.</summary>
    public int UsualDigits(string entry) => _digits.GetValueOrDefault(ParameterOf(entry), UnknownDigits);

    /// <param name="entry">The entry.</param>
    /// <param name="digits">Those that were right for it.</param>
    /// <param name="isSparse">Whether others may be denser: then they are taken into account by one step only.</param>
    public void LearnDigits(string entry, int digits, bool isSparse) => _digits.AddOrUpdate(
        ParameterOf(entry), digits, (_, before) => isSparse ? Math.Max(digits, before - 1) : digits);

    /// <summary>Of a compartment: its type.</summary>
    private static string ParameterOf(string entry) => entry.AsSpan().IndexOfAny(entry.StartsWith('@') ? Compartment : Kinds) is > 0 and var end ? entry[..end] : entry;

    private sealed record Window(long Rows, long At);
}
