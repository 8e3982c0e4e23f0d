using FhirHub.Engine.Access;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Notifications;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Search;
using FhirHub.Engine.Search.Parsing;
using FhirHub.Engine.Storage;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Operations;

/// <summary>
/// What one attempt of an operation reads, and what it stages to be written: all of it in the same transaction. A resource is read once; who reads it
/// again gets the same object, changes included.
/// </summary>
public sealed class Ledger
{
    private readonly Caller _caller;
    private readonly DatabaseSession? _session;
    private readonly LedgerSources _sources;
    private readonly Dictionary<ResourceKey, object?> _read = [];
    private readonly Dictionary<ResourceKey, StagedWrite> _staged = [];
    private readonly List<Notification> _notifications = [];

    /// <param name="session">Null where nothing will be written.</param>
    internal Ledger(Caller caller, DatabaseSession? session, LedgerSources sources) => (_caller, _session, _sources) = (caller, session, sources);

    internal IReadOnlyCollection<StagedWrite> Staged => _staged.Values;

    internal IReadOnlyList<Notification> Notifications => _notifications;

    /// <summary>A resource; null where there is none, or it is deleted.</summary>
    public async Task<Reading<T>?> FindAsync<T>(ResourceKey key, CancellationToken cancellationToken)
        where T : Resource
    {
        if (_read.TryGetValue(key, out object? known))
            return (Reading<T>?)known;
        var stored = await _sources.Store.ReadAsync(_caller, _session, key, cancellationToken);
        var reading = stored is { Deleted: false } ? await ReadAsync<T>(stored, cancellationToken) : null;
        _read[key] = reading;
        return reading;
    }

    /// <summary>A resource that must be there.</summary>
    /// <exception cref="FhirException">Not found: it is not there, or deleted.</exception>
    public async Task<Reading<T>> GetAsync<T>(ResourceKey key, CancellationToken cancellationToken)
        where T : Resource =>
        await FindAsync<T>(key, cancellationToken) ?? throw FhirException.NotFound("not-found", $"{key} does not exist.");

    /// <summary>The target of a reference, which must be here, and of that type.</summary>
    /// <param name="reference">Relative, with or without version.</param>
    /// <param name="expression">Where it stands, for errors.</param>
    /// <param name="cancellationToken">Given up.</param>
    /// <exception cref="FhirException">Unprocessable: it leads elsewhere, to another type, or to nothing.</exception>
    public async Task<Reading<T>> GetAsync<T>(ResourceReference? reference, string expression, CancellationToken cancellationToken)
        where T : Resource
    {
        string type = ModelInfo.GetFhirTypeNameForType(typeof(T))!;
        return await FindAsync<T>(References.KeyOf(reference, type, expression), cancellationToken)
            ?? throw FhirException.Unprocessable("not-found", "reference-target-missing", $"{reference!.Reference} does not exist.", expression);
    }

    /// <summary>The resources that a search finds, in its order.</summary>
    /// <param name="criteria">As behind the question mark, values encoded: <c>patient=Patient/1&amp;_sort=-date</c>.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Given up.</param>
    public async Task<IReadOnlyList<Reading<T>>> SearchAsync<T>(string criteria, int limit, CancellationToken cancellationToken)
        where T : Resource
    {
        string type = ModelInfo.GetFhirTypeNameForType(typeof(T))!;
        var found = new List<Reading<T>>();
        await foreach (var version in MatchesAsync(type, criteria, limit, cancellationToken))
        {
            if (_read.TryGetValue(version.Key, out object? known) && known is Reading<T> reading)
                found.Add(reading);
            else
                _read[version.Key] = Added(found, await ReadAsync<T>(version, cancellationToken));
        }

        return found;
    }

    /// <summary>Takes a turn that only what was read tells: who takes the same one waits, or begins anew.</summary>
    public Task TurnAsync(string turn, CancellationToken cancellationToken) =>
        _sources.Turns.TakeAsync(_session ?? throw new InvalidOperationException("Nothing is written here."), [TurnKey.Of(turn)], cancellationToken);

    /// <summary>Stages a new resource under an id of its own, which it gets here.</summary>
    /// <returns>A reference to it.</returns>
    public ResourceReference Create(Resource resource)
    {
        resource.Id = Guid.CreateVersion7().ToString();
        var key = new ResourceKey(resource.TypeName, resource.Id);
        _staged[key] = new StagedWrite(key, null, resource);
        return new ResourceReference(key.ToString());
    }

    /// <summary>Stages the new version of a resource that was read here, and changed.</summary>
    public void Update<T>(Reading<T> reading)
        where T : Resource => _staged[reading.Key] = new StagedWrite(reading.Key, reading.Version, reading.Resource);

    /// <summary>Stages that somebody is to be told.</summary>
    public void Notify(Notification notification) => _notifications.Add(notification);

    private static Reading<T> Added<T>(List<Reading<T>> list, Reading<T> item)
        where T : Resource
    {
        list.Add(item);
        return item;
    }

    private static async Task<Reading<T>> ReadAsync<T>(StoredVersion version, CancellationToken cancellationToken)
        where T : Resource =>
        new(version.Key, version.Version, PocoJson.Read<T>(await version.Json!.LoadAsync(cancellationToken)));

    private async IAsyncEnumerable<StoredVersion> MatchesAsync(
        string type, string criteria, int limit, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var parameters = SearchText.Read(criteria);
        var query = _sources.Parser.Parse(new SearchRequest { Types = [type], Parameters = [.. parameters, new("_count", Math.Min(limit, 1000).ToString(System.Globalization.CultureInfo.InvariantCulture))], Strict = true });
        PagePosition? position = null;
        int found = 0;
        do
        {
            var page = await _sources.Search.RunAsync(_caller, _session, query, position, cancellationToken);
            foreach (var match in page.Matches)
            {
                if (found++ == limit)
                    yield break;
                yield return match;
            }

            position = page.Next;
        }
        while (position is not null && found < limit);
    }
}
