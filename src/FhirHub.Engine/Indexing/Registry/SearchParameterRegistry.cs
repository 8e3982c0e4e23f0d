using FhirHub.Engine.Errors;
using FhirHub.Engine.Storage;

namespace FhirHub.Engine.Indexing.Registry;

/// <summary>
/// The search parameters in force on this server: R4's, and those of its active SearchParameter resources. A definition written here counts
/// at once, one written on another node when it is next looked for.
/// </summary>
public sealed class SearchParameterRegistry : ISearchParameters, IDisposable
{
    /// <summary>No write is indexed by what was in force longer ago than this.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time;
    private readonly DefinitionReader _reader;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<string, StoredDefinition> _known = new(StringComparer.Ordinal);
    private volatile DefinitionSet _set = DefinitionSet.OfR4;
    private long _read = long.MinValue;

    public SearchParameterRegistry(FhirDatabase database, TimeProvider time)
    {
        _time = time;
        _reader = new DefinitionReader(database);
        Marks = new IndexMarks(database, this, time);
    }

    public SearchParameterState Current => _set.State;

    /// <summary>How far resources are indexed.</summary>
    internal IndexMarks Marks { get; }

    /// <summary>What the stored definitions add to those of R4.</summary>
    internal IReadOnlyList<RegisteredParameter> Parameters => _set.Parameters;

    /// <summary>Looks for what other nodes have changed.</summary>
    /// <exception cref="FhirException">Transient: the database does not answer.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            long begun = _time.GetTimestamp();
            Replace(await _reader.ChangedAsync(_known, cancellationToken));
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
        return read != long.MinValue && _time.GetElapsedTime(read) < MaxAge ? ValueTask.CompletedTask : new ValueTask(RefreshAsync(cancellationToken));
    }

    public void Dispose() => _gate.Dispose();

    /// <summary>What would be in force with these written.</summary>
    internal DefinitionSet With(IEnumerable<StoredDefinition> written)
    {
        var candidates = written.ToList();
        StoredDefinition[] others = [.. Known().Values.Where(k => !candidates.Exists(c => c.Key == k.Key)).OrderBy(k => k.Key, StringComparer.Ordinal)];
        // What is in force goes first, so that the newcomer is the one that is refused.
        return DefinitionSet.Of([.. others, .. candidates]);
    }

    /// <summary>Takes versions in that were committed on this node; where nothing is to be indexed by what they define, that is marked.</summary>
    internal async Task TakeAsync(IEnumerable<ResourceDocument> written, CancellationToken cancellationToken)
    {
        var definitions = new List<StoredDefinition>();
        foreach (var document in written.Where(d => d.Type == DefinitionReader.Type))
            definitions.Add(await _reader.DefinitionAsync(document, cancellationToken));
        if (definitions.Count == 0)
            return;
        await TakeAsync(definitions, cancellationToken);
        await Marks.MarkEmptyAsync([.. definitions.Select(d => d.Key)], cancellationToken);
    }

    internal async Task TakeAsync(IReadOnlyList<StoredDefinition> definitions, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            Replace(definitions);
        }
        finally
        {
            _gate.Release();
        }
    }

    private Dictionary<string, StoredDefinition> Known()
    {
        lock (_known)
            return new Dictionary<string, StoredDefinition>(_known, StringComparer.Ordinal);
    }

    private void Replace(IReadOnlyList<StoredDefinition> changed)
    {
        lock (_known)
        {
            bool matters = false;
            foreach (var definition in changed)
            {
                var old = _known.GetValueOrDefault(definition.Key);
                if (old is not null && old.Version > definition.Version)
                    continue;
                matters |= old?.Json is not null || definition.Json is not null;
                _known[definition.Key] = definition;
            }

            if (matters)
                _set = DefinitionSet.Of([.. _known.Values.OrderBy(k => k.Key, StringComparer.Ordinal)]);
        }
    }
}
