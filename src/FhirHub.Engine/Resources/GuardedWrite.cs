using FhirHub.Engine.Structure;

namespace FhirHub.Engine.Resources;

/// <summary>An ordinary write, as an <see cref="IWriteGuard"/> sees it.</summary>
/// <param name="Key">The resource.</param>
/// <param name="Before">The version that it replaces; null where there is none, or it is a deletion.</param>
/// <param name="After">What it becomes; null where it is deleted.</param>
/// <param name="IsKeptAsync">Whether operations keep another resource, as this write sees it: one read.</param>
public sealed record GuardedWrite(
    ResourceKey Key, StoredVersion? Before, ParsedResource? After, Func<ResourceKey, CancellationToken, Task<bool>> IsKeptAsync);
