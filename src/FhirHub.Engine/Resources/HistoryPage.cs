namespace FhirHub.Engine.Resources;

/// <summary>One page of a history, newest first.</summary>
/// <param name="Versions">May be fewer than asked for although more follow: a page is also bounded in bytes.</param>
/// <param name="Next">Where the next page begins; null on the last page.</param>
public sealed record HistoryPage(IReadOnlyList<StoredVersion> Versions, HistoryPosition? Next);
