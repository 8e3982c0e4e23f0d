using System.Collections.Concurrent;

namespace FhirHub.Engine.Terminology.Catalog;

/// <summary>
/// What was worked out of a snapshot, up to a bound: then it begins anew. Each entry says what it depends on, and lives until that changes.
/// Safe for all threads.
/// </summary>
internal sealed class BoundedMemory<TKey, TValue> : IRemembered
    where TKey : notnull
    where TValue : class
{
    /// <summary>Characters; what has a longer name is asked for once.</summary>
    private const int LongestName = 1000;

    /// <summary>What an entry costs beside what it holds: nothing found is remembered, too.</summary>
    private const int Own = 10;

    private readonly ConcurrentDictionary<TKey, Entry> _known = [];
    private readonly int _most;
    private long _cost;

    private BoundedMemory(int most) => _most = most;

    /// <summary>That of a snapshot, of this name.</summary>
    /// <param name="snapshot">What it is worked out of.</param>
    /// <param name="name">What is remembered.</param>
    /// <param name="most">Costs in all.</param>
    public static BoundedMemory<TKey, TValue> Of(TermSnapshot snapshot, string name, int most) =>
        (BoundedMemory<TKey, TValue>)snapshot.Memory.GetOrAdd(name, static (_, bound) => new BoundedMemory<TKey, TValue>(bound), most);

    public int Count => _known.Count;

    public TValue? Find(TKey key) => _known.TryGetValue(key, out var entry) ? entry.Value : null;

    /// <param name="key">What it is found by.</param>
    /// <param name="value">What to remember.</param>
    /// <param name="cost">How large it is.</param>
    /// <param name="urls">Of all that was looked for, known or not.</param>
    public void Keep(TKey key, TValue value, int cost, IReadOnlyCollection<string> urls)
    {
        if (key is string { Length: > LongestName } || cost > _most)
            return;
        if (Interlocked.Add(ref _cost, cost + Own) > _most)
        {
            _known.Clear();
            Interlocked.Exchange(ref _cost, cost + Own);
        }

        _known[key] = new Entry(value, cost, urls);
    }

    public IRemembered Without(IReadOnlySet<string> changed)
    {
        var left = new BoundedMemory<TKey, TValue>(_most);
        // Many entries share what they depend on.
        var judged = new Dictionary<IReadOnlyCollection<string>, bool>(ReferenceEqualityComparer.Instance);
        foreach (var (key, entry) in _known)
        {
            if (!judged.TryGetValue(entry.Urls, out bool isStale))
                judged[entry.Urls] = isStale = entry.Urls.Any(changed.Contains);
            if (!isStale)
                left.Keep(key, entry.Value, entry.Cost, entry.Urls);
        }

        return left;
    }

    private sealed record Entry(TValue Value, int Cost, IReadOnlyCollection<string> Urls);
}
