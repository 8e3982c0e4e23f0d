using MongoDB.Bson.Serialization.Attributes;

namespace FhirHub.Engine.Terminology.Closures;

/// <summary>A code system of a closure table.</summary>
/// <param name="Url">Its URL.</param>
/// <param name="Version">The one that counted when its first code came: related by another, codes would contradict each other. Null where it has none.</param>
internal sealed record ClosureSystem([property: BsonElement("url")] string Url, [property: BsonElement("version")] string? Version);
