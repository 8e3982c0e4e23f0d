using FhirHub.Engine.Storage;
using MongoDB.Driver;

namespace FhirHub.Engine.Resources;

/// <summary>
/// The current versions that a transaction is about: first what they are, all at once, and then what they hold, a group at a time, so that
/// their number times their size is never in memory.
/// </summary>
internal sealed class CurrentVersions(FhirDatabase database, DatabaseSession session)
{
    /// <summary>As many as are read whole at once: of these, a second question would cost more.</summary>
    private const int Few = 2;

    private readonly Payloads _payloads = new(database, session);
    private Dictionary<string, ResourceHead> _heads = [];
    private Dictionary<string, ResourceDocument> _few = [];

    /// <summary>Finds what they are, deletions included.</summary>
    public async Task FindAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        (_heads, _few) = ([], []);
        if (keys.Count == 0)
            return;
        if (keys.Count > Few)
        {
            var found = await Find(keys).Project(ResourceHead.Projection).ToListAsync(cancellationToken);
            _heads = found.ToDictionary(h => h.Key);
            return;
        }

        _few = (await Find(keys).ToListAsync(cancellationToken)).ToDictionary(d => d.Key);
        _heads = _few.Values.ToDictionary(d => d.Key, ResourceHead.Of);
    }

    /// <summary>One of those that were looked for; null where there never was one.</summary>
    public ResourceHead? Head(ResourceKey key) => _heads.GetValueOrDefault(key.ToString());

    /// <summary>What some of those hold that were found.</summary>
    public async Task<IReadOnlyDictionary<string, ResourceDocument>> LoadAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0 || keys.All(_few.ContainsKey))
            return _few;
        return (await Find(keys).ToListAsync(cancellationToken)).ToDictionary(d => d.Key);
    }

    /// <summary>A version whose content is read when it is asked for.</summary>
    public StoredVersion Later(ResourceHead head) => new()
    {
        Key = ResourceKey.Parse(head.Key),
        Version = head.Version,
        LastUpdated = head.LastUpdated,
        Method = head.Method,
        Created = head.Created,
        Json = head.Chunked is { } chunked ? new StoredJson(chunked, _payloads)
            : head.InlineLength is { } length ? new StoredJson(length, token => InlineAsync(head, token))
            : null,
    };

    /// <summary>The version may have been superseded since, but it does not change.</summary>
    private Task<byte[]> InlineAsync(ResourceHead head, CancellationToken cancellationToken) => DriverErrors.Translate(async () =>
    {
        var builder = Builders<ResourceDocument>.Filter;
        var current = builder.Eq(r => r.Key, head.Key) & builder.Eq(r => r.Version, head.Version);
        byte[]? json = await database.Resources.FindIn(session, current).Project(r => r.Json).FirstOrDefaultAsync(cancellationToken);
        if (json is not null)
            return json;
        var superseded = Builders<HistoryDocument>.Filter.Eq(h => h.Id, HistoryDocument.IdOf(head.Key, head.Version));
        return (await database.History.FindIn(session, superseded).Project(h => h.Json).FirstAsync(cancellationToken))!;
    });

    private IFindFluent<ResourceDocument, ResourceDocument> Find(IReadOnlyCollection<string> keys) =>
        database.Resources.Find(session.Handle, Builders<ResourceDocument>.Filter.In(r => r.Key, keys));
}
