using MongoDB.Bson.Serialization.Attributes;

namespace FhirHub.Engine.Installation;

/// <summary>Who installs packs, in the collection <c>packTurns</c>.</summary>
internal sealed class InstallationTurnDocument
{
    [BsonId]
    public required string Id { get; init; }

    /// <summary>Tells one installation from all others.</summary>
    [BsonElement("holder")]
    public required string Holder { get; init; }

    /// <summary>UTC; from then on another may take it.</summary>
    [BsonElement("until")]
    public required DateTime Until { get; init; }
}
