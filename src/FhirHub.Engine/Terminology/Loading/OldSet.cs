using MongoDB.Bson.Serialization.Attributes;

namespace FhirHub.Engine.Terminology.Loading;

/// <summary>A set that is in use no more, or never came to be; its concepts are removed when nobody can be reading them any longer.</summary>
internal sealed record OldSet([property: BsonElement("set")] string Set, [property: BsonElement("since")] DateTime Since);
