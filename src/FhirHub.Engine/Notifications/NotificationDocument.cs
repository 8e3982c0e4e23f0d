using MongoDB.Bson.Serialization.Attributes;

namespace FhirHub.Engine.Notifications;

/// <summary>A <see cref="Notification"/> in the collection <c>notifications</c>.</summary>
[BsonIgnoreExtraElements]
internal sealed class NotificationDocument
{
    [BsonId]
    public required string Id { get; init; }

    [BsonElement("time")]
    public required DateTime Time { get; init; }

    [BsonElement("topic")]
    public required string Topic { get; init; }

    [BsonElement("event")]
    public required string Event { get; init; }

    [BsonElement("recipient")]
    public required string Recipient { get; init; }

    [BsonElement("focus")]
    public required string Focus { get; init; }

    [BsonElement("subject")]
    [BsonIgnoreIfNull]
    public string? Subject { get; init; }

    [BsonElement("pack")]
    public required string Pack { get; init; }

    /// <summary>Its place in the order in which all became known; null until it has one.</summary>
    [BsonElement("number")]
    [BsonIgnoreIfNull]
    public long? Number { get; init; }

    /// <summary>Whether it waits for its number.</summary>
    [BsonElement("waiting")]
    [BsonIgnoreIfDefault]
    public bool Waiting { get; init; }

    public static NotificationDocument Of(Notification n) => new()
    {
        Id = n.Id,
        Time = n.Time,
        Topic = n.Topic,
        Event = n.Event,
        Recipient = n.Recipient,
        Focus = n.Focus,
        Subject = n.Subject,
        Pack = n.Pack,
        Waiting = true,
    };

    public Notification ToNotification() => new()
    {
        Id = Id,
        Time = Time,
        Topic = Topic,
        Event = Event,
        Recipient = Recipient,
        Focus = Focus,
        Subject = Subject,
        Pack = Pack,
    };
}
