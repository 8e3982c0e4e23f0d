namespace FhirHub.Engine.Search;

/// <summary>How a page of a search was found.</summary>
public sealed record SearchExplanation
{
    /// <summary>The condition in words.</summary>
    public required string Condition { get; init; }

    public required SearchPage Page { get; init; }

    /// <summary>The queries, in the order they were sent.</summary>
    public required IReadOnlyList<ExplainedStep> Steps { get; init; }
}

/// <summary>One query of a search.</summary>
/// <param name="Purpose">In words.</param>
/// <param name="Collection">What it read.</param>
/// <param name="Index">The index that it was bound to, by its keys.</param>
/// <param name="Examined">Documents that the database looked at; null where it does not say.</param>
/// <param name="Returned">Documents that were read of its answer.</param>
public sealed record ExplainedStep(string Purpose, string Collection, string Index, long? Examined, long Returned);
