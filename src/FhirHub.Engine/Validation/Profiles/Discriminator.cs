namespace FhirHub.Engine.Validation.Profiles;

/// <summary>What tells slices apart, https://hl7.org/fhir/R4/profiling.html#discriminator.</summary>
/// <param name="Path">As the profile writes it, for messages.</param>
/// <param name="Steps">Null when the path is none that FHIR allows here.</param>
internal sealed record Discriminator(DiscriminatorKind Kind, string Path, IReadOnlyList<DiscriminatorStep>? Steps);
