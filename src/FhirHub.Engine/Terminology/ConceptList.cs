using FhirHub.Engine.Terminology.Systems;

namespace FhirHub.Engine.Terminology;

/// <summary>A code system with its concepts, in its order.</summary>
/// <param name="Head">What it says of itself.</param>
/// <param name="Concepts">Those of supplements included as far as they add to them.</param>
/// <param name="Mappings">Codes of other systems that concept maps lead here.</param>
public sealed record ConceptList(CodeSystemHead Head, IReadOnlyList<Concept> Concepts, IReadOnlyList<CodeMapping> Mappings);
