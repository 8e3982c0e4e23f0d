using MongoDB.Bson.Serialization.Attributes;

namespace FhirHub.Engine.Terminology.Closures;

/// <summary>A concept in a closure table.</summary>
internal sealed record ClosureConcept([property: BsonElement("system")] string System, [property: BsonElement("code")] string Code);
