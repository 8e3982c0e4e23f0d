using MongoDB.Bson.Serialization.Attributes;

namespace FhirHub.Engine.Terminology.Closures;

/// <summary>A closure table in collection <c>closures</c>: the concepts it was given and how they are related. Replaced as a whole, by whoever saw its last version.</summary>
internal sealed record ClosureDocument
{
    [BsonId]
    public required string Name { get; init; }

    /// <summary>Grows with every concept that is added; 0 when it was begun.</summary>
    [BsonElement("version")]
    public required int Version { get; init; }

    [BsonElement("concepts")]
    public required IReadOnlyList<ClosureConcept> Concepts { get; init; }

    [BsonElement("entries")]
    public required IReadOnlyList<ClosureEntry> Entries { get; init; }
}
