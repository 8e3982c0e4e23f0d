using FhirHub.Engine.Resources;
using FhirHub.Engine.Storage;
using MongoDB.Bson;
using MongoDB.Bson.Serialization.Attributes;

namespace FhirHub.Engine.Search.Execution;

/// <summary>What a search reads of a version, from <c>resources</c> or <c>superseded</c>; fields that a query leaves out are null.</summary>
[BsonIgnoreExtraElements]
internal sealed class RowDocument
{
    /// <summary><c>Patient/1</c>, or <c>Patient/1/4</c> of a superseded version.</summary>
    [BsonId]
    public required string Id { get; init; }

    /// <summary>Of superseded versions only; elsewhere the id is the key.</summary>
    [BsonElement("key")]
    public string? SupersededKey { get; init; }

    [BsonElement("version")]
    public long Version { get; init; }

    [BsonElement("lastUpdated")]
    public DateTime LastUpdated { get; init; }

    [BsonElement("stamp")]
    public long Stamp { get; init; }

    [BsonElement("supersededBy")]
    public long SupersededBy { get; init; }

    [BsonElement("ord")]
    public string? Order { get; init; }

    [BsonElement("method")]
    public string? Method { get; init; }

    [BsonElement("created")]
    public bool Created { get; init; }

    [BsonElement("json")]
    public byte[]? Json { get; init; }

    [BsonElement("chunked")]
    public ChunkedPayload? Chunked { get; init; }

    /// <summary>Index entries, those that the query asked for.</summary>
    [BsonElement("tokens")]
    public IReadOnlyList<string>? Tokens { get; init; }

    /// <summary>Computed sort keys, <c>k0</c> and so on.</summary>
    [BsonElement("keys")]
    public BsonDocument? Computed { get; init; }

    public string Key => SupersededKey ?? Id;

    public bool HasContent => Json is not null || Chunked is not null;

    /// <summary>What its content and its entries take, about.</summary>
    public long BytesAlong => (Json?.Length ?? 0) + EntryBytes;

    /// <summary>What its entries take in memory, about.</summary>
    public long EntryBytes => Tokens?.Sum(t => 2L * t.Length + 32) ?? 0;

    /// <summary>The same row, its content and its entries to be read later.</summary>
    public RowDocument Bare() => new()
    {
        Id = Id,
        SupersededKey = SupersededKey,
        Version = Version,
        LastUpdated = LastUpdated,
        Stamp = Stamp,
        SupersededBy = SupersededBy,
        Order = Order,
        Computed = Computed,
    };

    /// <summary>The same row, its entries to be read later.</summary>
    public RowDocument WithoutEntries() => new()
    {
        Id = Id,
        SupersededKey = SupersededKey,
        Version = Version,
        LastUpdated = LastUpdated,
        Stamp = Stamp,
        SupersededBy = SupersededBy,
        Order = Order,
        Method = Method,
        Created = Created,
        Json = Json,
        Chunked = Chunked,
        Computed = Computed,
    };

    public StoredVersion ToVersion(Payloads payloads) => new()
    {
        Key = ResourceKey.Parse(Key),
        Version = Version,
        LastUpdated = LastUpdated,
        Method = Method ?? "PUT",
        Created = Created,
        Json = Json is not null ? new StoredJson(Json) : Chunked is not null ? new StoredJson(Chunked, payloads) : null,
    };
}
