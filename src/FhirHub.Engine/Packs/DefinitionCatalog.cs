using FhirHub.Engine.Errors;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Validation;

namespace FhirHub.Engine.Packs;

/// <summary>
/// The definitions in force on this server: R4's own, and the conformance resources stored here, posted or installed with a pack. One that is
/// written here counts at once, one written on another node when it is next looked for. Safe for all threads.
/// </summary>
public sealed class DefinitionCatalog(FhirDatabase database, TimeProvider time) : IDefinitionSource, IDisposable
{
    /// <summary>No write is validated by what was in force longer ago than this.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(2);

    private readonly CatalogReader _reader = new(database);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, CatalogEntry> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Type, string Url), CatalogEntry[]> _byUrl = [];
    private long _revision;
    private long _read = long.MinValue;

    public long Revision => Interlocked.Read(ref _revision);

    /// <summary>Whether resources of a type are kept here.</summary>
    public static bool IsDefinition(string type) => CatalogReader.Types.Contains(type);

    /// <summary>R4's own go first; of several of one URL without a version asked for, the newest that is not retired.</summary>
    public ReadOnlyMemory<byte>? Find(string type, string url, string? version) =>
        BaseDefinitions.Instance.Find(type, url, version) is { } own ? own : FindStored(type, url, version)?.Content();

    /// <summary>Whether there is a definition of a type.</summary>
    /// <param name="canonical">With or without version.</param>
    public bool Has(string type, string canonical)
    {
        var wanted = Canonical.Parse(canonical);
        return FindStored(type, wanted.Url, wanted.Version) is not null || BaseDefinitions.Instance.Find(type, wanted.Url, wanted.Version) is not null;
    }

    /// <summary>What is known of a stored definition without opening it; null where there is none, or none of that version.</summary>
    public CatalogEntry? FindStored(string type, string url, string? version)
    {
        lock (_lock)
        {
            var entries = _byUrl.GetValueOrDefault((type, url)) ?? [];
            return version is null ? entries.FirstOrDefault() : Array.Find(entries, e => e.BusinessVersion == version);
        }
    }

    /// <summary>The stored definitions of a type, by URL.</summary>
    public IReadOnlyList<CatalogEntry> All(string type)
    {
        lock (_lock)
            return [.. _known.Values.Where(e => e.Type == type && e.Defines).OrderBy(e => e.Url, StringComparer.Ordinal).ThenBy(e => e.Key, StringComparer.Ordinal)];
    }

    /// <summary>The stored definitions that cannot be read, and so define nothing.</summary>
    public IReadOnlyList<CatalogEntry> Unreadable()
    {
        lock (_lock)
            return [.. _known.Values.Where(e => e.Unreadable is not null)];
    }

    /// <summary>Looks for what other nodes have changed.</summary>
    /// <exception cref="FhirException">Transient: the database does not answer.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            long begun = time.GetTimestamp();
            await _reader.ChangedAsync(IsKnown, Replace, cancellationToken);
            Volatile.Write(ref _read, begun);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The same, where that was longer ago than writes can do with.</summary>
    public ValueTask FreshAsync(CancellationToken cancellationToken)
    {
        long read = Volatile.Read(ref _read);
        return read != long.MinValue && time.GetElapsedTime(read) < MaxAge ? ValueTask.CompletedTask : new ValueTask(RefreshAsync(cancellationToken));
    }

    public void Dispose() => _gate.Dispose();

    /// <summary>Takes versions in that were committed on this node.</summary>
    internal async Task TakeAsync(IEnumerable<ResourceDocument> written, CancellationToken cancellationToken)
    {
        var entries = new List<CatalogEntry>();
        foreach (var document in written.Where(d => IsDefinition(d.Type)))
            entries.Add(await _reader.EntryAsync(document, cancellationToken));
        if (entries.Count > 0)
            Replace(entries);
    }

    private bool IsKnown(ResourceDocument head)
    {
        lock (_lock)
            return _known.TryGetValue(head.Key, out var known) && known.Version == head.Version && known.LastUpdated == head.LastUpdated;
    }

    private void Replace(IReadOnlyList<CatalogEntry> changed)
    {
        lock (_lock)
        {
            bool matters = false;
            foreach (var entry in changed)
            {
                var old = _known.GetValueOrDefault(entry.Key);
                if (old is not null && old.Version > entry.Version)
                    continue;
                _known[entry.Key] = entry;
                matters |= old is { Defines: true } || entry.Defines;
                foreach (string url in (old?.Urls ?? []).Union(entry.Urls))
                    Index(entry.Type, url, entry);
            }

            if (matters)
                Interlocked.Increment(ref _revision);
        }
    }

    private void Index(string type, string url, CatalogEntry entry)
    {
        var others = (_byUrl.GetValueOrDefault((type, url)) ?? []).Where(e => e.Key != entry.Key);
        CatalogEntry[] all = [.. others.Concat(entry.Urls.Contains(url) ? [entry] : []).Order(CatalogOrder.NewestFirst)];
        if (all.Length > 0)
            _byUrl[(type, url)] = all;
        else
            _byUrl.Remove((type, url));
    }
}
