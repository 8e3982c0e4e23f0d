using FhirHub.Regional.Rules;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Operations;

/// <summary>Records of what happened: nothing that they say changes any more, and none is deleted.</summary>
/// <inheritdoc cref="KeptType{T}"/>
internal abstract class KeptRecord<T>(KeptRules rules, string operations) : KeptType<T>(rules, operations)
    where T : DomainResource
{
    public override IReadOnlyList<KeptElement<T>> Elements { get; } = [new("content", r => [Content(r)])];

    /// <summary>All but its labels, and how it is shown.</summary>
    private static DomainResource Content(T record)
    {
        var content = (T)record.DeepCopy();
        (content.Id, content.Meta, content.Text) = (null, null, null);
        return content;
    }
}
