using MongoDB.Bson;

namespace FhirHub.Engine.Search.Execution;

/// <summary>What a plan's queries are made for.</summary>
internal sealed class PlanRequest
{
    public required RowSource Source { get; init; }

    /// <summary>Null for any order.</summary>
    public required Order? Order { get; init; }

    /// <summary>The place behind which to begin; null for the beginning.</summary>
    public IReadOnlyList<string>? After { get; init; }

    public bool Backward { get; init; }

    /// <summary>What has to hold beside the plan's own bounds.</summary>
    public required BsonDocument Residual { get; init; }

    /// <summary>Rows that are wanted, about.</summary>
    public required int Wanted { get; init; }

    public required Reading Reading { get; init; }

    /// <summary>Begins of entries that the rows come with; null for none.</summary>
    public IReadOnlyList<string>? EntriesOf { get; init; }

    /// <summary>Rows that the last segment had; its reader says so.</summary>
    public int Returned { get; set; }

    public BsonDocument? Sort => Order?.Sort(Source.KeyField, Backward);

    /// <summary>The rows behind the place, as one filter; nothing to ask where there is no place.</summary>
    public BsonDocument BehindPlace => After is null || Order is null ? FilterBuilder.Everything
        : Order.Behind(After, Source.KeyField, Backward) is [var only] ? only
        : new BsonDocument("$or", new BsonArray(Order.Behind(After, Source.KeyField, Backward)));
}
