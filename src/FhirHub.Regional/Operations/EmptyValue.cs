using Hl7.Fhir.Model;

namespace FhirHub.Regional.Operations;

/// <summary>Values that are there, but say nothing that could be followed: blank texts, codings without code, nothing but an extension.</summary>
internal static class EmptyValue
{
    public static bool Is(DataType value) => value switch
    {
        PrimitiveType primitive => string.IsNullOrWhiteSpace(primitive.ToString()),
        CodeableConcept concept => string.IsNullOrWhiteSpace(concept.Text) && concept.Coding.TrueForAll(Is),
        Coding coding => string.IsNullOrWhiteSpace(coding.Code) && string.IsNullOrWhiteSpace(coding.Display),
        ResourceReference reference => string.IsNullOrWhiteSpace(reference.Reference) && string.IsNullOrWhiteSpace(reference.Display) && reference.Identifier?.Value is null,
        Identifier identifier => string.IsNullOrWhiteSpace(identifier.Value),
        _ => false,
    };
}
