namespace FhirHub.Engine.Validation.Profiles;

/// <summary>How the items of an element are told apart, https://hl7.org/fhir/R4/profiling.html#slicing.</summary>
internal sealed record SlicingRule(IReadOnlyList<Discriminator> Discriminators, SlicingEnd End, bool IsOrdered);
