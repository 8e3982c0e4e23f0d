using MongoDB.Bson.Serialization.Attributes;

namespace FhirHub.Engine.Installation;

/// <summary>An installation or removal that is not over, in the collection <c>packJournal</c>.</summary>
[BsonIgnoreExtraElements]
internal sealed class JournalDocument
{
    [BsonId]
    public required string Pack { get; init; }

    /// <summary>UTC.</summary>
    [BsonElement("begun")]
    public required DateTime Begun { get; init; }

    /// <summary>See <see cref="JournalEntry"/>; in the order of writing.</summary>
    [BsonElement("written")]
    public required IReadOnlyList<string> Written { get; init; }
}
