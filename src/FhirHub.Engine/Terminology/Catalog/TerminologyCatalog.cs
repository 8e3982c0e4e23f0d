using FhirHub.Engine.Errors;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Terminology.Loading;

namespace FhirHub.Engine.Terminology.Catalog;

/// <summary>
/// The code systems, value sets and concept maps in force on this server: R4's, and the resources stored. What is written here counts at once,
/// what another node has written when it is next looked for.
/// </summary>
public sealed class TerminologyCatalog : IDisposable
{
    /// <summary>No answer rests on what was stored longer ago than this.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(2);

    private readonly FhirDatabase _database;
    private readonly TimeProvider _time;
    private readonly TermReader _reader;
    private readonly LoadedSets _sets;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<string, TermEntry> _known = new(StringComparer.Ordinal);
    private volatile TermSnapshot _current = TermSnapshot.OfR4;
    private IReadOnlyDictionary<string, LoadedSet> _loaded = new Dictionary<string, LoadedSet>();
    private long _read = long.MinValue;
    private int _changes;
    private int _seen = -1;

    public TerminologyCatalog(FhirDatabase database, TimeProvider time)
    {
        _database = database;
        _time = time;
        _reader = new TermReader(database);
        _sets = new LoadedSets(database);
        database.Signal.Written += Touch;
    }

    /// <summary>Called when something was written here that this may be about; at once, from any thread.</summary>
    public event Action? Touched;

    /// <summary>As of the last look.</summary>
    internal TermSnapshot Current => _current;

    /// <summary>Looks for what has changed.</summary>
    /// <exception cref="FhirException">Transient: the database does not answer.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            int changes = Volatile.Read(ref _changes);
            long begun = _time.GetTimestamp();
            var changed = new List<TermEntry>();
            await foreach (var entry in _reader.ChangedAsync(_known, cancellationToken))
                changed.Add(entry);
            var loaded = await _sets.ReadAsync(cancellationToken);
            Replace(changed, loaded);
            _reader.Accept();
            Volatile.Write(ref _read, begun);
            Volatile.Write(ref _seen, changes);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>What is in force; null where that was looked for too long ago, or something was written here since.</summary>
    internal TermSnapshot? Fresh
    {
        get
        {
            long read = Volatile.Read(ref _read);
            return Volatile.Read(ref _seen) == Volatile.Read(ref _changes) && read != long.MinValue && _time.GetElapsedTime(read) < MaxAge ? _current : null;
        }
    }

    /// <summary>What is in force, looked for anew where need be.</summary>
    internal ValueTask<TermSnapshot> FreshAsync(CancellationToken cancellationToken) =>
        Fresh is { } known ? ValueTask.FromResult(known) : RefreshedAsync(cancellationToken);

    public void Dispose()
    {
        _database.Signal.Written -= Touch;
        _gate.Dispose();
    }

    /// <summary>Something has changed.</summary>
    internal void Touch()
    {
        Interlocked.Increment(ref _changes);
        Touched?.Invoke();
    }

    private async ValueTask<TermSnapshot> RefreshedAsync(CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        return _current;
    }

    private void Touch(IReadOnlyCollection<string> types)
    {
        if (types.Any(TermTypes.All.Contains))
            Touch();
    }

    private void Replace(List<TermEntry> changed, IReadOnlyDictionary<string, LoadedSet> loaded)
    {
        var urls = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in changed)
        {
            urls.UnionWith(UrlsOf(_known.GetValueOrDefault(entry.Key!)).Concat(UrlsOf(entry)));
            _known[entry.Key!] = entry;
        }

        foreach (string key in loaded.Keys.Union(_loaded.Keys))
        {
            if (!loaded.TryGetValue(key, out var set) || !_loaded.TryGetValue(key, out var old) || !old.IsSame(set))
                urls.UnionWith(UrlsOf(_known.GetValueOrDefault(key)));
        }

        // How far a load is changes no answer.
        if (urls.Count == 0)
            _current.Sets = loaded;
        else
            _current = _current.Followed([.. _known.Values.Where(e => !e.IsDeleted)], loaded, urls);
        _loaded = loaded;
    }

    /// <summary>What means something else when the resource changes.</summary>
    private static IEnumerable<string> UrlsOf(TermEntry? entry) =>
        entry is null ? [] : new[] { entry.Key, entry.Url, UrlOf(entry.AllCodes), UrlOf(entry.Supplements) }.OfType<string>();

    private static string? UrlOf(string? canonical) => canonical is null ? null : Validation.Canonical.Parse(canonical).Url;
}
