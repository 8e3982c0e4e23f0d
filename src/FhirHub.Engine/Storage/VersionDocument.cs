using System.Text;
using MongoDB.Bson.Serialization.Attributes;

namespace FhirHub.Engine.Storage;

/// <summary>What a current and a superseded version have in common.</summary>
internal abstract class VersionDocument
{
    [BsonElement("type")]
    public required string Type { get; init; }

    /// <summary><c>meta.versionId</c>, from 1, without gaps.</summary>
    [BsonElement("version")]
    public required long Version { get; init; }

    /// <summary><c>meta.lastUpdated</c>, UTC, in milliseconds; strictly later than that of the version before.</summary>
    [BsonElement("lastUpdated")]
    public required DateTime LastUpdated { get; init; }

    /// <summary>The HTTP method that made this version: POST, PUT, PATCH or DELETE.</summary>
    [BsonElement("method")]
    public required string Method { get; init; }

    /// <summary>This version made a resource that did not exist, or was deleted, before.</summary>
    [BsonElement("created")]
    [BsonIgnoreIfDefault]
    public bool Created { get; init; }

    [BsonElement("deleted")]
    [BsonIgnoreIfDefault]
    public bool Deleted { get; init; }

    /// <summary>The resource as UTF-8 JSON, exactly as it is sent to clients. Absent where deleted or chunked.</summary>
    [BsonElement("json")]
    [BsonIgnoreIfNull]
    public byte[]? Json { get; init; }

    /// <summary>Where the JSON is when it is too large for one document.</summary>
    [BsonElement("chunked")]
    [BsonIgnoreIfNull]
    public ChunkedPayload? Chunked { get; init; }

    /// <summary>Literal references to resources of this server, <c>Patient/123</c>, for referential integrity.</summary>
    [BsonElement("references")]
    [BsonIgnoreIfNull]
    public IReadOnlyList<string>? References { get; init; }

    /// <summary>What texts take in a document, in bytes: themselves, and about twelve for each as an array's item.</summary>
    public static int SizeOf(IReadOnlyList<string> texts) => texts.Sum(t => Encoding.UTF8.GetByteCount(t) + 12);
}
