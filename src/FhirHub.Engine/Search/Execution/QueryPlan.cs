using FhirHub.Engine.Search.Clauses;

namespace FhirHub.Engine.Search.Execution;

/// <summary>How a search finds its rows.</summary>
internal sealed record QueryPlan
{
    /// <summary>Each gives rows in the search's order; together they give them all.</summary>
    public required IReadOnlyList<Strand> Strands { get; init; }

    public required SearchScope Scope { get; init; }

    /// <summary>Null where any will do.</summary>
    public required Order? Order { get; init; }

    /// <summary>What the database checks of each row, the driver's clause included.</summary>
    public required Clause Where { get; init; }

    /// <summary>What has to be checked in batches of rows: chains with many inner matches, and texts.</summary>
    public required IReadOnlyList<Clause> Checks { get; init; }

    /// <summary>Begins of entries that the rows come with; null for none.</summary>
    public IReadOnlyList<string>? EntriesOf { get; init; }

    /// <summary>The clause whose index range bounds the search; null where it walks.</summary>
    public required Driver? Driver { get; init; }
}

/// <summary>A part of a search's rows.</summary>
/// <param name="Plan">How they are found.</param>
/// <param name="Where">What is checked beside the plan's bounds.</param>
internal sealed record Strand(RowPlan Plan, IReadOnlyList<Clause> Where);
