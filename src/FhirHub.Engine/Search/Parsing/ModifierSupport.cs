using FhirHub.Engine.Indexing;
using FhirHub.Engine.Search.Parsing.Criteria;

namespace FhirHub.Engine.Search.Parsing;

/// <summary>Which modifiers a parameter takes, https://hl7.org/fhir/R4/search.html#modifiers.</summary>
internal static class ModifierSupport
{
    private const string AnyType = "[type]";

    /// <summary>Without colon; <c>[type]</c> stands for the name of a resource type.</summary>
    public static IReadOnlyList<string> Of(SearchParameter parameter) => parameter.Type switch
    {
        SearchParameterType.Text => ["missing", "exact", "contains"],
        SearchParameterType.Token => ["missing", "not", "text", "in", "not-in", "above", "below", "of-type"],
        SearchParameterType.Reference => ["missing", "not", AnyType, "identifier", "above", "below"],
        SearchParameterType.Uri => ["missing", "not", "above", "below"],
        _ => ["missing"],
    };

    public static bool Takes(SearchParameter parameter, string? modifier) => modifier is null
        || Of(parameter).Contains(modifier) && modifier != AnyType
        || Of(parameter).Contains(AnyType) && ParameterLookup.IsType(modifier);
}
