using System.Globalization;
using MongoDB.Bson.Serialization.Attributes;

namespace FhirHub.Engine.Jobs;

/// <summary>An answer in collection <c>answers</c>, or a further part of a long one.</summary>
[BsonIgnoreExtraElements]
internal sealed class AnswerDocument
{
    /// <summary>The receipt's id; of a further part, that with its attempt and number: <c>x#a#1</c>.</summary>
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

    /// <summary>Which attempt's further parts belong to this one: two attempts at the same answer never mix.</summary>
    [BsonElement("attempt")]
    public required string Attempt { get; init; }

    /// <summary>Parts in all.</summary>
    [BsonElement("parts")]
    public int Parts { get; init; }

    [BsonElement("data")]
    public required byte[] Data { get; init; }

    [BsonElement("expires")]
    public required DateTime Expires { get; init; }

    public static string IdOfPart(string id, string attempt, int part) => string.Create(CultureInfo.InvariantCulture, $"{id}#{attempt}#{part}");

    /// <summary>The first id behind those of an answer, of its parts, and of the answers to parts of its request (<c>x/1</c>).</summary>
    public static string BehindAll(string id) => id + (char)('/' + 1);
}
