namespace FhirHub.Engine.Validation.Profiles;

/// <summary>https://hl7.org/fhir/R4/valueset-discriminator-type.html; <c>pattern</c> is another word for <see cref="Value"/>.</summary>
internal enum DiscriminatorKind
{
    Value,
    Exists,
    Type,
    Profile,
}
