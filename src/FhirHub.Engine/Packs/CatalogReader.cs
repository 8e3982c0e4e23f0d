using FhirHub.Engine.Storage;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.Engine.Packs;

/// <summary>Reads the definitions of the database that have changed.</summary>
internal sealed class CatalogReader(FhirDatabase database)
{
    /// <summary>What the validator asks for, and what operations are called by.</summary>
    public static readonly IReadOnlyList<string> Types = ["StructureDefinition", "ValueSet", "CodeSystem", "NamingSystem", "OperationDefinition"];

    // Definitions with a snapshot have half a megabyte.
    private const int AtOnce = 20;

    /// <summary>Longer than a write may take: one with an earlier time may have been committed after a later one was read.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    private static readonly string[] Unneeded = ["tokens", "exact", "ranges", "pos", "references", "ord"];
    private static readonly ProjectionDefinition<ResourceDocument, ResourceDocument> Heads = Without([.. Unneeded, "json"]);
    private static readonly ProjectionDefinition<ResourceDocument, ResourceDocument> Contents = Without(Unneeded);
    private static readonly BsonDocument ByUpdate = BsonDocument.Parse(IndexKeys.Updated);

    private readonly Payloads _payloads = new(database);
    private DateTime _newest = DateTime.MinValue.AddDays(1);

    /// <summary>Gives out definitions of which another version is stored than is known, some at a time. What was not given out is looked for again.</summary>
    public Task ChangedAsync(Func<ResourceDocument, bool> isKnown, Action<IReadOnlyList<CatalogEntry>> take, CancellationToken cancellationToken) =>
        DriverErrors.Translate(async () =>
        {
            var filter = Builders<ResourceDocument>.Filter;
            var late = filter.In(r => r.Type, Types) & filter.Gte(r => r.LastUpdated, _newest - Overlap);
            var heads = await database.Resources.Find(late, new FindOptions { Hint = ByUpdate }).Project(Heads).ToListAsync(cancellationToken);
            foreach (string[] keys in heads.Where(h => !isKnown(h)).Select(h => h.Key).Chunk(AtOnce))
            {
                var changed = new List<CatalogEntry>();
                foreach (var document in await database.Resources.Find(filter.In(r => r.Key, keys)).Project(Contents).ToListAsync(cancellationToken))
                    changed.Add(await EntryAsync(document, cancellationToken));
                take(changed);
            }

            // Last: a reading that was broken off begins where the one before it did.
            _newest = heads.Select(h => h.LastUpdated).Append(_newest).Max();
        });

    /// <summary>What a version says.</summary>
    public async Task<CatalogEntry> EntryAsync(ResourceDocument document, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> json = document.Json;
        if (document.Chunked is { } chunked)
        {
            using var whole = new MemoryStream();
            await foreach (var part in _payloads.ReadChunksAsync(chunked, cancellationToken))
                whole.Write(part.Span);
            json = whole.ToArray();
        }

        return CatalogEntry.Of(document, json);
    }

    private static ProjectionDefinition<ResourceDocument, ResourceDocument> Without(string[] fields) =>
        new BsonDocument(fields.Select(f => new BsonElement(f, 0)));
}
