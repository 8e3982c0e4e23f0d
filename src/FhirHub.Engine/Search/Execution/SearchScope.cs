using MongoDB.Bson;

namespace FhirHub.Engine.Search.Execution;

/// <summary>The types that a search covers.</summary>
/// <param name="Types">At least one, unless it covers all.</param>
/// <param name="AllTypes">Whether it covers every type.</param>
internal sealed record SearchScope(IReadOnlyList<string> Types, bool AllTypes)
{
    public string? OnlyType => AllTypes || Types.Count != 1 ? null : Types[0];

    public BsonDocument Filter => AllTypes ? FilterBuilder.Everything
        : OnlyType is { } only ? new BsonDocument("type", only)
        : new BsonDocument("type", new BsonDocument("$in", new BsonArray(Types)));
}
