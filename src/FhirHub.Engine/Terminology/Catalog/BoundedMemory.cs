using System.Collections.Concurrent;

namespace FhirHub.Engine.Terminology.Catalog;

/// <summary>What was worked out of a snapshot, by a text that names it, up to a bound: then it begins anew. Safe for all threads.</summary>
internal sealed class BoundedMemory<T>
    where T : class
{
    /// <summary>Characters; what has a longer name is asked for once.</summary>
    private const int LongestName = 1000;

    /// <summary>What an entry costs beside what it holds: nothing found is remembered, too.</summary>
    private const int Own = 10;

    private readonly ConcurrentDictionary<string, T> _known = new(StringComparer.Ordinal);
    private readonly int _most;
    private long _cost;

    private BoundedMemory(int most) => _most = most;

    /// <summary>That of a snapshot, of this name.</summary>
    /// <param name="snapshot">It goes with it.</param>
    /// <param name="name">What is remembered.</param>
    /// <param name="most">Costs in all.</param>
    public static BoundedMemory<T> Of(TermSnapshot snapshot, string name, int most) =>
        (BoundedMemory<T>)snapshot.Memory.GetOrAdd(name, static (_, bound) => new BoundedMemory<T>(bound), most);

    public int Count => _known.Count;

    public T? Find(string name) => _known.GetValueOrDefault(name);

    public void Keep(string name, T value, int cost)
    {
        if (name.Length > LongestName || cost > _most)
            return;
        if (Interlocked.Add(ref _cost, cost + Own) > _most)
        {
            _known.Clear();
            Interlocked.Exchange(ref _cost, cost + Own);
        }

        _known[name] = value;
    }
}
