using MongoDB.Bson.Serialization.Attributes;

namespace FhirHub.Benchmarks.Search;

/// <summary>What an answer needs of a document.</summary>
[BsonIgnoreExtraElements]
internal sealed class BareRow
{
    [BsonId]
    public required string Key { get; init; }

    [BsonElement("version")]
    public long Version { get; init; }

    [BsonElement("lastUpdated")]
    public DateTime LastUpdated { get; init; }

    [BsonElement("stamp")]
    public long Stamp { get; init; }

    [BsonElement("ord")]
    public string? Order { get; init; }

    [BsonElement("method")]
    public string? Method { get; init; }

    [BsonElement("json")]
    public byte[]? Json { get; init; }
}
