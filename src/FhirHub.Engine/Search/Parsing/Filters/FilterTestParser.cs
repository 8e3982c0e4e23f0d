using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Indexing.Types;
using FhirHub.Engine.Search.Clauses;
using FhirHub.Engine.Search.Parsing.Criteria;

namespace FhirHub.Engine.Search.Parsing.Filters;

/// <summary>A test of a filter: parameter, operator, value. https://hl7.org/fhir/R4/search_filter.html#ops</summary>
internal sealed class FilterTestParser(ParameterLookup lookup, LeafParser leaves, MatchSettings match)
{
    private static readonly string[] Operators =
        ["eq", "ne", "co", "sw", "ew", "gt", "lt", "ge", "le", "ap", "sa", "eb", "pr", "po", "ss", "sb", "in", "ni", "re"];

    public Criterion Parse(TypeScope scope, FilterTest test)
    {
        if (!Operators.Contains(test.Operator))
            throw FhirException.Invalid(
                "filter-invalid",
                $"_filter: '{Quoted.Cut(test.Operator)}' in '{Quoted.Cut(test.Text)}' is not an operator; use {string.Join(", ", Operators)}.");
        string code = test.Path[^1].Code;
        return (code, test.Operator) switch
        {
            ("_list" or "_text" or "_content" or "_filter" or "_query", _) => throw FhirException.NotSupported(
                "filter-unsupported", $"_filter: '{code}' is not supported in filters; give it as a parameter of its own."),
            (_, "pr") => leaves.Parse(scope, new ParameterName([], code + ":missing", code, "missing"), Present(test) ? "false" : "true"),
            ("_id", "eq") => Plain(scope, code, test.Value),
            ("_id", "ne") => Negated(Plain(scope, code, test.Value)),
            ("_lastUpdated", "po") => Plain(scope, code, test.Value),
            ("_lastUpdated", "eq" or "ne" or "gt" or "lt" or "ge" or "le" or "ap" or "sa" or "eb") =>
                Plain(scope, code, test.Operator + test.Value),
            ("_id", _) => throw FilterOperator.NotSupported(code, test.Operator, "eq, ne and pr"),
            ("_lastUpdated", _) => throw FilterOperator.NotSupported(code, test.Operator, "eq, ne, gt, lt, ge, le, ap, sa, eb, po and pr"),
            (_, "ni") when scope.Contained => throw FhirException.NotSupported(
                "contained-negated", "_filter: 'ni' is not supported on contained resources."),
            (_, "ni") => Negated(Entries(scope, test with { Operator = "in" }, code)),
            _ => Entries(scope, test, code),
        };
    }

    private static bool Present(FilterTest test) => test.Value switch
    {
        "true" => true,
        "false" => false,
        _ => throw FhirException.Invalid("filter-invalid", $"_filter: 'pr' takes true or false, not '{Quoted.Cut(test.Value)}'."),
    };

    private Criterion Plain(TypeScope scope, string code, string value) =>
        leaves.Parse(scope, new ParameterName([], code, code, null), value);

    private static Criterion Negated(Criterion criterion) => criterion with { Where = new Not(criterion.Where) };

    private Criterion Entries(TypeScope scope, FilterTest test, string code)
    {
        var matching = new TypeMatches(scope.Common);
        foreach (var parameter in lookup.Find(scope, code))
            matching.Try(parameter, () => [FilterOperator.Condition(parameter, test.Operator, test.Value, match)]);
        var found = matching.Found();
        var conditions = ConditionUnion.Of([.. found.Values.SelectMany(c => c)]);
        return new Criterion(
            new EntriesMatch($"{code} {test.Operator}", [.. found.Keys.Select(p => p.Prefix)], conditions),
            [.. found.Keys.Select(p => p.ResourceType.TrimStart('#'))]);
    }
}
