using FhirHub.Engine.Errors;
using FhirHub.Engine.Search;

namespace FhirHub.Server.Interactions;

/// <summary>A page link, opened.</summary>
/// <param name="Query">As it came, without a question mark.</param>
/// <param name="Parameters">The search that it continues.</param>
/// <param name="Position">Where the page begins.</param>
internal sealed record OpenedPage(string Query, IReadOnlyList<KeyValuePair<string, string>> Parameters, PagePosition Position)
{
    /// <summary>The search that a link continues was understood in whole on its first page; this is for one that no longer is.</summary>
    /// <param name="why">What is not understood.</param>
    public static FhirException Outdated(IEnumerable<Issue> why) => new(FaultKind.Gone,
    [
        Issue.Error("not-found", "search-changed", "This search no longer means what it meant on its first page, so its pages end here. Search again."),
        .. why,
    ]);
}
