using MongoDB.Bson.Serialization.Attributes;

namespace FhirHub.Engine.Storage;

/// <summary>A resource's JSON that is spread over documents of collection <c>chunks</c>.</summary>
/// <param name="Id">Common prefix of the chunks' keys.</param>
/// <param name="Count">Number of chunks.</param>
/// <param name="Length">Bytes in all.</param>
internal sealed record ChunkedPayload(
    [property: BsonElement("id")] string Id,
    [property: BsonElement("count")] int Count,
    [property: BsonElement("length")] long Length);
