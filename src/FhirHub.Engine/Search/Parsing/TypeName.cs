using FhirHub.Engine.Indexing;

namespace FhirHub.Engine.Search.Parsing;

/// <summary>The specification's words for the types of search parameters, https://hl7.org/fhir/R4/valueset-search-param-type.html.</summary>
internal static class TypeName
{
    public static string Of(SearchParameterType type) => type switch
    {
        SearchParameterType.Number => "number",
        SearchParameterType.Date => "date",
        SearchParameterType.Text => "string",
        SearchParameterType.Token => "token",
        SearchParameterType.Reference => "reference",
        SearchParameterType.Composite => "composite",
        SearchParameterType.Quantity => "quantity",
        SearchParameterType.Uri => "uri",
        SearchParameterType.Special => "special",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };
}
