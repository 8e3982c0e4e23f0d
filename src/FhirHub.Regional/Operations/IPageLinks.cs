using FhirHub.Engine.Search;

namespace FhirHub.Regional.Operations;

/// <summary>Makes links to further pages of a search on a type, which the search itself answers.</summary>
public interface IPageLinks
{
    /// <summary>The query part of a page's URL, without a question mark.</summary>
    /// <param name="path">Of the search, below the service root: <c>/Task</c>.</param>
    /// <param name="search">As <see cref="LedgerPage{T}.Search"/>.</param>
    /// <param name="position">Where the page begins.</param>
    /// <param name="cancellationToken">Given up.</param>
    Task<string> SealAsync(string path, string search, PagePosition position, CancellationToken cancellationToken);
}
