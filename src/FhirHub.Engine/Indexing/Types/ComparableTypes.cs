using FhirHub.Engine.Conformance;

namespace FhirHub.Engine.Indexing.Types;

/// <summary>Which datatypes each search type can compare, https://hl7.org/fhir/R4/search.html#ptypes.</summary>
internal static class ComparableTypes
{
    public static bool Has(SearchParameterType search, TypeSchema type) => type.Name == "Extension" || search switch
    {
        SearchParameterType.Token => type.IsPrimitive || type.Name is "Coding" or "CodeableConcept" or "Identifier" or "ContactPoint",
        SearchParameterType.Reference => type.IsResource || type.Is("Reference") || type.Is("uri"),
        SearchParameterType.Uri => type.Is("uri") || type.Is("string"),
        SearchParameterType.Text => type.Is("string") || type.Is("uri") || type.Name is "HumanName" or "Address",
        SearchParameterType.Number => type.Is("integer") || type.Name is "decimal" or "Range",
        SearchParameterType.Date => type.Name is "date" or "dateTime" or "instant" or "Period" or "Timing",
        SearchParameterType.Quantity => type.Is("Quantity") || type.Is("integer") || type.Name is "Money" or "Range" or "SampledData" or "decimal",
        _ => true,
    };
}
