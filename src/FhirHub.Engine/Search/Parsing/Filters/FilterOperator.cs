using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Indexing.Types;
using FhirHub.Engine.Indexing.Values;

namespace FhirHub.Engine.Search.Parsing.Filters;

/// <summary>What an operator of a filter means for each type of parameter, by the table of https://hl7.org/fhir/R4/search_filter.html#ops.</summary>
internal static class FilterOperator
{
    private const string Ordered = "eq, ne, gt, lt, ge, le, ap, sa, eb and pr";

    /// <exception cref="FhirException">Not supported: the operator on a parameter of this type. Invalid: the value.</exception>
    public static EntryCondition Condition(SearchParameter parameter, string comparison, string value, MatchSettings match)
    {
        switch (parameter.Type, comparison)
        {
            case (SearchParameterType.Text, "co"):
                return SearchMatching.Match(parameter, "contains", SearchValue.Escape(value), match);
            case (SearchParameterType.Text, "sw"):
                return SearchMatching.Match(parameter, null, SearchValue.Escape(value), match);
            case (SearchParameterType.Text, "eq" or "ne" or "ew" or "gt" or "lt" or "ge" or "le"):
                return FilterText.Condition(parameter.Prefix, comparison, value);
            case (SearchParameterType.Date, "po"):
                return Overlaps(parameter, value, match);
            case (SearchParameterType.Date or SearchParameterType.Number or SearchParameterType.Quantity,
                "eq" or "ne" or "gt" or "lt" or "ge" or "le" or "ap" or "sa" or "eb"):
                return SearchMatching.Match(parameter, null, comparison + SystemAlias.InQuantity(value), match);
            case (SearchParameterType.Token, "eq"):
                return Token(parameter, null, value, match);
            case (SearchParameterType.Token, "ne"):
                return EntryComplement.Of(parameter.Prefix, Token(parameter, null, value, match))
                    ?? throw NotSupported(parameter.Code, comparison, "eq for this value; negate it with not (…)");
            case (SearchParameterType.Token, "ss"):
                return Token(parameter, "below", value, match);
            case (SearchParameterType.Token, "sb"):
                return Token(parameter, "above", value, match);
            case (SearchParameterType.Token, "in"):
                return SearchMatching.Match(parameter, "in", value, match);
            case (SearchParameterType.Reference or SearchParameterType.Uri, "re" or "eq"):
                return SearchMatching.Match(parameter, null, value, match);
            default:
                throw NotSupported(parameter.Code, comparison, Supported(parameter.Type));
        }
    }

    public static FhirException NotSupported(string code, string comparison, string supported) =>
        FhirException.NotSupported(
            "filter-unsupported", $"_filter: '{code}' does not support the operator '{comparison}', only {supported}.");

    private static EntryCondition Token(SearchParameter parameter, string? modifier, string value, MatchSettings match) =>
        SearchMatching.Match(parameter, modifier, SystemAlias.InToken(value), match);

    private static EntryCondition Overlaps(SearchParameter parameter, string value, MatchSettings match)
    {
        var date = DateComparison.Read(parameter.Code, value, match);
        return date.Prefix == ComparisonPrefix.Equal
            ? new DateComparison(ComparisonPrefix.Approximate, date.Range).Condition(parameter.Prefix)
            : throw FhirException.Invalid("filter-invalid", $"_filter: 'po' takes a date without a prefix, not '{Quoted.Cut(value)}'.");
    }

    private static string Supported(SearchParameterType type) => type switch
    {
        SearchParameterType.Text => "eq, ne, co, sw, ew, gt, lt, ge, le and pr",
        SearchParameterType.Date => "eq, ne, gt, lt, ge, le, ap, sa, eb, po and pr",
        SearchParameterType.Number or SearchParameterType.Quantity => Ordered,
        SearchParameterType.Token => "eq, ne, ss, sb, in, ni and pr",
        SearchParameterType.Reference or SearchParameterType.Uri => "re, eq and pr",
        _ => "pr",
    };
}
