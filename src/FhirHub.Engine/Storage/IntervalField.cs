using MongoDB.Bson;
using MongoDB.Bson.Serialization.Attributes;

namespace FhirHub.Engine.Storage;

/// <summary>Bounds of an interval that an index entry stands for: milliseconds (whole numbers, high exclusive) or numbers (high inclusive).</summary>
internal sealed class IntervalField
{
    /// <summary>The entry's text in front of <c>(</c>.</summary>
    [BsonElement("p")]
    public required string Prefix { get; init; }

    [BsonElement("l")]
    public required BsonValue Low { get; init; }

    [BsonElement("h")]
    public required BsonValue High { get; init; }
}
