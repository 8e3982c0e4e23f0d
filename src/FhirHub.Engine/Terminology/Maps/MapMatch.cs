using FhirHub.Engine.Terminology.Systems;

namespace FhirHub.Engine.Terminology.Maps;

/// <summary>A translation.</summary>
/// <param name="Equivalence">As the request sees it: turned round where it asked in reverse.</param>
/// <param name="Concept">Null where the map says that there is none.</param>
/// <param name="Products">What follows beside.</param>
/// <param name="Source">Canonical of the map; null where it has none.</param>
internal sealed record MapMatch(string Equivalence, Coded? Concept, IReadOnlyList<MapElement> Products, string? Source)
{
    /// <summary>Whether it is one at all.</summary>
    public bool IsTranslation => Concept is not null && Equivalence is not ("unmatched" or "disjoint");
}
