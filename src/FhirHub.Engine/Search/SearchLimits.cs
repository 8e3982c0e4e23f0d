namespace FhirHub.Engine.Search;

/// <summary>Bounds of one search.</summary>
public sealed record SearchLimits
{
    /// <summary>How long a page may take before it is given up with a hint.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Included resources on a page at most; a warning says when there would be more.</summary>
    public int MaxIncluded { get; init; } = 1000;

    /// <summary>Content on a page, in bytes, at which it ends although more matches were asked for. Included resources have the same again.</summary>
    public long PageBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Matches of a chain's inner condition up to which they drive the search; with more, rows are checked in batches.</summary>
    public int ChainMatches { get; init; } = 2000;
}
