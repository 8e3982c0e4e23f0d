namespace FhirHub.Engine.Indexing;

/// <summary>How a search parameter's values are compared, https://hl7.org/fhir/R4/search.html#ptypes.</summary>
public enum SearchParameterType
{
    Number,
    Date,

    /// <summary>FHIR's <c>string</c>.</summary>
    Text,

    Token,
    Reference,
    Composite,
    Quantity,
    Uri,
    Special,
}
