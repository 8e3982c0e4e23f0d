using FhirHub.Engine.Access;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Structure;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.Engine.Resources;

/// <summary>Decides what becomes of a resource, given its current version or null. It may run again when another writer was faster.</summary>
/// <returns>Null leaves everything as it is.</returns>
/// <exception cref="FhirException">A precondition does not hold; nothing is written.</exception>
public delegate ValueTask<ResourceChange?> ResourceDecision(StoredVersion? current, CancellationToken cancellationToken);

/// <summary>
/// Reads and writes single resources. A write is one atomic step: a new resource is one insert; a change replaces the current
/// version, if it still is the one the decision saw, and files the old one in the history in the same transaction.
/// </summary>
/// <param name="database">Where everything is.</param>
/// <param name="clock">Gives versions their time.</param>
/// <param name="references">What happens to references.</param>
/// <param name="ownUrl">The service root, where it is known: references that begin with it lead here.</param>
public sealed class ResourceStore(FhirDatabase database, WriteClock clock, ReferencePolicy references, string? ownUrl)
{
    private const int MaxAttempts = 50;
    private const int MaxReferenceBytes = 2 * 1024 * 1024;
    private readonly KeyedLocks _locks = new();
    private readonly Payloads _payloads = new(database);
    private readonly ReferentialIntegrity _integrity = new(database);

    /// <summary>The current version, which may be a deletion; null where there never was one.</summary>
    public async Task<StoredVersion?> ReadAsync(Caller caller, ResourceKey key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var document = await FindAsync(key, cancellationToken);
        return document is null ? null : StoredVersion.From(document, _payloads);
    }

    /// <summary>One version, current or superseded; null where there is none of that number.</summary>
    public async Task<StoredVersion?> ReadVersionAsync(Caller caller, ResourceKey key, long version, CancellationToken cancellationToken)
    {
        var current = await ReadAsync(caller, key, cancellationToken);
        if (current is null || current.Version == version)
            return current;
        string id = HistoryDocument.IdOf(key.ToString(), version);
        var filter = new BsonDocumentFilterDefinition<HistoryDocument>(new BsonDocument("_id", id));
        var old = await DriverErrors.Translate(() => database.History.Find(filter).Limit(1).FirstOrDefaultAsync(cancellationToken));
        return old is null ? null : StoredVersion.From(old, _payloads);
    }

    /// <summary>Stores a new resource under an id of the server's choice.</summary>
    public async Task<WriteResult> CreateAsync(Caller caller, ParsedResource resource, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var key = new ResourceKey(resource.Type, Guid.CreateVersion7().ToString());
        cancellationToken.ThrowIfCancellationRequested();
        return await InsertAsync(key, ResourceChange.Write("POST", resource))
            ?? throw FhirException.Conflict("id-taken", $"{key} exists already.");
    }

    /// <summary>Writes what <paramref name="decide"/> makes of the current version.</summary>
    public async Task<WriteResult> WriteAsync(
        Caller caller, ResourceKey key, ResourceDecision decide, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        using var turn = await _locks.AcquireAsync(key.ToString(), cancellationToken);
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var current = await FindAsync(key, cancellationToken);
            var seen = current is null ? null : StoredVersion.From(current, _payloads);
            if (await decide(seen, cancellationToken) is not { } change)
                return new WriteResult(seen, Created: false, Changed: false);
            if (change.Content is null && seen is null or { Deleted: true })
                return new WriteResult(seen, Created: false, Changed: false);
            // From here on the request's end does not matter: what is decided is written, or known not to be.
            var result = current is null ? await InsertAsync(key, change) : await ReplaceAsync(current, change);
            if (result is not null)
                return result;
        }

