using System.Runtime.CompilerServices;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Storage;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.Engine.Terminology.Catalog;

/// <summary>Reads the terminology resources of the database that have changed.</summary>
internal sealed class TermReader(FhirDatabase database)
{
    private const int AtOnce = 100;

    /// <summary>Content of up to this many bytes is held; larger content is read again when it is needed.</summary>
    private const int MostHeld = 512 * 1024;

    /// <summary>Longer than a write may take: one with an earlier time may have been committed after a later one was read.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);

    private static readonly ProjectionDefinition<ResourceDocument, ResourceDocument> Heads =
        new BsonDocument { { "json", 0 }, { "tokens", 0 }, { "exact", 0 }, { "ranges", 0 }, { "pos", 0 }, { "references", 0 } };

    private static readonly ProjectionDefinition<ResourceDocument, ResourceDocument> Contents =
        new BsonDocument { { "tokens", 0 }, { "exact", 0 }, { "ranges", 0 }, { "pos", 0 }, { "references", 0 } };

    private static readonly BsonDocument ByUpdate = BsonDocument.Parse(IndexKeys.Updated);

    private readonly Payloads _payloads = new(database);
    private DateTime _read;
    private DateTime _newest = DateTime.MinValue.AddDays(1);

    /// <summary>Those of which another version is stored than is known. A deleted one has no URL.</summary>
    public async IAsyncEnumerable<TermEntry> ChangedAsync(
        IReadOnlyDictionary<string, TermEntry> known, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var heads = await DriverErrors.Translate(() => HeadsAsync(cancellationToken));
        string[] changed =
            [.. heads.Where(h => !known.TryGetValue(h.Key, out var old) || old.ResourceVersion != h.Version || old.LastUpdated != h.LastUpdated).Select(h => h.Key)];
        foreach (string[] keys in changed.Chunk(AtOnce))
        {
            var filter = Builders<ResourceDocument>.Filter.In(r => r.Key, keys);
            // One batch at a time: documents may be large.
            using var cursor = await DriverErrors.Translate(() => database.Resources.Find(filter).Project(Contents).ToCursorAsync(cancellationToken));
            while (await DriverErrors.Translate(() => cursor.MoveNextAsync(cancellationToken)))
            {
                foreach (var document in cursor.Current)
                    yield return await EntryAsync(document, cancellationToken);
            }
        }

        _read = heads.Select(h => h.LastUpdated).Append(_newest).Max();
    }

    /// <summary>What was last found to have changed counts now: it need not be found again.</summary>
    public void Accept() => _newest = _read;

    private async Task<List<ResourceDocument>> HeadsAsync(CancellationToken cancellationToken)
    {
        var filter = Builders<ResourceDocument>.Filter;
        var heads = new List<ResourceDocument>();
        foreach (string type in TermTypes.All)
        {
            var late = filter.Eq(r => r.Type, type) & filter.Gte(r => r.LastUpdated, _newest - Overlap);
            heads.AddRange(await database.Resources.Find(late, new FindOptions { Hint = ByUpdate }).Project(Heads).ToListAsync(cancellationToken));
        }

        return heads;
    }

    private async Task<TermEntry> EntryAsync(ResourceDocument document, CancellationToken cancellationToken)
    {
        var json = await ContentAsync(document, cancellationToken);
        var term = StoredTerm.Of(document, json);
        return json is { Length: <= MostHeld } held
            ? TermEntry.Stored(term, _ => ValueTask.FromResult(held))
            : TermEntry.Stored(term, token => ReadAgainAsync(document.Key, document.Version, token));
    }

    /// <exception cref="FhirException">Transient: it has changed since it was looked for; what is known of it is of another version.</exception>
    private async ValueTask<ReadOnlyMemory<byte>> ReadAgainAsync(string key, long version, CancellationToken cancellationToken)
    {
        var document = await DriverErrors.Translate(
            () => database.Resources.Find(Builders<ResourceDocument>.Filter.Eq(r => r.Key, key)).Project(Contents).FirstOrDefaultAsync(cancellationToken));
        var content = document?.Version == version ? await ContentAsync(document, cancellationToken) : null;
        return content ?? throw FhirException.Transient("terminology-changed", $"{key} was changed a moment ago. Try again.");
    }

    private async Task<ReadOnlyMemory<byte>?> ContentAsync(ResourceDocument document, CancellationToken cancellationToken)
    {
        if (document.Chunked is not { } chunked)
            return document.Json is null ? default(ReadOnlyMemory<byte>?) : document.Json;
        byte[] whole = new byte[chunked.Length];
        int at = 0;
        await foreach (var part in _payloads.ReadChunksAsync(chunked, cancellationToken))
        {
            part.CopyTo(whole.AsMemory(at));
            at += part.Length;
        }

        return whole;
    }
}
