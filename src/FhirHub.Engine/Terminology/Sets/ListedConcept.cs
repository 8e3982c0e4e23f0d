using FhirHub.Engine.Terminology.Systems;

namespace FhirHub.Engine.Terminology.Sets;

/// <summary>A code that a value set names, with what it calls it.</summary>
internal sealed record ListedConcept(string Code, string? Display, IReadOnlyList<Designation> Designations);
