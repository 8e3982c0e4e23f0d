using FhirHub.Engine.Resources;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Operations;

/// <summary>A resource that an operation is about to write.</summary>
/// <param name="Key">Type and id.</param>
/// <param name="Seen">The version it follows; null for a new resource.</param>
/// <param name="Resource">Its content.</param>
internal sealed record StagedWrite(ResourceKey Key, long? Seen, Resource Resource)
{
    /// <summary>A reference to the version that it becomes.</summary>
    public string VersionReference => $"{Key}/_history/{(Seen ?? 0) + 1}";
}
