using MongoDB.Bson.Serialization.Attributes;

namespace FhirHub.Engine.Terminology.Loading;

/// <summary>A set that a node is writing, or was, where its lease has run out.</summary>
/// <param name="Set">Its name.</param>
/// <param name="Fingerprint">What it is made of.</param>
/// <param name="Until">End of the node's lease.</param>
/// <param name="Done">Concepts written.</param>
/// <param name="Total">Concepts in all.</param>
/// <param name="Fault">Why it cannot be loaded; null where it can, as far as is known.</param>
internal sealed record LoadingDocument(
    [property: BsonElement("set")] string Set,
    [property: BsonElement("fingerprint")] string Fingerprint,
    [property: BsonElement("until")] DateTime Until,
    [property: BsonElement("done")] int Done,
    [property: BsonElement("total")] int Total,
    [property: BsonElement("fault")] string? Fault);
