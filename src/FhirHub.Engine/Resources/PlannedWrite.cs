using FhirHub.Engine.Storage;

namespace FhirHub.Engine.Resources;

/// <summary>A write that is decided.</summary>
/// <param name="Key">The resource.</param>
/// <param name="Old">The version that it replaces; null where there is none.</param>
/// <param name="Change">What it becomes.</param>
/// <param name="Path">FHIRPath of its resource in a Bundle, for errors; null where it is the whole body.</param>
internal sealed record PlannedWrite(ResourceKey Key, ResourceDocument? Old, ResourceChange Change, string? Path = null)
{
    /// <summary>Whether operations keep it from now on; null: as before.</summary>
    public bool? IsKept { get; init; }

    /// <summary>Whether operations keep what this makes: what is deleted nobody keeps, and who writes what others keep does not change that.</summary>
    public bool WillBeKept => Change.Content is not null && (IsKept ?? Old is { Deleted: false, Kept: true });
}
