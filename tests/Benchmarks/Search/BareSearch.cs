using System.Text.Json;
using FhirHub.Engine.Storage;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.Benchmarks.Search;

/// <summary>
/// The queries that return the same documents, written by hand: the same filter, index, order, fields and limit, and nothing else.
/// </summary>
internal sealed class BareSearch(IMongoDatabase database)
{
    private static readonly BsonDocument Entries = BsonDocument.Parse(IndexKeys.Tokens);
    private static readonly BsonDocument Order = BsonDocument.Parse(IndexKeys.Order);
    private static readonly BsonDocument NewestFirst = new("ord", -1);
    private static readonly BsonDocument ById = new("_id", 1);
    private static readonly BsonDocument Fields = new(new[] { "version", "lastUpdated", "stamp", "ord", "method", "json" }.Select(f => new BsonElement(f, 1)));
    private readonly IMongoCollection<BareRow> _resources = database.GetCollection<BareRow>("resources");

    /// <summary>Has the entry.</summary>
    public static BsonDocument Has(string entry) => new("tokens", entry);

    /// <summary>Has an entry with this beginning.</summary>
    public static BsonDocument HasBeginning(string entry) =>
        new("tokens", new BsonDocument("$elemMatch", new BsonDocument { { "$gte", entry }, { "$lt", entry + "\U0010FFFF" } }));

    public static BsonDocument All(params BsonDocument[] filters) => new("$and", new BsonArray(filters));

    public static BsonDocument Any(params BsonDocument[] filters) => new("$or", new BsonArray(filters));

    /// <summary>Newest first, by index entry.</summary>
    public async Task<List<BareRow>> FindAsync(BsonDocument filter, int limit, CancellationToken cancellationToken)
    {
        using var cursor = await _resources.FindAsync(filter, Options(Entries, limit, NewestFirst), cancellationToken);
        return await cursor.ToListAsync(cancellationToken);
    }

    public async Task<List<BareRow>> ByKeysAsync(IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        var filter = new BsonDocument("_id", new BsonDocument("$in", new BsonArray(keys)));
        using var cursor = await _resources.FindAsync(filter, Options(ById, 0, null), cancellationToken);
        return await cursor.ToListAsync(cancellationToken);
    }

    public Task<long> CountAsync(BsonDocument filter, CancellationToken cancellationToken) =>
        _resources.CountDocumentsAsync(filter, new CountOptions { Hint = Entries }, cancellationToken);

    /// <summary>All of a type, newest first, in batches of so many.</summary>
    public Task<IAsyncCursor<BareRow>> WalkAsync(string type, int batch, CancellationToken cancellationToken)
    {
        var options = Options(Order, 0, NewestFirst);
        options.BatchSize = batch;
        return _resources.FindAsync(new BsonDocument("type", type), options, cancellationToken);
    }

    /// <summary>The command that <see cref="FindAsync"/> sends, for explaining.</summary>
    public static BsonDocument Command(BsonDocument filter, int limit) => new()
    {
        { "find", "resources" }, { "filter", filter }, { "sort", NewestFirst }, { "hint", Entries }, { "limit", limit }, { "projection", Fields },
    };

    /// <summary>The keys that a row's references of a name lead to.</summary>
    public static IEnumerable<string> TargetsOf(BareRow row, string member)
    {
        using var resource = JsonDocument.Parse(row.Json);
        if (resource.RootElement.TryGetProperty(member, out var value))
            yield return value.GetProperty("reference").GetString()!;
    }

    private static FindOptions<BareRow> Options(BsonDocument hint, int limit, BsonDocument? sort) => new()
    {
        Hint = hint,
        Sort = sort,
        Limit = limit == 0 ? null : limit,
        BatchSize = limit == 0 ? null : limit,
        Projection = Fields,
    };
}
