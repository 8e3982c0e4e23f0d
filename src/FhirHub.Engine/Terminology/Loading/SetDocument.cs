using MongoDB.Bson.Serialization.Attributes;

namespace FhirHub.Engine.Terminology.Loading;

/// <summary>
/// What collection <c>codeSystems</c> holds of a large code system: which set of concepts is the one to use, and which is being written. A set
/// is a collection of its own; it becomes visible by one update of this document, when all its concepts are there.
/// </summary>
[BsonIgnoreExtraElements]
internal sealed class SetDocument
{
    /// <summary><c>CodeSystem/1</c>.</summary>
    [BsonId]
    public required string Key { get; init; }

    /// <summary>The set in use; null while there is none yet.</summary>
    [BsonElement("concepts")]
    public string? Set { get; init; }

    /// <summary>What the set in use was made of.</summary>
    [BsonElement("fingerprint")]
    public string? Fingerprint { get; init; }

    [BsonElement("count")]
    public int Count { get; init; }

    /// <summary>The CodeSystem of the set without its concepts, as JSON.</summary>
    [BsonElement("head")]
    public byte[]? Head { get; init; }

    [BsonElement("loading")]
    public LoadingDocument? Loading { get; init; }

    /// <summary>Sets that are in use no more.</summary>
    [BsonElement("old")]
    public IReadOnlyList<OldSet> Old { get; init; } = [];

    /// <summary>Every set that may be in use, or come to be.</summary>
    public IEnumerable<string> Sets => Old.Select(o => o.Set).Concat(new[] { Set, Loading?.Set }.OfType<string>());
}
