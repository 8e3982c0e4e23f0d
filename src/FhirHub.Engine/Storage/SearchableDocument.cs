using MongoDB.Bson;
using MongoDB.Bson.Serialization.Attributes;

namespace FhirHub.Engine.Storage;

/// <summary>What a version is found and ordered by; the forms are described in <c>Indexing/README.md</c>. Reads of a single resource leave these fields out.</summary>
internal abstract class SearchableDocument : VersionDocument
{
    /// <summary>The projection of a read that needs the resource alone.</summary>
    public static BsonDocument WithoutSearchFields => new() { { "tokens", 0 }, { "exact", 0 }, { "ranges", 0 }, { "pos", 0 } };

    /// <summary>Unique on a node and growing; its milliseconds are <c>lastUpdated</c>. See <see cref="WriteClock"/>.</summary>
    [BsonElement("stamp")]
    public long Stamp { get; init; }

    /// <summary>Place in the default order of searches, unique for the resource.</summary>
    [BsonElement("ord")]
    [BsonIgnoreIfNull]
    public string? Order { get; init; }

    /// <summary>Index entries.</summary>
    [BsonElement("tokens")]
    [BsonIgnoreIfNull]
    public IReadOnlyList<string>? Tokens { get; init; }

    /// <summary>Original texts of string parameters; not indexed.</summary>
    [BsonElement("exact")]
    [BsonIgnoreIfNull]
    public IReadOnlyList<string>? Exact { get; init; }

    /// <summary>Bounds of intervals; not indexed.</summary>
    [BsonElement("ranges")]
    [BsonIgnoreIfNull]
    public IReadOnlyList<IntervalField>? Ranges { get; init; }

    /// <summary>A GeoJSON point; not indexed.</summary>
    [BsonElement("pos")]
    [BsonIgnoreIfNull]
    public BsonDocument? Position { get; init; }

    /// <summary>Bytes in the database, about.</summary>
    [BsonIgnore]
    public long ApproximateSize => (Json?.Length ?? 0) + SizeOf(References ?? []) + SizeOf(Tokens ?? []) + SizeOf(Exact ?? []) + (Ranges?.Count ?? 0) * 120L;
}
