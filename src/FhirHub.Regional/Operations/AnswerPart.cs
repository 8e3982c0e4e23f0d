using FhirHub.Engine.Resources;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Operations;

/// <summary>An output parameter: a value, a resource, one that this call writes, or parts.</summary>
internal sealed record AnswerPart(string Name)
{
    public DataType? Value { get; init; }

    public Resource? Resource { get; init; }

    /// <summary>A resource whose version is told as the transaction leaves it.</summary>
    public ResourceKey? Written { get; init; }

    public IReadOnlyList<AnswerPart>? Parts { get; init; }
}
