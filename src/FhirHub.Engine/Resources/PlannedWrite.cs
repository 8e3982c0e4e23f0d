using FhirHub.Engine.Storage;

namespace FhirHub.Engine.Resources;

/// <summary>A write that is decided.</summary>
/// <param name="Key">The resource.</param>
/// <param name="Old">The version that it replaces; null where there is none.</param>
/// <param name="Change">What it becomes.</param>
/// <param name="Path">FHIRPath of its resource in a Bundle, for errors; null where it is the whole body.</param>
internal sealed record PlannedWrite(ResourceKey Key, ResourceDocument? Old, ResourceChange Change, string? Path = null);
