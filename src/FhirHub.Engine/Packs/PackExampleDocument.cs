using MongoDB.Bson.Serialization.Attributes;

namespace FhirHub.Engine.Packs;

/// <summary>An example of a pack in the collection <c>packExamples</c>: shown to people, and no resource of this server.</summary>
[BsonIgnoreExtraElements]
internal sealed class PackExampleDocument
{
    /// <summary><c>fhirhub.cn-base/Patient-li-ming</c>.</summary>
    [BsonId]
    public required string Id { get; init; }

    [BsonElement("pack")]
    public required string Pack { get; init; }

    /// <summary>The name of its file without ending.</summary>
    [BsonElement("name")]
    public required string Name { get; init; }

    /// <summary>Canonicals that it claims.</summary>
    [BsonElement("profiles")]
    public required IReadOnlyList<string> Profiles { get; init; }

    [BsonElement("json")]
    public required byte[] Json { get; init; }
}
