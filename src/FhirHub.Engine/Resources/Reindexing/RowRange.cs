using FhirHub.Engine.Storage;
using MongoDB.Bson;
using MongoDB.Driver;

namespace FhirHub.Engine.Resources.Reindexing;

/// <summary>Resources that are indexed anew together, walked in the order of their keys.</summary>
internal sealed class RowRange
{
    private readonly BsonDocument _filter;
    private readonly string? _from;
    private readonly string? _to;

    private RowRange(BsonDocument filter, string? from = null, string? to = null)
    {
        _filter = filter;
        _from = from;
        _to = to;
    }

    /// <summary>All of a type.</summary>
    public static RowRange OfType(string type) => new([], $"{type}/", $"{type}0");

    /// <summary>Those of other types that contain resources with index entries.</summary>
    public static RowRange Containing(IReadOnlyList<string> types) => new(new BsonDocument
    {
        { "type", new BsonDocument("$nin", new BsonArray(types)) },
        { "tokens", Contained },
    });

    /// <summary>Those of these types, or that contain others, written from one moment up to another.</summary>
    public static RowRange Written(IReadOnlyList<string> types, DateTime from, DateTime to) => new(new BsonDocument
    {
        { "lastUpdated", new BsonDocument { { "$gte", from }, { "$lt", to } } },
        { "$or", new BsonArray { new BsonDocument("type", new BsonDocument("$in", new BsonArray(types))), new BsonDocument("tokens", Contained) } },
    });

    /// <summary>One.</summary>
    public static RowRange One(ResourceKey key) => new(new BsonDocument("type", key.Type), $"{key}", $"{key}\u0001");

    /// <summary>What comes behind a key; null for all.</summary>
    public FilterDefinition<ResourceDocument> Behind(string? after)
    {
        var keys = new BsonDocument();
        if (after is not null)
            keys["$gt"] = after;
        else if (_from is not null)
            keys["$gte"] = _from;
        if (_to is not null)
            keys["$lt"] = _to;
        var filter = (BsonDocument)_filter.DeepClone();
        if (keys.ElementCount > 0)
            filter["_id"] = keys;
        return new BsonDocumentFilterDefinition<ResourceDocument>(filter);
    }

    /// <summary>Entries of contained resources begin with a number sign.</summary>
    private static BsonDocument Contained => new("$elemMatch", new BsonDocument { { "$gte", "#" }, { "$lt", "$" } });
}
