namespace FhirHub.Engine.Search.Parsing;

/// <summary>Names with a meaning of their own, besides the search parameters of each type.</summary>
internal static class KnownNames
{
    /// <summary>Criteria that every type has although no element stands for them.</summary>
    public static readonly string[] Special = ["_id", "_lastUpdated", "_list", "_text", "_content", "_filter", "_has"];

    /// <summary>What shapes the result, https://hl7.org/fhir/R4/search.html#return.</summary>
    public static readonly string[] Result =
    [
        "_sort", "_count", "_total", "_summary", "_elements", "_include", "_revinclude", "_contained", "_containedType", "_explain", "_type",
    ];

    /// <summary>About the format of the answer; of no concern to a search.</summary>
    public static readonly string[] Format = ["_format", "_pretty"];

    public static readonly string[] Everywhere = [.. Special, .. Result];
}