        throw FhirException.Conflict("too-busy", $"Other writers changed {key} {MaxAttempts} times in a row. Nothing was changed; try again.");
    }

    private Task<ResourceDocument?> FindAsync(ResourceKey key, CancellationToken cancellationToken)
    {
        var filter = ById(key.ToString());
        return DriverErrors.Translate(async () =>
            (ResourceDocument?)await database.Resources.Find(filter).Limit(1).FirstOrDefaultAsync(cancellationToken));
    }

    /// <summary>Null where another writer created it first.</summary>
    private async Task<WriteResult?> InsertAsync(ResourceKey key, ResourceChange change)
    {
        try
        {
            var document = NeedsTransaction(key, change.Content!)
                ? await database.InTransactionAsync((session, token) => InsertAsync(session, key, change, token))
                : await InsertAloneAsync(key, change);
            return new WriteResult(StoredVersion.From(document, _payloads), Created: true, Changed: true);
        }
        catch (DuplicateKeyException)
        {
            return null;
        }
    }

    private Task<ResourceDocument> InsertAloneAsync(ResourceKey key, ResourceChange change) => database.LimitedAsync(async token =>
    {
        var document = NewVersion(key, null, change);
        await database.Resources.InsertOneAsync(document, cancellationToken: token);
        return document;
    });

    private async Task<ResourceDocument> InsertAsync(
        IClientSessionHandle session, ResourceKey key, ResourceChange change, CancellationToken cancellationToken)
    {
        await KeepReferencesWholeAsync(session, key, change, cancellationToken);
        var document = await _payloads.FitAsync(session, NewVersion(key, null, change), cancellationToken);
        await database.Resources.InsertOneAsync(session, document, cancellationToken: cancellationToken);
        return document;
    }

    /// <summary>Null where another writer changed it first.</summary>
    private async Task<WriteResult?> ReplaceAsync(ResourceDocument old, ResourceChange change)
    {
        var written = await database.InTransactionAsync((session, token) => ReplaceAsync(session, old, change, token));
        return written is null
            ? null
            : new WriteResult(StoredVersion.From(written, _payloads), Created: written.Created, Changed: true);
    }

    private async Task<ResourceDocument?> ReplaceAsync(
        IClientSessionHandle session, ResourceDocument old, ResourceChange change, CancellationToken cancellationToken)
    {
        var key = ResourceKey.Parse(old.Key);
        await KeepReferencesWholeAsync(session, key, change, cancellationToken);
        var next = await _payloads.FitAsync(session, NewVersion(key, old, change), cancellationToken);
        // The time too: after a failover, another version of the same number may have taken the place of one that was rolled back.
        var unchanged = ById(old.Key) & Builders<ResourceDocument>.Filter.Eq(r => r.Version, old.Version)
            & Builders<ResourceDocument>.Filter.Eq(r => r.LastUpdated, old.LastUpdated);
        var replaced = await database.Resources.ReplaceOneAsync(session, unchanged, next, cancellationToken: cancellationToken);
        if (replaced.MatchedCount == 0)
        {
            await session.AbortTransactionAsync(cancellationToken);
            return null;
        }

        await database.History.InsertOneAsync(session, HistoryDocument.From(old, next.LastUpdated), cancellationToken: cancellationToken);
        return next;
    }

    private static FilterDefinition<ResourceDocument> ById(string key) => new BsonDocumentFilterDefinition<ResourceDocument>(new BsonDocument("_id", key));

    private bool NeedsTransaction(ResourceKey key, ParsedResource content)
    {
        var live = LiveReferences.Of(content, ownUrl);
        return _payloads.MustChunk(content.ComposedLength(key.Id, 1) + live.Size) || (references == ReferencePolicy.Enforced && live.Any);
    }

    private async Task KeepReferencesWholeAsync(
        IClientSessionHandle session, ResourceKey key, ResourceChange change, CancellationToken cancellationToken)
    {
        if (references != ReferencePolicy.Enforced)
            return;
        if (change.Content is null)
            await _integrity.RefuseIfReferencedAsync(session, key, cancellationToken);
        else
            await _integrity.HoldTargetsAsync(session, key, LiveReferences.Of(change.Content, ownUrl), cancellationToken);
    }

    /// <summary>
    /// The next version, with the time of this attempt: an earlier one would let a version appear behind others that were read already.
    /// </summary>
    private ResourceDocument NewVersion(ResourceKey key, ResourceDocument? old, ResourceChange change)
    {
        var now = old is null ? clock.Now() : clock.After(old.LastUpdated);
        long version = (old?.Version ?? 0) + 1;
        return new ResourceDocument
        {
            Key = key.ToString(),
            Type = key.Type,
            Version = version,
            LastUpdated = now,
            Method = change.Method,
            Created = change.Content is not null && old is null or { Deleted: true },
            Deleted = change.Content is null,
            Json = change.Content is null ? null : Compose(change.Content, key.Id, version, now),
            References = change.Content is null ? null : IndexedReferences(change.Content),
        };
    }

    /// <exception cref="FhirException">Too large: more references than integrity can be kept for.</exception>
    private IReadOnlyList<string>? IndexedReferences(ParsedResource content)
    {
        var live = LiveReferences.Of(content, ownUrl);
        if (live.Targets.Count == 0)
            return null;
        if (live.Size <= MaxReferenceBytes)
            return live.Targets;
        return references == ReferencePolicy.Off
            ? null
            : throw FhirException.TooLarge("too-many-references", $"The resource has {live.Targets.Count} references; with referential integrity on, that is too many for one resource.");
    }

    private static byte[] Compose(ParsedResource resource, string id, long version, DateTime lastUpdated)
    {
        var buffer = new ExactBuffer(resource.ComposedLength(id, version));
        resource.Write(buffer, id, version, lastUpdated);
        return buffer.Bytes;
    }
}
