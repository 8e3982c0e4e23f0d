using MongoDB.Bson.Serialization.Attributes;

namespace FhirHub.Engine.Jobs;

/// <summary>A job in collection <c>jobs</c>.</summary>
[BsonIgnoreExtraElements]
internal sealed class JobDocument
{
    [BsonId]
    public required string Id { get; init; }

    [BsonElement("type")]
    public required string Type { get; init; }

    /// <summary>On whose behalf it works.</summary>
    [BsonElement("caller")]
    public required string Caller { get; init; }

    [BsonElement("state")]
    public required string State { get; init; }

    /// <summary>What it was asked, as JSON of its type's own.</summary>
    [BsonElement("input")]
    public required byte[] Input { get; init; }

    /// <summary>How far it is, as JSON of its type's own; where a later run goes on.</summary>
    [BsonElement("position")]
    [BsonIgnoreIfNull]
    public byte[]? Position { get; init; }

    /// <summary>The same for people.</summary>
    [BsonElement("progress")]
    [BsonIgnoreIfNull]
    public string? Progress { get; init; }

    /// <summary>Why it failed last, for its owner.</summary>
    [BsonElement("error")]
    [BsonIgnoreIfNull]
    public string? Error { get; init; }

    /// <summary>Runs that ended in a failure.</summary>
    [BsonElement("failures")]
    public int Failures { get; init; }

    /// <summary>Grows with each lease: what an earlier holder still does is refused.</summary>
    [BsonElement("fence")]
    public long Fence { get; init; }

    /// <summary>When it may next be begun; while it runs, when its lease ends.</summary>
    [BsonElement("due")]
    public required DateTime Due { get; init; }

    [BsonElement("created")]
    public required DateTime Created { get; init; }

    /// <summary>When it came to its end; absent before.</summary>
    [BsonElement("ended")]
    [BsonIgnoreIfNull]
    public DateTime? Ended { get; init; }

    /// <summary>When it is forgotten; absent while it has not ended.</summary>
    [BsonElement("expires")]
    [BsonIgnoreIfNull]
    public DateTime? Expires { get; init; }
}
