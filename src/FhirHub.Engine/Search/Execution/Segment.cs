using MongoDB.Bson;

namespace FhirHub.Engine.Search.Execution;

/// <summary>One query for rows that follow each other in the search's order; a plan is a sequence of them.</summary>
internal sealed record Segment
{
    public required RowSource Source { get; init; }

    /// <summary>In words, for an explanation.</summary>
    public required string Purpose { get; init; }

    /// <summary>What bounds the index walk first, then the rest.</summary>
    public required BsonDocument Filter { get; init; }

    /// <summary>Keys of the index; the planner of the local engine misjudges ranges on arrays.</summary>
    public required BsonDocument Hint { get; init; }

    /// <summary>How the rows are ordered; null for any order.</summary>
    public BsonDocument? Sort { get; init; }

    /// <summary>Sort keys to be computed from entries; null for none.</summary>
    public BsonDocument? Keys { get; init; }

    /// <summary>A filter on the computed keys; null for none.</summary>
    public BsonDocument? KeyFilter { get; init; }

    /// <summary>Begins of entries that the rows come with; null for none.</summary>
    public IReadOnlyList<string>? EntriesOf { get; init; }

    /// <summary>Entries that a row comes with at most; 0 for all.</summary>
    public int MostEntries { get; init; }

    /// <summary>Whether the index gives the rows in the order wanted already, so that keys are computed behind the sort.</summary>
    public bool InIndexOrder { get; init; }
}
