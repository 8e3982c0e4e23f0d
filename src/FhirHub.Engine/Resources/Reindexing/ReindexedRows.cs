namespace FhirHub.Engine.Resources.Reindexing;

/// <summary>A part of a range that is done.</summary>
/// <param name="Last">The last key; null where nothing was left.</param>
/// <param name="Rows">How many were looked at.</param>
/// <param name="Alive">Those of them that are not deleted.</param>
internal sealed record ReindexedRows(string? Last, int Rows, int Alive);
