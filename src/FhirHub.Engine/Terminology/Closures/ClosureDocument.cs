using MongoDB.Bson.Serialization.Attributes;

namespace FhirHub.Engine.Terminology.Closures;

/// <summary>A closure table in collection <c>closures</c>: the concepts it was given and how they are related. Replaced as a whole, by whoever saw its last state.</summary>
[BsonIgnoreExtraElements]
internal sealed record ClosureDocument
{
    [BsonId]
    public required string Name { get; init; }

    /// <summary>Of no two states the same, of a table that was begun anew neither.</summary>
    [BsonElement("state")]
    public required string State { get; init; }

    /// <summary>Grows with every concept that is added; 0 when it was begun.</summary>
    [BsonElement("version")]
    public required int Version { get; init; }

    /// <summary>The version of each code system by which its codes are related.</summary>
    [BsonElement("systems")]
    public IReadOnlyList<ClosureSystem> Systems { get; init; } = [];

    [BsonElement("concepts")]
    public required IReadOnlyList<ClosureConcept> Concepts { get; init; }

    [BsonElement("entries")]
    public required IReadOnlyList<ClosureEntry> Entries { get; init; }

    public static ClosureDocument Empty(string name) => new() { Name = name, State = NewState(), Version = 0, Concepts = [], Entries = [] };

    public static string NewState() => $"{Guid.NewGuid():N}";
}
