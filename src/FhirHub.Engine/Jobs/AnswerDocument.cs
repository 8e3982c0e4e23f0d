using MongoDB.Bson.Serialization.Attributes;

namespace FhirHub.Engine.Jobs;

/// <summary>An answer in collection <c>answers</c>, or a further part of a long one.</summary>
[BsonIgnoreExtraElements]
internal sealed class AnswerDocument
{
    /// <summary>The receipt's id; with <c>#1</c> and so on behind it for further parts.</summary>
    [BsonId]
    public required string Id { get; init; }

    [BsonElement("request")]
    [BsonIgnoreIfNull]
    public string? RequestHash { get; init; }

    [BsonElement("status")]
    public int Status { get; init; }

    /// <summary>Names and values in turn.</summary>
    [BsonElement("headers")]
    [BsonIgnoreIfNull]
    public IReadOnlyList<string>? Headers { get; init; }

    /// <summary>Parts in all.</summary>
    [BsonElement("parts")]
    public int Parts { get; init; }

    [BsonElement("data")]
    public required byte[] Data { get; init; }

    [BsonElement("expires")]
    public required DateTime Expires { get; init; }

    public static string IdOfPart(string id, int part) => part == 0 ? id : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{id}#{part}");
}
