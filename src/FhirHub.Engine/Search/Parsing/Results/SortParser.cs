using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Search.Parsing.Criteria;

namespace FhirHub.Engine.Search.Parsing.Results;

/// <summary><c>_sort</c>, https://hl7.org/fhir/R4/search.html#sort.</summary>
internal sealed class SortParser(ParameterLookup lookup, TypeScope scope)
{
    /// <exception cref="FhirException">Invalid: empty or repeated. Not supported: what cannot be sorted by.</exception>
    public IReadOnlyList<SortKey> Parse(string value)
    {
        SortKey[] keys = [.. value.Split(',').Select(Key)];
        return keys.GroupBy(k => k.Code, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? throw FhirException.Invalid("sort-invalid", $"_sort names '{twice.Key}' more than once.")
            : keys;
    }

    private SortKey Key(string text)
    {
        bool descending = text.StartsWith('-');
        string code = descending ? text[1..] : text;
        return code switch
        {
            "" => throw FhirException.Invalid("sort-invalid", "_sort: one of the keys between commas is empty."),
            "_id" or "_lastUpdated" => new SortKey(code, descending, []),
            "_score" => throw FhirException.NotSupported("sort-unsupported", "_sort=_score is not supported: matches are not ranked."),
            _ => new SortKey(code, descending, Sortable(code)),
        };
    }

    private IReadOnlyList<SearchParameter> Sortable(string code)
    {
        if (code.Contains('.', StringComparison.Ordinal) || code.Contains(':', StringComparison.Ordinal))
            throw FhirException.NotSupported(
                "sort-unsupported", $"_sort={Quoted.Cut(code)}: chains and modifiers are not supported; sort by a parameter's name.");
        var parameters = lookup.Find(scope, code);
        return parameters.FirstOrDefault(p => !CanSort(p)) is { } wrong
            ? throw FhirException.NotSupported(
                "sort-unsupported",
                $"_sort={code}: it is impossible to sort by '{wrong.Code}' of {wrong.ResourceType}, of type {TypeName.Of(wrong.Type)}.")
            : parameters;
    }

    private static bool CanSort(SearchParameter parameter) =>
        parameter is { Expression: not null, Type: not (SearchParameterType.Composite or SearchParameterType.Special) };
}
