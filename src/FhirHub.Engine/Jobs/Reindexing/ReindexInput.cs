namespace FhirHub.Engine.Jobs.Reindexing;

/// <summary>What a reindexing is about.</summary>
/// <param name="Types">Resource types, in ordinal order; at least one.</param>
public sealed record ReindexInput(IReadOnlyList<string> Types);
