using MongoDB.Bson.Serialization.Attributes;

namespace FhirHub.Engine.Storage;

/// <summary>
/// What a version was found by until it was superseded, in collection <c>superseded</c>: pages of searches that began before still
/// find it. Its content is in the history. Removed by the database when no page link can ask for it any more.
/// </summary>
[BsonIgnoreExtraElements]
internal sealed class SupersededDocument : SearchableDocument
{
    /// <summary><c>Patient/123/4</c>, as in the history.</summary>
    [BsonId]
    public required string Id { get; init; }

    /// <summary><c>Patient/123</c>.</summary>
    [BsonElement("key")]
    public required string Key { get; init; }

    /// <summary>Stamp of the version that took over.</summary>
    [BsonElement("supersededBy")]
    public required long SupersededBy { get; init; }

    [BsonElement("expires")]
    public required DateTime Expires { get; init; }

    public static SupersededDocument From(ResourceDocument superseded, long supersededBy, DateTime expires) => new()
    {
        Id = HistoryDocument.IdOf(superseded.Key, superseded.Version),
        Key = superseded.Key,
        Type = superseded.Type,
        Version = superseded.Version,
        LastUpdated = superseded.LastUpdated,
        Method = superseded.Method,
        Stamp = superseded.Stamp,
        Order = superseded.Order,
        Tokens = superseded.Tokens,
        Exact = superseded.Exact,
        Ranges = superseded.Ranges,
        Position = superseded.Position,
        SupersededBy = supersededBy,
        Expires = expires,
    };
}
