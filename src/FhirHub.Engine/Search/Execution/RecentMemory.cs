using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace FhirHub.Engine.Search.Execution;

/// <summary>Keeps what was learned or used lately, up to a number of entries. Texts are kept as their hashes: two that share one bound work, never results.</summary>
/// <param name="most">Entries at most.</param>
internal sealed class RecentMemory<T>(int most)
    where T : class
{
    private readonly Lock _gate = new();
    private volatile ConcurrentDictionary<ulong, T> _young = new();
    private volatile ConcurrentDictionary<ulong, T> _old = new();

    /// <summary>Entries, those included that will go next.</summary>
    public int Count => _young.Count + _old.Count;

    public bool TryGet(ulong key, [NotNullWhen(true)] out T? value)
    {
        if (_young.TryGetValue(key, out value))
            return true;
        if (!_old.TryGetValue(key, out value))
            return false;
        Set(key, value);
        return true;
    }

    public void Set(ulong key, T value)
    {
        if (_young.Count >= most / 2 && !_young.ContainsKey(key))
            Age();
        _young[key] = value;
    }

    /// <summary>FNV-1a, 64 bits; https://datatracker.ietf.org/doc/html/draft-eastlake-fnv.</summary>
    public static ulong KeyOf(params IEnumerable<string> texts)
    {
        const ulong prime = 1099511628211;
        ulong hash = 14695981039346656037;
        foreach (string text in texts)
        {
            foreach (char c in text)
                hash = (hash ^ c) * prime;
            hash = (hash ^ char.MaxValue) * prime;
        }

        return hash;
    }

    private void Age()
    {
        lock (_gate)
        {
            if (_young.Count < most / 2)
                return;
            _old = _young;
            _young = new();
        }
    }
}
