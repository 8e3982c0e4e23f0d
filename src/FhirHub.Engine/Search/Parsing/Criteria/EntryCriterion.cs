using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Indexing.Types;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Search.Clauses;

namespace FhirHub.Engine.Search.Parsing.Criteria;

/// <summary>A parameter whose values stand in the index.</summary>
internal sealed class EntryCriterion(MatchSettings match, SearchSettings settings)
{
    /// <param name="scope">What is searched.</param>
    /// <param name="parameters">The parameter on each type that has it.</param>
    /// <param name="name">Its name, for the modifier.</param>
    /// <param name="value">With commas and escapes.</param>
    public Criterion Parse(TypeScope scope, IReadOnlyList<SearchParameter> parameters, ParameterName name, string value)
    {
        if (parameters.FirstOrDefault(p => p.Expression is null) is { } unindexed)
            throw FhirException.NotSupported(
                "parameter-unindexed", $"{unindexed.ResourceType}: '{unindexed.Code}' stands for no element and is not supported.");
        return name.Modifier switch
        {
            "missing" => Missing(scope, parameters, name, Boolean.Parse(name, value)),
            "not" => Negated(scope, Taking("not", parameters, name), name, null, value),
            "not-in" => Negated(scope, Taking("not-in", parameters, name), name, "in", value),
            var modifier => Positive(scope, parameters, name, modifier, value),
        };
    }

    /// <summary>https://hl7.org/fhir/R4/search.html#modifiers</summary>
    private static Criterion Missing(TypeScope scope, IReadOnlyList<SearchParameter> parameters, ParameterName name, bool missing)
    {
        if (missing && scope.Contained)
            throw NotContained(name);
        var present = new EntryCondition { Within = [.. parameters.Select(p => SearchMatching.Any(p.Prefix))] };
        var any = new EntriesMatch(name.Text, Prefixes(parameters), [present]);
        return new Criterion(missing ? new Not(any) : any, Types(parameters));
    }

    /// <summary>None of the values; a resource without the element matches.</summary>
    private Criterion Negated(
        TypeScope scope, IReadOnlyList<SearchParameter> parameters, ParameterName name, string? modifier, string value)
    {
        if (scope.Contained)
            throw NotContained(name);
        var positive = Positive(scope, parameters, name, modifier, value);
        return positive with { Where = new Not(positive.Where) };
    }

    private Criterion Positive(
        TypeScope scope, IReadOnlyList<SearchParameter> parameters, ParameterName name, string? modifier, string value)
    {
        if (modifier is not null && ParameterLookup.IsType(modifier))
            parameters = LeadingTo(scope, parameters, name, modifier);
        var values = Alternatives.Of(name, value, parameters.Count, settings.MaxAlternatives);
        if (modifier is null)
            BoundReferences(parameters, name, values);
        var matching = new TypeMatches(scope.Common);
        foreach (var parameter in parameters)
        {
            matching.Try(parameter, () => ModifierSupport.Takes(parameter, modifier)
                ? [.. values.Select(v => SearchMatching.Match(parameter, modifier, v, match))]
                : throw Modifier.NotSupported(name, ModifierSupport.Of(parameter)));
        }

        var found = matching.Found();
        return new Criterion(
            new EntriesMatch(
                name.Text,
                Prefixes(found.Keys),
                [.. Enumerable.Range(0, values.Count).SelectMany(i => ConditionUnion.Of([.. found.Values.Select(c => c[i])]))]),
            Types(found.Keys));
    }

    /// <summary>An id without a type stands for one of each type that it may refer to.</summary>
    private void BoundReferences(IReadOnlyList<SearchParameter> parameters, ParameterName name, IReadOnlyList<string> values)
    {
        long targets = parameters.Where(p => p.Type == SearchParameterType.Reference).Sum(p => p.Targets.Count > 0 ? p.Targets.Count : ParameterLookup.AllTypes.Count);
        long untyped = targets == 0 ? 0 : values.Count(ResourceKey.IsValidId);
        if (untyped * targets > settings.MaxAlternatives)
        {
            throw FhirException.Invalid(
                "value-too-many",
                $"'{Quoted.Cut(name.Text)}' has {untyped} ids without a type, each for {targets} types that it may refer to; at most {settings.MaxAlternatives} in all are supported. Write the type, Patient/1.");
        }
    }

    private static IReadOnlyList<SearchParameter> LeadingTo(
        TypeScope scope, IReadOnlyList<SearchParameter> parameters, ParameterName name, string type)
    {
        SearchParameter[] references = [.. parameters.Where(p => p.Type == SearchParameterType.Reference)];
        SearchParameter[] leading = [.. references.Where(p => p.Targets.Count == 0 || p.Targets.Contains(type))];
        return leading.Length > 0 ? leading
            : references.Length == 0 ? parameters
            : throw FhirException.NotSupported(
                "chain-never-leads",
                $"'{Quoted.Cut(name.Text)}': '{name.Code}' of {scope.Named} never leads to {type}, only to {string.Join(", ", references.SelectMany(r => r.Targets).Distinct())}.");
    }

    private static SearchParameter[] Taking(string modifier, IReadOnlyList<SearchParameter> parameters, ParameterName name)
    {
        SearchParameter[] taking = [.. parameters.Where(p => ModifierSupport.Takes(p, modifier))];
        return taking.Length > 0 ? taking : throw Modifier.NotSupported(name, ModifierSupport.Of(parameters[0]));
    }

    private static IReadOnlyList<string> Prefixes(IEnumerable<SearchParameter> parameters) => [.. parameters.Select(p => p.Prefix)];

    private static IReadOnlyList<string> Types(IEnumerable<SearchParameter> parameters) =>
        [.. parameters.Select(p => p.ResourceType.TrimStart('#'))];

    private static FhirException NotContained(ParameterName name) => FhirException.NotSupported(
        "contained-negated",
        $"'{Quoted.Cut(name.Text)}' is not supported on contained resources: the index holds what they have, not what they lack.");
}
