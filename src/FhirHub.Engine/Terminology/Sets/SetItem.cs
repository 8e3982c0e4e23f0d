using FhirHub.Engine.Terminology.Systems;

namespace FhirHub.Engine.Terminology.Sets;

/// <summary>A code of a value set.</summary>
/// <param name="System">Its code system.</param>
/// <param name="Version">Of the code system, where that is known here or the value set names one.</param>
/// <param name="Concept">Under the names that the value set gives it; of a system that is not known, these alone.</param>
/// <param name="Head">The code system; null where it is not known.</param>
internal readonly record struct SetItem(string System, string? Version, Concept Concept, CodeSystemHead? Head);
