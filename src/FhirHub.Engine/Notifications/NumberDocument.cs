using MongoDB.Bson.Serialization.Attributes;

namespace FhirHub.Engine.Notifications;

/// <summary>The last number that a notification was given: one document, in the collection <c>notificationNumbers</c>.</summary>
internal sealed class NumberDocument
{
    public const string Only = "last";

    [BsonId]
    public string Id { get; init; } = Only;

    [BsonElement("value")]
    public long Value { get; init; }

    /// <summary>How often somebody has given numbers: changed first, so that of two who do one waits.</summary>
    [BsonElement("turns")]
    public long Turns { get; init; }
}
