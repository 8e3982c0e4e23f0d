using FhirHub.Engine.Indexing;
using FhirHub.Engine.Search.Parsing.Criteria;

namespace FhirHub.Engine.Search.Parsing;

/// <summary>Which searches <see cref="SearchParser"/> understands, type by type, for the CapabilityStatement.</summary>
public sealed class SupportedParameters(ISearchParameters parameters)
{
    private static readonly SupportedParameter[] Special =
    [
        new("_content", "http://hl7.org/fhir/SearchParameter/Resource-content", SearchParameterType.Text, [],
            "Words anywhere in the resource; \"phrases\" in quotes, and, or, parentheses."),
        new("_filter", null, SearchParameterType.Special, [], "https://hl7.org/fhir/R4/search_filter.html, without composite and special parameters."),
        new("_has", null, SearchParameterType.Special, [], "_has:Type:reference:parameter, nested and chained."),
        new("_id", "http://hl7.org/fhir/SearchParameter/Resource-id", SearchParameterType.Token, IdCriterion.Modifiers, null),
        new("_lastUpdated", "http://hl7.org/fhir/SearchParameter/Resource-lastUpdated", SearchParameterType.Date, LastUpdatedCriterion.Modifiers, null),
        new("_list", null, SearchParameterType.Special, [], "The id of a List; lists that a server computes ($current-…) are not supported."),
        new("_text", "http://hl7.org/fhir/SearchParameter/DomainResource-text", SearchParameterType.Text, [],
            "Words in the narrative; \"phrases\" in quotes, and, or, parentheses."),
    ];

    private static readonly string[] NotByEntries = [.. KnownNames.Special, "_query"];

    /// <summary>All of a type, by code in ordinal order; none for what is no resource type.</summary>
    public IReadOnlyList<SupportedParameter> For(string resourceType) => ParameterLookup.IsType(resourceType)
        ? [.. Usable(resourceType)
            .Where(p => p.Expression is not null && !NotByEntries.Contains(p.Code))
            .Select(Of)
            .Concat(Special)
            .OrderBy(p => p.Code, StringComparer.Ordinal)]
        : [];

    /// <summary>What every type has, for <c>CapabilityStatement.rest.searchParam</c>.</summary>
    public IReadOnlyList<SupportedParameter> Common() =>
        [.. For("Basic").Where(p => p.Code.StartsWith('_'))];

    /// <summary>Values of <c>_include</c> whose source is the type: <c>*</c>, <c>Observation:*</c>, <c>Observation:subject</c>.</summary>
    public IReadOnlyList<string> Includes(string resourceType)
    {
        string[] references = [.. References(resourceType).Select(p => $"{resourceType}:{p.Code}")];
        return references.Length == 0 ? [] : ["*", $"{resourceType}:*", .. references];
    }

    /// <summary>Values of <c>_revinclude</c> that can lead to the type: <c>Provenance:target</c>.</summary>
    public IReadOnlyList<string> ReverseIncludes(string resourceType) => ParameterLookup.IsType(resourceType)
        ? [.. ParameterLookup.AllTypes
            .SelectMany(References)
            .Where(p => p.Targets.Count == 0 || p.Targets.Contains(resourceType))
            .Select(p => $"{p.ResourceType}:{p.Code}")]
        : [];

    private IEnumerable<SearchParameter> References(string resourceType) =>
        Usable(resourceType).Where(p => p is { Type: SearchParameterType.Reference, Expression: not null });

    private IEnumerable<SearchParameter> Usable(string resourceType)
    {
        var now = parameters.Current;
        return now.Catalog.For(resourceType).Where(p => !now.IsPending(p));
    }

    private static SupportedParameter Of(SearchParameter parameter)
    {
        var modifiers = ModifierSupport.Of(parameter);
        return new SupportedParameter(
            parameter.Code, parameter.Url, parameter.Type, modifiers, $"Modifiers: {string.Join(", ", modifiers.Select(m => ':' + m))}.");
    }
}
