using FhirHub.Engine.Search.Execution;
using FhirHub.Engine.Storage;

namespace FhirHub.Engine.Search;

/// <summary>Where a page of a search begins, and at which moment all its pages look.</summary>
public sealed record PagePosition
{
    /// <summary>The state that the search's pages show.</summary>
    public required Snapshot At { get; init; }

    /// <summary>The sort keys of the match that it lies behind, or in front of; null for the first page.</summary>
    public IReadOnlyList<string>? Place { get; init; }

    /// <summary>Whether the page ends in front of the place rather than begins behind it.</summary>
    public bool Backward { get; init; }

    /// <summary>Its number, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Matches on all pages; null where that is not known.</summary>
    public long? Total { get; init; }

    /// <summary>Whether it is a place in the order of the search.</summary>
    public bool Fits(SearchQuery query) => Place is null || Place.Count == Order.Of(query).Terms.Count;
}
