using MongoDB.Bson.Serialization.Attributes;

namespace FhirHub.Engine.Storage;

/// <summary>A superseded version in collection <c>history</c>; never changed once written.</summary>
[BsonIgnoreExtraElements]
internal sealed class HistoryDocument : VersionDocument
{
    /// <summary><c>Patient/123/4</c>.</summary>
    [BsonId]
    public required string Id { get; init; }

    /// <summary><c>Patient/123</c>.</summary>
    [BsonElement("key")]
    public required string Key { get; init; }

    /// <summary>When the next version took over: this one was current from <c>lastUpdated</c> up to, not including, this.</summary>
    [BsonElement("supersededAt")]
    public required DateTime SupersededAt { get; init; }

    public static string IdOf(string key, long version) => $"{key}/{version}";

    public static HistoryDocument From(ResourceDocument superseded, DateTime supersededAt) => new()
    {
        Id = IdOf(superseded.Key, superseded.Version),
        Key = superseded.Key,
        Type = superseded.Type,
        Version = superseded.Version,
        LastUpdated = superseded.LastUpdated,
        SupersededAt = supersededAt,
        Method = superseded.Method,
        Created = superseded.Created,
        Deleted = superseded.Deleted,
        Json = superseded.Json,
        Chunked = superseded.Chunked,
    };
}
