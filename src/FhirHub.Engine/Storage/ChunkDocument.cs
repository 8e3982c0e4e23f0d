using MongoDB.Bson.Serialization.Attributes;

namespace FhirHub.Engine.Storage;

/// <summary>One part of a large resource's JSON.</summary>
internal sealed class ChunkDocument
{
    /// <summary><c>{payload id}/{number from 0}</c>.</summary>
    [BsonId]
    public required string Id { get; init; }

    [BsonElement("data")]
    public required byte[] Data { get; init; }

    public static string IdOf(string payload, int number) => $"{payload}/{number}";
}
