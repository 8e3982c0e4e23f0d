using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Types;

namespace FhirHub.Engine.Search.Parsing.Criteria;

/// <summary>A criterion about a resource itself: one of the special parameters, or one that has index entries.</summary>
internal sealed class LeafParser(ParameterLookup lookup, SearchSettings settings, MatchSettings match)
{
    private readonly EntryCriterion _entries = new(match, settings);
    private readonly LastUpdatedCriterion _lastUpdated = new(match);

    public Criterion Parse(TypeScope scope, ParameterName name, string value) => name.Code switch
    {
        "_id" => Uncontained(scope, name, () => IdCriterion.Parse(scope, name, value, settings.MaxAlternatives)),
        "_lastUpdated" => Uncontained(scope, name, () => _lastUpdated.Parse(scope, name, value)),
        "_list" => Uncontained(scope, name, () => ListCriterion.Parse(scope, name, value)),
        "_text" or "_content" => Uncontained(scope, name, () => TextCriterion.Parse(scope, name, value, settings.MaxDepth)),
        "_query" => throw FhirException.NotSupported("query-unsupported", "_query is not supported: this server has no named queries."),
        _ => _entries.Parse(scope, lookup.Find(scope, name.Code), name, value),
    };

    private static Criterion Uncontained(TypeScope scope, ParameterName name, Func<Criterion> parse) => scope.Contained
        ? throw FhirException.NotSupported("contained-special", $"'{name.Code}' is not supported on contained resources.")
        : parse();
}
