using System.Buffers;
using FhirHub.Engine.Access;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Structure;
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
public sealed class ResourceStore(FhirDatabase database, WriteClock clock, ReferencePolicy references)
{
    private const int MaxAttempts = 50;
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
        var old = await DriverErrors.Translate(() => database.History.Find(h => h.Id == id).FirstOrDefaultAsync(cancellationToken));
        return old is null ? null : StoredVersion.From(old, _payloads);
    }

    /// <summary>Stores a new resource under an id of the server's choice.</summary>
    public async Task<WriteResult> CreateAsync(Caller caller, ParsedResource resource, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var key = new ResourceKey(resource.Type, Guid.CreateVersion7().ToString());
        return await InsertAsync(key, ResourceChange.Write("POST", resource), cancellationToken)
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
            var result = current is null
                ? await InsertAsync(key, change, cancellationToken)
                : await ReplaceAsync(current, change, cancellationToken);
            if (result is not null)
                return result;
        }

        throw FhirException.Conflict("too-busy", $"Other writers changed {key} {MaxAttempts} times in a row. Nothing was changed; try again.");
    }

    private Task<ResourceDocument?> FindAsync(ResourceKey key, CancellationToken cancellationToken)
    {
        string id = key.ToString();
        return DriverErrors.Translate(async () => (ResourceDocument?)await database.Resources
            .Find(Builders<ResourceDocument>.Filter.Eq(r => r.Key, id)).Limit(1).FirstOrDefaultAsync(cancellationToken));
    }

    /// <summary>Null where another writer created it first.</summary>
    private async Task<WriteResult?> InsertAsync(ResourceKey key, ResourceChange change, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        byte[] json = Compose(change.Content!, key.Id, 1, now);
        try
        {
            var document = await DriverErrors.Translate(async () =>
            {
                if (!NeedsTransaction(change, json))
                {
                    var single = NewDocument(key, null, now, change, json, null);
                    await database.Resources.InsertOneAsync(single, cancellationToken: cancellationToken);
                    return single;
                }

                return await database.InTransactionAsync(
                    async (session, token) =>
                    {
                        var chunked = await PrepareInSessionAsync(session, key, change, json, token);
                        var one = NewDocument(key, null, now, change, json, chunked);
                        await database.Resources.InsertOneAsync(session, one, cancellationToken: token);
                        return one;
                    },
                    cancellationToken);
            });
            return new WriteResult(StoredVersion.From(document, _payloads), Created: true, Changed: true);
        }
        catch (DuplicateKeyException)
        {
            return null;
        }
    }

    /// <summary>Null where another writer changed it first.</summary>
    private async Task<WriteResult?> ReplaceAsync(ResourceDocument old, ResourceChange change, CancellationToken cancellationToken)
    {
        var key = ResourceKey.Parse(old.Key);
        var now = clock.After(old.LastUpdated);
        byte[]? json = change.Content is null ? null : Compose(change.Content, key.Id, old.Version + 1, now);
        var written = await database.InTransactionAsync<ResourceDocument?>(
            async (session, token) =>
            {
                var chunked = await PrepareInSessionAsync(session, key, change, json, token);
                var next = NewDocument(key, old, now, change, json, chunked);
                var unchanged = Builders<ResourceDocument>.Filter.Where(r => r.Key == old.Key && r.Version == old.Version);
                var replaced = await database.Resources.ReplaceOneAsync(session, unchanged, next, cancellationToken: token);
                if (replaced.MatchedCount == 0)
                {
                    await session.AbortTransactionAsync(token);
                    return null;
                }

                await database.History.InsertOneAsync(session, HistoryDocument.From(old, now), cancellationToken: token);
                return next;
            },
            cancellationToken);
        return written is null
            ? null
            : new WriteResult(StoredVersion.From(written, _payloads), Created: old.Deleted, Changed: true);
    }

    private bool NeedsTransaction(ResourceChange change, byte[] json) =>
        _payloads.MustChunk(json.Length) || (references == ReferencePolicy.Enforced && LiveReferences(change.Content!).Count > 0);

    /// <summary>References of a stored Bundle are resolved among its own entries first: they say nothing about this server.</summary>
    private static IReadOnlyList<string> LiveReferences(ParsedResource content) => content.Type == "Bundle" ? [] : content.References;

    private async Task<ChunkedPayload?> PrepareInSessionAsync(
        IClientSessionHandle session, ResourceKey key, ResourceChange change, byte[]? json, CancellationToken cancellationToken)
    {
        if (references == ReferencePolicy.Enforced)
        {
            if (change.Content is null)
                await _integrity.RefuseIfReferencedAsync(session, key, cancellationToken);
            else
                await _integrity.HoldTargetsAsync(session, key, LiveReferences(change.Content), cancellationToken);
        }

        return json is not null && _payloads.MustChunk(json.Length)
            ? await _payloads.WriteChunksAsync(session, json, cancellationToken)
            : null;
    }

    private static ResourceDocument NewDocument(
        ResourceKey key, ResourceDocument? old, DateTime lastUpdated, ResourceChange change, byte[]? json, ChunkedPayload? chunked) => new()
    {
        Key = key.ToString(),
        Type = key.Type,
        Version = (old?.Version ?? 0) + 1,
        LastUpdated = lastUpdated,
        Method = change.Method,
        Created = old is null or { Deleted: true },
        Deleted = change.Content is null,
        Json = chunked is null ? json : null,
        Chunked = chunked,
        References = change.Content is not null && LiveReferences(change.Content) is { Count: > 0 } live ? live : null,
    };

    private static byte[] Compose(ParsedResource resource, string id, long version, DateTime lastUpdated)
    {
        var buffer = new ArrayBufferWriter<byte>(resource.ComposedLength(id, version));
        resource.Write(buffer, id, version, lastUpdated);
        return buffer.WrittenSpan.ToArray();
    }
}
