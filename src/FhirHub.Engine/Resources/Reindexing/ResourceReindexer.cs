using FhirHub.Engine.Access;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Indexing.Registry;
using FhirHub.Engine.Storage;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.Engine.Resources.Reindexing;

/// <summary>
/// Indexes stored resources by the search parameters in force now. Their versions stay as they are; one that is changed meanwhile is left to
/// its writer, who indexes by the same parameters.
/// </summary>
public sealed class ResourceReindexer(FhirDatabase database, ResourceIndexer indexer, SearchParameterRegistry registry)
{
    private const int BatchRows = 200;
    private const long BatchBytes = 16 * 1024 * 1024;
    private readonly Payloads _payloads = new(database);

    /// <summary>Indexes one resource; false where there is none.</summary>
    /// <exception cref="FhirException">Too large: its entries do not fit beside it.</exception>
    public async Task<bool> ReindexAsync(Caller caller, ResourceKey key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return (await NextAsync(RowRange.One(key), null, cancellationToken)).Alive > 0;
    }

    /// <summary>
    /// Indexes what was written while parameters came into force for which there was nothing to index: a writer may not have known them yet.
    /// </summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        foreach (var source in registry.Marks.Unchecked().GroupBy(p => p.Source.Key, StringComparer.Ordinal))
        {
            var at = source.Min(p => p.Mark!.Unchecked!.Value).UtcDateTime;
            var range = RowRange.Written([.. source.Select(p => p.Parameter.ResourceType)], at - TimeSpan.FromMinutes(1), at + 2 * IndexMarks.Settling);
            for (string? last = null; (last = (await NextAsync(range, last, cancellationToken)).Last) is not null;)
                await registry.FreshAsync(cancellationToken);
            await registry.Marks.MarkAsync(source, cancellationToken);
        }
    }

    /// <summary>How many there are, deletions included.</summary>
    internal Task<long> CountAsync(RowRange range, CancellationToken cancellationToken) =>
        DriverErrors.Translate(() => database.Resources.CountDocumentsAsync(range.Behind(null), cancellationToken: cancellationToken));

    /// <summary>Indexes the next rows of a range, behind a key.</summary>
    internal async Task<ReindexedRows> NextAsync(RowRange range, string? after, CancellationToken cancellationToken)
    {
        await registry.FreshAsync(cancellationToken);
        return await DriverErrors.Translate(async () =>
        {
            var changes = new List<WriteModel<ResourceDocument>>();
            long bytes = 0;
            int rows = 0, alive = 0;
            string? last = null;
            var find = database.Resources.Find(range.Behind(after), new FindOptions { BatchSize = 50 })
                .Sort(Builders<ResourceDocument>.Sort.Ascending(r => r.Key)).Limit(BatchRows);
            using var cursor = await find.ToCursorAsync(cancellationToken);
            while (bytes < BatchBytes && await cursor.MoveNextAsync(cancellationToken))
            {
                foreach (var row in cursor.Current)
                {
                    last = row.Key;
                    rows++;
                    if (row.Deleted)
                        continue;
                    alive++;
                    bytes += row.Json?.Length ?? row.Chunked?.Length ?? 0;
                    if (await ChangeAsync(row, cancellationToken) is { } change)
                        changes.Add(change);
                }
            }

            if (changes.Count > 0)
                await database.Resources.BulkWriteAsync(changes, new BulkWriteOptions { IsOrdered = false }, cancellationToken);
            return new ReindexedRows(last, rows, alive);
        });
    }

    /// <summary>Null where the row is indexed as it should be.</summary>
    private async Task<WriteModel<ResourceDocument>?> ChangeAsync(ResourceDocument row, CancellationToken cancellationToken)
    {
        var key = ResourceKey.Parse(row.Key);
        var json = await StoredVersion.From(row, _payloads).Json!.LoadAsync(cancellationToken);
        var entries = Entries(key, json);
        var fields = SearchFields.Of(entries);
        string order = OrderKey.Of(row.Key, entries, row.Order, row.LastUpdated);
        if (fields.Holds(row) && row.Order == order)
            return null;
        var unchanged = new BsonDocument { { "_id", row.Key }, { "version", row.Version }, { "lastUpdated", row.LastUpdated } };
        var update = fields.Update(order);
        if (row.Json is not null && json.Length + fields.ApproximateSize > database.InlineLimit)
        {
            await MoveToChunksAsync(row, unchanged, update);
            return null;
        }

        return new UpdateOneModel<ResourceDocument>(
            new BsonDocumentFilterDefinition<ResourceDocument>(unchanged), new BsonDocumentUpdateDefinition<ResourceDocument>(update));
    }

    private IndexEntries Entries(ResourceKey key, ReadOnlyMemory<byte> json)
    {
        try
        {
            return indexer.Index(FhirSchema.R4.FindResource(key.Type)!, key.Id, json.Span);
        }
        catch (FhirException e)
        {
            throw new FhirException(e.Kind, [.. e.Issues.Select(i => i with { Diagnostics = $"{key}: {i.Diagnostics}" })], e);
        }
    }

    /// <summary>JSON and entries together have outgrown the document.</summary>
    private Task<UpdateResult> MoveToChunksAsync(ResourceDocument row, BsonDocument unchanged, BsonDocument update) => database.InTransactionAsync(async (session, token) =>
    {
        var chunked = await _payloads.WriteChunksAsync(session, row.Json!, token);
        update["$set"]["chunked"] = chunked.ToBsonDocument();
        update["$unset"] = update.GetValue("$unset", new BsonDocument()).AsBsonDocument.Set("json", true);
        var moved = await database.Resources.UpdateOneAsync(
            session, new BsonDocumentFilterDefinition<ResourceDocument>(unchanged), new BsonDocumentUpdateDefinition<ResourceDocument>(update), cancellationToken: token);
        if (moved.MatchedCount == 0)
            await session.AbortTransactionAsync(token);
        return moved;
    });
}
