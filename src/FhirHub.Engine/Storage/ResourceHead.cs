using MongoDB.Bson;
using MongoDB.Bson.Serialization.Attributes;
using MongoDB.Driver;

namespace FhirHub.Engine.Storage;

/// <summary>What a current version is, without what it holds and what it is found by: a few hundred bytes, however large the resource.</summary>
[BsonIgnoreExtraElements]
internal sealed class ResourceHead
{
    /// <summary><c>Patient/123</c>.</summary>
    [BsonId]
    public required string Key { get; init; }

    [BsonElement("version")]
    public required long Version { get; init; }

    [BsonElement("lastUpdated")]
    public required DateTime LastUpdated { get; init; }

    [BsonElement("method")]
    public required string Method { get; init; }

    [BsonElement("created")]
    public bool Created { get; init; }

    [BsonElement("deleted")]
    public bool Deleted { get; init; }

    [BsonElement("stamp")]
    public long Stamp { get; init; }

    [BsonElement("chunked")]
    public ChunkedPayload? Chunked { get; init; }

    /// <summary>Bytes of the JSON in the document; null where there is none.</summary>
    [BsonElement("length")]
    public long? InlineLength { get; init; }

    /// <summary>Bytes of the whole document.</summary>
    [BsonElement("size")]
    public long Size { get; init; }

    /// <summary>Reads heads from <c>resources</c>.</summary>
    public static ProjectionDefinition<ResourceDocument, ResourceHead> Projection { get; } = new BsonDocument
    {
        { "version", 1 },
        { "lastUpdated", 1 },
        { "method", 1 },
        { "created", 1 },
        { "deleted", 1 },
        { "stamp", 1 },
        { "chunked", 1 },
        { "length", new BsonDocument("$binarySize", "$json") },
        { "size", new BsonDocument("$bsonSize", "$$ROOT") },
    };

    public static ResourceHead Of(ResourceDocument document) => new()
    {
        Key = document.Key,
        Version = document.Version,
        LastUpdated = document.LastUpdated,
        Method = document.Method,
        Created = document.Created,
        Deleted = document.Deleted,
        Stamp = document.Stamp,
        Chunked = document.Chunked,
        InlineLength = document.Json?.Length,
        Size = document.ApproximateSize,
    };
}
