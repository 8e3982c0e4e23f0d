using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Indexing.Registry;
using FhirHub.Engine.Packs;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Structure;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.Engine.Resources;

/// <summary>Writes new versions within a transaction, many at once as well as one.</summary>
/// <param name="database">Where they go.</param>
/// <param name="indexer">Makes what they are found by.</param>
/// <param name="registry">The search parameters in force, which writes of SearchParameters change.</param>
/// <param name="catalog">The profiles and terms in force, likewise.</param>
/// <param name="references">What happens to references.</param>
/// <param name="ownUrl">The service root, where it is known: references that begin with it lead here.</param>
internal sealed class VersionWriter(
    FhirDatabase database, ResourceIndexer indexer, SearchParameterRegistry registry, DefinitionCatalog catalog, ReferencePolicy references, string? ownUrl)
{
    private const int MaxReferenceBytes = 2 * 1024 * 1024;
    private static readonly TimeSpan ExpirySlack = TimeSpan.FromMinutes(1);
    private readonly ReferentialIntegrity _integrity = new(database);
    private readonly DefinitionWrites _definitions = new(registry, catalog);

    public Payloads Payloads { get; } = new(database);

    /// <summary>What is indexed now; another object when that has changed.</summary>
    public SearchParameterCatalog Parameters => registry.Current.Catalog;

    /// <summary>References that must lead somewhere.</summary>
    public LiveReferences ReferencesOf(ParsedResource content) => LiveReferences.Of(content, ownUrl);

    /// <summary>Begins to write what belongs together.</summary>
    /// <param name="session">In a transaction; the caller commits.</param>
    /// <param name="flight">Gives the stamp.</param>
    /// <param name="after">The latest stamp of a version that is replaced; 0 for none.</param>
    public VersionBatch Begin(IClientSessionHandle session, WriteFlight flight, long after) =>
        new(this, references == ReferencePolicy.Enforced ? _integrity : null, session, flight, after);

    /// <summary>A resource that refers to another where that matters; null for none.</summary>
    public Task<string?> FindReferrerAsync(ResourceKey target, CancellationToken cancellationToken) =>
        references == ReferencePolicy.Enforced ? DriverErrors.Translate(() => _integrity.FindReferrerAsync(null, target, cancellationToken)) : Task.FromResult<string?>(null);

    /// <summary>Refuses SearchParameters that could not work.</summary>
    /// <exception cref="FhirException">Unprocessable, with an issue for each fault.</exception>
    public void Check(IReadOnlyList<PlannedWrite> writes) => _definitions.Check(writes);

    /// <summary>Makes sure that what is in force is known as of late; before each attempt.</summary>
    public ValueTask FreshAsync(CancellationToken cancellationToken) => registry.FreshAsync(cancellationToken);

    /// <summary>What is committed counts from now on.</summary>
    public Task CommittedAsync(IReadOnlyList<ResourceDocument> written)
    {
        database.Signal.Publish(written);
        return _definitions.CommittedAsync(written);
    }

    /// <summary>Whether it takes more than one insert.</summary>
    public bool NeedsTransaction(ResourceDocument document, ParsedResource content) =>
        Payloads.MustChunk(document) || (references == ReferencePolicy.Enforced && ReferencesOf(content).Any);

    /// <summary>
    /// The next version. It takes the time of its stamp, of this attempt: an earlier one would let a version appear behind others
    /// that were read already.
    /// </summary>
    /// <param name="write">What is written.</param>
    /// <param name="stamp">Of this attempt.</param>
    /// <param name="marks">Of a SearchParameter, what stays indexed.</param>
    public ResourceDocument NewVersion(PlannedWrite write, long stamp, IReadOnlyList<string>? marks = null)
    {
        var (key, old, change) = (write.Key, write.Old, write.Change);
        var time = WriteClock.TimeOf(stamp);
        long version = (old?.Version ?? 0) + 1;
        var content = change.Content;
        byte[]? json = content is null ? null : Compose(content, key.Id, version, time);
        var entries = content is null ? IndexEntries.None : indexer.Index(content.Schema, key.Id, json);
        var fields = SearchFields.Of(entries);
        return new ResourceDocument
        {
            Key = key.ToString(),
            Type = key.Type,
            Version = version,
            LastUpdated = time,
            Stamp = stamp,
            Method = change.Method,
            Created = content is not null && old is null or { Deleted: true },
            Deleted = content is null,
            Json = json,
            References = content is null ? null : IndexedReferences(content),
            Order = content is null ? null : OrderKey.Of(key.ToString(), entries, old?.Order, time),
            Tokens = fields.Tokens,
            Exact = fields.Exact,
            Ranges = fields.Ranges,
            Position = fields.Position,
            Indexed = marks,
            Kept = write.WillBeKept,
        };
    }

    /// <summary>Writes one version.</summary>
    /// <returns>Null where another writer was faster, or what is indexed has changed.</returns>
    public async Task<ResourceDocument?> WriteAsync(IClientSessionHandle session, PlannedWrite write, WriteFlight flight, CancellationToken cancellationToken)
    {
        var batch = Begin(session, flight, write.Old?.Stamp ?? 0);
        return await batch.WriteAsync([write], cancellationToken) is [var written] && await batch.CompleteAsync(cancellationToken) ? written : null;
    }

    /// <summary>A group of a <see cref="VersionBatch"/>.</summary>
    public async Task<IReadOnlyList<ResourceDocument>?> WriteGroupAsync(
        IClientSessionHandle session, IReadOnlyList<PlannedWrite> writes, long stamp, CancellationToken cancellationToken)
    {
        var marks = _definitions.Check(writes);
        var made = new ResourceDocument[writes.Count];
        for (int i = 0; i < made.Length; i++)
            made[i] = await Payloads.FitAsync(session, NewVersion(writes[i], stamp, marks(writes[i])), cancellationToken);
        var inserts = made.Where((_, i) => writes[i].Old is null).ToList();
        if (inserts.Count > 0)
            await database.Resources.InsertManyAsync(session, inserts, new InsertManyOptions { IsOrdered = true }, cancellationToken);
        if (!await ReplaceAsync(session, writes, made, cancellationToken))
            return null;
        await FileAsync(session, [.. writes.Select(w => w.Old).OfType<ResourceDocument>()], stamp, cancellationToken);
        return made;
    }

    /// <summary>False where one of the old versions is not current any more.</summary>
    private async Task<bool> ReplaceAsync(
        IClientSessionHandle session, IReadOnlyList<PlannedWrite> writes, ResourceDocument[] made, CancellationToken cancellationToken)
    {
        var replacements = new List<WriteModel<ResourceDocument>>();
        for (int i = 0; i < made.Length; i++)
        {
            if (writes[i].Old is { } old)
                replacements.Add(new ReplaceOneModel<ResourceDocument>(Unchanged(old), made[i]));
        }

        if (replacements.Count == 0)
            return true;
        if (replacements is [ReplaceOneModel<ResourceDocument> only])
            return (await database.Resources.ReplaceOneAsync(session, only.Filter, only.Replacement, cancellationToken: cancellationToken)).MatchedCount == 1;
        var replaced = await database.Resources.BulkWriteAsync(session, replacements, cancellationToken: cancellationToken);
        return replaced.MatchedCount == replacements.Count;
    }

    /// <summary>The version and its time: after a failover, another version of the same number may have taken the place of one that was rolled back.</summary>
    private static FilterDefinition<ResourceDocument> Unchanged(ResourceDocument old) => new BsonDocumentFilterDefinition<ResourceDocument>(
        new BsonDocument { { "_id", old.Key }, { "version", old.Version }, { "lastUpdated", old.LastUpdated } });

    /// <summary>Files what is superseded: for good in the history, and for as long as searches may still look at it.</summary>
    private async Task FileAsync(
        IClientSessionHandle session, IReadOnlyList<ResourceDocument> old, long stamp, CancellationToken cancellationToken)
    {
        if (old.Count == 0)
            return;
        var time = WriteClock.TimeOf(stamp);
        await database.History.InsertManyAsync(session, old.Select(o => HistoryDocument.From(o, time)), cancellationToken: cancellationToken);
        var expires = time + database.PageLifetime + ExpirySlack;
        var searchable = old.Where(o => !o.Deleted).Select(o => SupersededDocument.From(o, stamp, expires)).ToList();
        if (searchable.Count > 0)
            await database.Superseded.InsertManyAsync(session, searchable, cancellationToken: cancellationToken);
    }

    /// <exception cref="FhirException">Too large: more references than integrity can be kept for.</exception>
    private IReadOnlyList<string>? IndexedReferences(ParsedResource content)
    {
        var live = ReferencesOf(content);
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
