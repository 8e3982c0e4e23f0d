using MongoDB.Bson.Serialization.Attributes;

namespace FhirHub.Engine.Storage;

/// <summary>
/// The current version of a resource in collection <c>resources</c>. A deleted resource stays as a tombstone without
/// content, so that its version numbers go on when it is created again.
/// </summary>
[BsonIgnoreExtraElements]
internal sealed class ResourceDocument : SearchableDocument
{
    /// <summary><c>Patient/123</c>.</summary>
    [BsonId]
    public required string Key { get; init; }

    /// <summary>Of a SearchParameter: for which of its parameters all resources are indexed, in a form of the registry's own.</summary>
    [BsonElement("indexed")]
    [BsonIgnoreIfNull]
    public IReadOnlyList<string>? Indexed { get; init; }

    /// <summary>Whether operations keep it in agreement with others, so that not everything about it is free to be written.</summary>
    [BsonElement("kept")]
    [BsonIgnoreIfDefault]
    public bool Kept { get; init; }

    /// <summary>The same version with its JSON elsewhere.</summary>
    public ResourceDocument WithChunks(ChunkedPayload chunked) => new()
    {
        Key = Key,
        Type = Type,
        Version = Version,
        LastUpdated = LastUpdated,
        Method = Method,
        Created = Created,
        Deleted = Deleted,
        Chunked = chunked,
        References = References,
        Stamp = Stamp,
        Order = Order,
        Tokens = Tokens,
        Exact = Exact,
        Ranges = Ranges,
        Position = Position,
        Indexed = Indexed,
        Kept = Kept,
    };
}
