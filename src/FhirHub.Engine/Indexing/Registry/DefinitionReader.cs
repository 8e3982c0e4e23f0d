using FhirHub.Engine.Storage;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.Engine.Indexing.Registry;

/// <summary>Reads the SearchParameters of the database that have changed.</summary>
internal sealed class DefinitionReader(FhirDatabase database)
{
    public const string Type = "SearchParameter";
    private const int AtOnce = 100;

    /// <summary>Longer than a write may take: one with an earlier time may have been committed after a later one was read.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    private static readonly ProjectionDefinition<ResourceDocument, ResourceDocument> Heads =
        new BsonDocument { { "json", 0 }, { "tokens", 0 }, { "exact", 0 }, { "ranges", 0 }, { "pos", 0 }, { "references", 0 } };

    private static readonly ProjectionDefinition<ResourceDocument, ResourceDocument> Contents =
        new BsonDocument { { "tokens", 0 }, { "exact", 0 }, { "ranges", 0 }, { "pos", 0 }, { "references", 0 } };

    private static readonly BsonDocument ByUpdate = BsonDocument.Parse(IndexKeys.Updated);

    private readonly Payloads _payloads = new(database);
    private DateTime _newest = DateTime.MinValue.AddDays(1);

    /// <summary>Definitions of which another version, or another mark, is stored than is known.</summary>
    public Task<List<StoredDefinition>> ChangedAsync(IReadOnlyDictionary<string, StoredDefinition> known, CancellationToken cancellationToken) =>
        DriverErrors.Translate(async () =>
        {
            var heads = await HeadsAsync(known, cancellationToken);
            var changed = new List<StoredDefinition>();
            var unread = new List<string>();
            foreach (var head in heads)
            {
                if (!known.TryGetValue(head.Key, out var old) || old.Version != head.Version || old.LastUpdated != head.LastUpdated)
                    unread.Add(head.Key);
                else if (!old.Marks.SequenceEqual(head.Indexed ?? []))
                    changed.Add(old with { Marks = head.Indexed ?? [] });
            }

            foreach (string[] keys in unread.Chunk(AtOnce))
            {
                var filter = Builders<ResourceDocument>.Filter.In(r => r.Key, keys);
                foreach (var document in await database.Resources.Find(filter).Project(Contents).ToListAsync(cancellationToken))
                    changed.Add(await DefinitionAsync(document, cancellationToken));
            }

            _newest = heads.Select(h => h.LastUpdated).Append(_newest).Max();
            return changed;
        });

    /// <summary>What a version says.</summary>
    public async Task<StoredDefinition> DefinitionAsync(ResourceDocument document, CancellationToken cancellationToken)
    {
        // Null as an array would become empty memory.
        var json = document.Json is null ? default(ReadOnlyMemory<byte>?) : document.Json;
        if (document.Chunked is { } chunked)
        {
            var whole = new List<byte>();
            await foreach (var part in _payloads.ReadChunksAsync(chunked, cancellationToken))
                whole.AddRange(part.Span);
            json = whole.ToArray();
        }

        return new StoredDefinition
        {
            Key = document.Key,
            Version = document.Version,
            LastUpdated = document.LastUpdated,
            Marks = document.Indexed ?? [],
        }.Saying(json);
    }

    /// <summary>What was written of late, and what another node may have marked since.</summary>
    private async Task<List<ResourceDocument>> HeadsAsync(IReadOnlyDictionary<string, StoredDefinition> known, CancellationToken cancellationToken)
    {
        var filter = Builders<ResourceDocument>.Filter;
        var late = filter.Eq(r => r.Type, Type) & filter.Gte(r => r.LastUpdated, _newest - Overlap);
        var heads = await database.Resources.Find(late, new FindOptions { Hint = ByUpdate }).Project(Heads).ToListAsync(cancellationToken);
        string[] active = [.. known.Values.Where(d => d.Json is not null).Select(d => d.Key).Except(heads.Select(h => h.Key))];
        if (active.Length > 0)
            heads.AddRange(await database.Resources.Find(filter.In(r => r.Key, active)).Project(Heads).ToListAsync(cancellationToken));
        return heads;
    }
}
