using FhirHub.Engine.Search;

namespace FhirHub.Server.Interactions;

/// <summary>A page link, opened.</summary>
/// <param name="Token">As it came.</param>
/// <param name="Parameters">The search that it continues.</param>
/// <param name="Position">Where the page begins.</param>
internal sealed record OpenedPage(string Token, IReadOnlyList<KeyValuePair<string, string>> Parameters, PagePosition Position);
