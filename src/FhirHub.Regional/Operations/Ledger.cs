using FhirHub.Engine.Access;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Notifications;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Search;
using FhirHub.Engine.Search.Parsing;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Transactions;
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
    private readonly Dictionary<ResourceKey, long> _met;
    private readonly Dictionary<ResourceKey, Reading<Resource>?> _read = [];
    private readonly Dictionary<ResourceKey, StagedWrite> _staged = [];
    private readonly List<Notification> _notifications = [];
    private readonly List<(string Type, ReadOnlyMemory<byte> Input, TimeSpan After)> _jobs = [];

    /// <param name="session">Null where nothing will be written.</param>
    /// <param name="met">Versions that earlier attempts of the same call met; null for none.</param>
    internal Ledger(Caller caller, DatabaseSession? session, LedgerSources sources, Dictionary<ResourceKey, long>? met = null) =>
        (_caller, _session, _sources, _met) = (caller, session, sources, met ?? []);

    internal IReadOnlyCollection<StagedWrite> Staged => _staged.Values;

    internal IReadOnlyList<Notification> Notifications => _notifications;

    internal IReadOnlyList<(string Type, ReadOnlyMemory<byte> Input, TimeSpan After)> Jobs => _jobs;

    /// <summary>A resource; null where there is none, or it is deleted.</summary>
    public async Task<Reading<T>?> FindAsync<T>(ResourceKey key, CancellationToken cancellationToken)
        where T : Resource
    {
        if (!_read.TryGetValue(key, out var reading))
        {
            var stored = await _sources.Store.ReadAsync(_caller, _session, key, cancellationToken);
            _read[key] = reading = stored is { Deleted: false } ? await ReadAsync(stored, cancellationToken) : null;
            if (reading is not null)
                _met.TryAdd(key, reading.Version);
        }

        return reading is null ? null : As<T>(reading);
    }

    /// <summary>A resource that must be there.</summary>
    /// <exception cref="FhirException">Not found: it is not there, or deleted.</exception>
    public async Task<Reading<T>> GetAsync<T>(ResourceKey key, CancellationToken cancellationToken)
        where T : Resource =>
        await FindAsync<T>(key, cancellationToken) ?? throw FhirException.NotFound("not-found", $"{key} does not exist.").InChinese($"{key} 不存在。");

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
            ?? throw FhirException.Unprocessable("not-found", "reference-target-missing", $"{reference!.Reference} does not exist.", expression).InChinese($"{reference!.Reference} 不存在。");
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
            if (_read.GetValueOrDefault(version.Key) is not { } reading)
                _read[version.Key] = reading = await ReadAsync(version, cancellationToken);
            found.Add(As<T>(reading));
        }

        return found;
    }

    /// <summary>The same as it is stored, however much it is: to be looked at, not to be changed.</summary>
    /// <param name="type">Of the resources.</param>
    /// <param name="criteria">As of <see cref="SearchAsync{T}"/>.</param>
    /// <param name="cancellationToken">Given up.</param>
    /// <returns>The JSON of one after the other.</returns>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> LookAsync(
        string type, string criteria, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var version in MatchesAsync(type, criteria, int.MaxValue, cancellationToken))
            yield return await version.Json!.LoadAsync(cancellationToken);
    }

    /// <summary>Resources of any type that refer to another, in no order.</summary>
    /// <param name="target">What they refer to.</param>
    /// <param name="withoutTypes">Types that are left out.</param>
    /// <param name="without">Keys that are left out.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Given up.</param>
    public async Task<IReadOnlyList<Reading<Resource>>> ReferrersAsync(
        ResourceKey target, IReadOnlyCollection<string> withoutTypes, IReadOnlyCollection<string> without, int limit, CancellationToken cancellationToken)
    {
        var found = new List<Reading<Resource>>();
        foreach (var version in await _sources.Referrers.FindAsync(_caller, _session, target, withoutTypes, without, limit, cancellationToken))
        {
            if (_read.GetValueOrDefault(version.Key) is not { } reading)
                _read[version.Key] = reading = await ReadAsync(version, cancellationToken);
            found.Add(reading);
        }

        return found;
    }

    /// <summary>A resource as it was; null where that version is not there, or was a deletion.</summary>
    public async Task<T?> FindVersionAsync<T>(ResourceKey key, long version, CancellationToken cancellationToken)
        where T : Resource =>
        await _sources.Store.ReadVersionAsync(_caller, _session, key, version, cancellationToken) is { Deleted: false } stored
            ? As<T>(await ReadAsync(stored, cancellationToken)).Resource
            : null;

    /// <summary>A resource as it is, or as it was when it was deleted; null where there never was one, or that version is gone.</summary>
    public async Task<Reading<T>?> FindLastAsync<T>(ResourceKey key, CancellationToken cancellationToken)
        where T : Resource
    {
        if (await FindAsync<T>(key, cancellationToken) is { } current)
            return current;
        if (await _sources.Store.ReadAsync(_caller, _session, key, cancellationToken) is not { Deleted: true } deleted)
            return null;
        long last = deleted.Version - 1;
        return await FindVersionAsync<T>(key, last, cancellationToken) is { } resource ? new Reading<T>(key, last, resource) : null;
    }

    /// <summary>
    /// Whether a resource has changed since a call was made: since the call came, or since an earlier attempt of it. Then its caller did not know of the
    /// change, and has lost a race.
    /// </summary>
    /// <param name="reading">The resource.</param>
    /// <param name="call">Its caller's.</param>
    /// <param name="stateOf">What matters of it: a change of anything else is no news.</param>
    /// <param name="cancellationToken">Given up.</param>
    public async Task<bool> IsNewsAsync<T>(Reading<T> reading, OperationCall call, Func<T, object?> stateOf, CancellationToken cancellationToken)
        where T : Resource
    {
        if (!(reading.Resource.Meta?.LastUpdated > call.Now) && _met.GetValueOrDefault(reading.Key, reading.Version) == reading.Version)
            return false;
        object? now = stateOf(reading.Resource);
        for (long version = reading.Version - 1; version > 0; version--)
        {
            var before = await FindVersionAsync<T>(reading.Key, version, cancellationToken);
            if (before is null || !Equals(stateOf(before), now))
                return true;
            if (before.Meta?.LastUpdated <= call.Now)
                return false;
        }

        return true;
    }

    /// <summary>Why this is done, for its Provenance; null where nobody asked.</summary>
    public string? Reason { get; set; }

    /// <summary>A page of what a search finds, with what it includes: to be shown, not to be changed.</summary>
    /// <param name="criteria">As of <see cref="SearchAsync{T}"/>, with <c>_include</c>, <c>_sort</c> and <c>_count</c> where they are wanted.</param>
    /// <param name="position">Where the page begins; null for the first.</param>
    /// <param name="cancellationToken">Given up.</param>
    public async Task<LedgerPage<T>> PageAsync<T>(string criteria, PagePosition? position, CancellationToken cancellationToken)
        where T : Resource
    {
        string type = ModelInfo.GetFhirTypeNameForType(typeof(T))!;
        var query = _sources.Parser.Parse(new SearchRequest { Types = [type], Parameters = SearchText.Read(criteria), Strict = true });
        var page = await _sources.Search.RunAsync(_caller, _session, query, position, cancellationToken);
        var matches = new List<Reading<T>>();
        foreach (var match in page.Matches)
            matches.Add(As<T>(await ReadAsync(match, cancellationToken)));
        var included = new List<Reading<Resource>>();
        foreach (var resource in page.Included)
            included.Add(await ReadAsync(resource, cancellationToken));
        return new LedgerPage<T>(matches, included, SearchText.Write(query.Understood), page.Next);
    }

    /// <summary>Takes a turn that only what was read tells: who takes the same one waits, or begins anew.</summary>
    public Task TurnAsync(string turn, CancellationToken cancellationToken) =>
        _sources.Turns.TakeAsync(_session ?? throw new InvalidOperationException("Nothing is written here."), [TurnKey.Of(turn)], cancellationToken);

    /// <summary>Stages a new resource under an id of its own, which it gets here.</summary>
    /// <returns>A reference to it.</returns>
    public ResourceReference Create(Resource resource) => Create(resource, Guid.CreateVersion7().ToString());

    /// <summary>The same under an id by which it will be known to be there: <see cref="FindAsync{T}"/> has found nothing under it.</summary>
    public ResourceReference Create(Resource resource, string id)
    {
        resource.Id = id;
        var key = new ResourceKey(resource.TypeName, resource.Id);
        _staged[key] = new StagedWrite(key, null, resource);
        return new ResourceReference(key.ToString());
    }

    /// <summary>Stages the new version of a resource that was read here, and changed.</summary>
    public void Update<T>(Reading<T> reading)
        where T : Resource => Update(reading, isJudged: true);

    /// <summary>The same; a change that leaves a resource as good as it was is not held against the rules anew.</summary>
    public void Update<T>(Reading<T> reading, bool isJudged)
        where T : Resource => _staged[reading.Key] = new StagedWrite(reading.Key, reading.Version, reading.Resource) { IsJudged = isJudged };

    /// <summary>Stages a job, which begins once the transaction is committed.</summary>
    /// <param name="type">Name of its <see cref="Engine.Jobs.IJobType"/>.</param>
    /// <param name="input">JSON of the type's own.</param>
    /// <param name="after">How long after the call.</param>
    public void Enqueue(string type, ReadOnlyMemory<byte> input, TimeSpan after = default) => _jobs.Add((type, input, after));

    /// <summary>What is staged, as the writes of a transaction.</summary>
    internal IReadOnlyList<TransactionWrite> Writes(ReadLimits limits) => [.. _staged.Values.Select((s, i) => s.ToWrite(_sources.Kept, limits) with { Index = i })];

    /// <summary>Stages that somebody is to be told.</summary>
    public void Notify(Notification notification) => _notifications.Add(notification);

    private static Reading<T> As<T>(Reading<Resource> reading)
        where T : Resource =>
        reading.Resource is T resource ? new Reading<T>(reading.Key, reading.Version, resource) : throw new ArgumentException($"{reading.Key} is no {typeof(T).Name}.");

    private static async Task<Reading<Resource>> ReadAsync(StoredVersion version, CancellationToken cancellationToken) =>
        new(version.Key, version.Version, PocoJson.Read<Resource>(await version.Json!.LoadAsync(cancellationToken)));

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
