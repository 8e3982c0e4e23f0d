using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;

namespace FhirHub.Engine.Search;

/// <summary>One page of a search.</summary>
public sealed record SearchPage
{
    /// <summary>In the search's order. May be fewer than asked for although more follow: a page is also bounded in bytes.</summary>
    public required IReadOnlyList<StoredVersion> Matches { get; init; }

    /// <summary>Resources that are no matches on this page, each once, by type and id.</summary>
    public IReadOnlyList<StoredVersion> Included { get; init; } = [];

    /// <summary>Matches on all pages; null where it was not asked for and is not known anyway.</summary>
    public long? Total { get; init; }

    /// <summary>The first page as it was then; null where there is one page only.</summary>
    public PagePosition? First { get; init; }

    public PagePosition? Previous { get; init; }

    public PagePosition? Next { get; init; }

    /// <summary>What was left out or limited.</summary>
    public IReadOnlyList<Issue> Warnings { get; init; } = [];
}
