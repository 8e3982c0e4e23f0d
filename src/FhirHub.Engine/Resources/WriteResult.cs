using FhirHub.Engine.Errors;

namespace FhirHub.Engine.Resources;

/// <summary>What a write left behind.</summary>
/// <param name="Current">The current version afterwards; null where a deletion found nothing to delete.</param>
/// <param name="Created">The resource did not exist, or was deleted, before.</param>
/// <param name="Changed">A new version was written.</param>
public sealed record WriteResult(StoredVersion? Current, bool Created, bool Changed)
{
    /// <summary>What the rules of this server say of what was written, though they allow it.</summary>
    public IReadOnlyList<Issue> Warnings { get; init; } = [];
}
