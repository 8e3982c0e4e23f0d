namespace FhirHub.Engine.Validation.Profiles;

/// <summary>What a step of a discriminator's path does.</summary>
internal enum StepKind
{
    Child,
    Resolve,
    OfType,
    Extension,
}
