using FhirHub.Engine.Acceptance;
using FhirHub.Engine.Access;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Indexing.Registry;
using FhirHub.Engine.Packs;
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
/// <param name="indexer">Makes what resources are found by.</param>
/// <param name="registry">The search parameters in force.</param>
/// <param name="catalog">The profiles and terms in force.</param>
/// <param name="check">Holds what is written against the rules of this server.</param>
/// <param name="references">What happens to references.</param>
/// <param name="ownUrl">The service root, where it is known: references that begin with it lead here.</param>
/// <param name="guard">Holds ordinary writes against what operations keep; null where none do.</param>
public sealed class ResourceStore(
    FhirDatabase database, WriteClock clock, ResourceIndexer indexer, SearchParameterRegistry registry, DefinitionCatalog catalog, WriteCheck check,
    ReferencePolicy references, string? ownUrl, IWriteGuard? guard)
{
    private const int MaxAttempts = 50;
    private readonly Payloads _payloads = new(database);

    /// <summary>In which the writers of a resource queue up.</summary>
    internal KeyedLocks Locks { get; } = new();

    /// <summary>For transactions of several writes.</summary>
    internal VersionWriter Writer { get; } = new(database, indexer, registry, catalog, references, ownUrl);

    /// <summary>The same rules for transactions.</summary>
    internal WriteCheck Rules => check;

    /// <summary>The current version, which may be a deletion; null where there never was one.</summary>
    public Task<StoredVersion?> ReadAsync(Caller caller, ResourceKey key, CancellationToken cancellationToken) =>
        ReadAsync(caller, null, key, cancellationToken);

    /// <summary>The same, as a transaction sees it that is under way.</summary>
    public async Task<StoredVersion?> ReadAsync(Caller caller, DatabaseSession? session, ResourceKey key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var find = database.Resources.FindIn(session, ById(key.ToString())).Limit(1).Project<ResourceDocument>(WithoutSearchFields);
        var document = await DriverErrors.Translate(async () => (ResourceDocument?)await find.FirstOrDefaultAsync(cancellationToken));
        return document is null ? null : StoredVersion.From(document, _payloads);
    }

    /// <summary>One version, current or superseded; null where there is none of that number.</summary>
    public async Task<StoredVersion?> ReadVersionAsync(
        Caller caller, DatabaseSession? session, ResourceKey key, long version, CancellationToken cancellationToken)
    {
        var current = await ReadAsync(caller, session, key, cancellationToken);
        if (current is null || current.Version == version)
            return current;
        string id = HistoryDocument.IdOf(key.ToString(), version);
        var filter = new BsonDocumentFilterDefinition<HistoryDocument>(new BsonDocument("_id", id));
        var old = await DriverErrors.Translate(() => database.History.FindIn(session, filter).Limit(1).FirstOrDefaultAsync(cancellationToken));
        return old is null ? null : StoredVersion.From(old, _payloads);
    }

    /// <summary>A resource that forbids the deletion of another by referring to it; null where nothing does, or nobody asks for that.</summary>
    public Task<string?> FindReferrerAsync(Caller caller, ResourceKey key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return Writer.FindReferrerAsync(key, cancellationToken);
    }

    /// <summary>Stores a new resource under an id of the server's choice.</summary>
    public async Task<WriteResult> CreateAsync(Caller caller, ParsedResource resource, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var key = new ResourceKey(resource.Type, Guid.CreateVersion7().ToString());
        await GuardAsync(null, key, null, resource, cancellationToken);
        var warnings = await check.CheckAsync(key.Id, resource, null, cancellationToken);
        await registry.FreshAsync(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            // Null only where what is indexed changed meanwhile: nobody else has this id.
            if (await InsertAsync(key, ResourceChange.Write("POST", resource)) is { } created)
                return created with { Warnings = warnings };
        }

        throw FhirException.Transient("too-busy", "What is indexed changed again and again. Nothing was created; try again.");
    }

    /// <summary>Writes what <paramref name="decide"/> makes of the current version.</summary>
    public async Task<WriteResult> WriteAsync(
        Caller caller, ResourceKey key, ResourceDecision decide, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        using var turn = await Locks.AcquireAsync(key.ToString(), cancellationToken);
        ParsedResource? seenContent = null;
        IReadOnlyList<Issue> warnings = [];
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            await registry.FreshAsync(cancellationToken);
            var current = await FindAsync(key, cancellationToken);
            var seen = current is null ? null : StoredVersion.From(current, _payloads);
            if (await decide(seen, cancellationToken) is not { } change)
                return new WriteResult(seen, Created: false, Changed: false);
            if (change.Content is null && seen is null or { Deleted: true })
                return new WriteResult(seen, Created: false, Changed: false);
            await GuardAsync(null, key, seen, change.Content, cancellationToken);
            // The same content again, where another writer was faster, needs no second look.
            if (change.Content is { } content && !ReferenceEquals(content, seenContent))
                (warnings, seenContent) = (await check.CheckAsync(key.Id, content, null, cancellationToken), content);
            // From here on the request's end does not matter: what is decided is written, or known not to be.
            var result = current is null ? await InsertAsync(key, change) : await ReplaceAsync(current, change);
            if (result is not null)
                return result with { Warnings = warnings };
        }

        throw FhirException.Conflict("too-busy", $"Other writers changed {key} {MaxAttempts} times in a row. Nothing was changed; try again.");
    }

    /// <summary>Refuses an ordinary write that breaks what operations keep.</summary>
    /// <param name="session">The transaction that it is in; null for a write of its own.</param>
    /// <param name="key">The resource.</param>
    /// <param name="before">The version that it replaces, as it was read for this attempt.</param>
    /// <param name="after">What it becomes; null where it is deleted.</param>
    /// <param name="cancellationToken">Given up.</param>
    /// <exception cref="FhirException">Unprocessable.</exception>
    internal ValueTask GuardAsync(DatabaseSession? session, ResourceKey key, StoredVersion? before, ParsedResource? after, CancellationToken cancellationToken) =>
        guard is null || !guard.Concerns(key.Type)
            ? ValueTask.CompletedTask
            : guard.CheckAsync(new GuardedWrite(key, before is { Deleted: false } ? before : null, after, (other, token) => IsKeptAsync(session, other, token)), cancellationToken);

    private Task<bool> IsKeptAsync(DatabaseSession? session, ResourceKey key, CancellationToken cancellationToken)
    {
        var filter = new BsonDocumentFilterDefinition<ResourceDocument>(new BsonDocument { { "_id", key.ToString() }, { "kept", true } });
        return DriverErrors.Translate(() => database.Resources.FindIn(session, filter).Limit(1).AnyAsync(cancellationToken));
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
        var write = new PlannedWrite(key, null, change);
        using var flight = clock.Begin();
        try
        {
            Writer.Check([write]);
            var document = Writer.NewVersion(write, flight.Next(0));
            var written = Writer.NeedsTransaction(document, change.Content!)
                ? await InTransactionAsync(write, flight)
                : await InsertAloneAsync(document);
            if (written is null)
                return null;
            await Writer.CommittedAsync([written]);
            return new WriteResult(StoredVersion.From(written, _payloads), Created: true, Changed: true);
        }
        catch (DuplicateKeyException)
        {
            return null;
        }
        catch (FhirException e) when (DriverErrors.IsUnknown(e))
        {
            flight.Doubt();
            throw;
        }
    }

    private Task<ResourceDocument> InsertAloneAsync(ResourceDocument document) => database.LimitedAsync(async token =>
    {
        await database.Resources.InsertOneAsync(document, cancellationToken: token);
        return document;
    });

    /// <summary>Null where another writer changed it first.</summary>
    private async Task<WriteResult?> ReplaceAsync(ResourceDocument old, ResourceChange change)
    {
        using var flight = clock.Begin();
        try
        {
            var written = await InTransactionAsync(new PlannedWrite(ResourceKey.Parse(old.Key), old, change), flight);
            if (written is null)
                return null;
            await Writer.CommittedAsync([written]);
            return new WriteResult(StoredVersion.From(written, _payloads), Created: written.Created, Changed: true);
        }
        catch (FhirException e) when (DriverErrors.IsUnknown(e))
        {
            flight.Doubt();
            throw;
        }
    }

    private Task<ResourceDocument?> InTransactionAsync(PlannedWrite write, WriteFlight flight) => database.InTransactionAsync(async (session, token) =>
    {
        if (await Writer.WriteAsync(session, write, flight, token) is { } written)
            return written;
        await session.AbortTransactionAsync(token);
        return null;
    });

    private static readonly ProjectionDefinition<ResourceDocument, ResourceDocument> WithoutSearchFields = SearchableDocument.WithoutSearchFields;

    private static FilterDefinition<ResourceDocument> ById(string key) => new BsonDocumentFilterDefinition<ResourceDocument>(new BsonDocument("_id", key));
}
