using MongoDB.Bson.Serialization.Attributes;

namespace FhirHub.Engine.Terminology.Closures;

/// <summary>One concept is below another.</summary>
/// <param name="Since">Version of the table that it came with.</param>
/// <param name="System">Of both.</param>
/// <param name="Code">The narrower.</param>
/// <param name="Above">The wider.</param>
internal sealed record ClosureEntry(
    [property: BsonElement("since")] int Since,
    [property: BsonElement("system")] string System,
    [property: BsonElement("code")] string Code,
    [property: BsonElement("above")] string Above);
