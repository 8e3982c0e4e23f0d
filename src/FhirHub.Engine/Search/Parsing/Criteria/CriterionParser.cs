using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing;
using FhirHub.Engine.Indexing.Types;
using FhirHub.Engine.Search.Clauses;
using FhirHub.Engine.Search.Parsing.Filters;

namespace FhirHub.Engine.Search.Parsing.Criteria;

/// <summary>
/// Turns a parameter into a clause: walks the steps of its name, forward (https://hl7.org/fhir/R4/search.html#chaining) and backward
/// (https://hl7.org/fhir/R4/search.html#has), and hands what is at their end to the kind of criterion that it is.
/// </summary>
internal sealed class CriterionParser(ParameterLookup lookup, SearchSettings settings, MatchSettings match)
{
    private readonly LeafParser _leaves = new(lookup, settings, match);

    /// <exception cref="FhirException">Not supported: a name or modifier. Invalid: a value.</exception>
    public Criterion Parse(TypeScope scope, ParameterName name, string value) => Walk(scope, name, 0, value);

    private Criterion Walk(TypeScope scope, ParameterName name, int step, string value) =>
        step == name.Steps.Count ? Leaf(scope, name, value)
        : name.Steps[step] switch
        {
            ChainStep chain => Forward(scope, chain, inner => Walk(inner, name, step + 1, value)),
            HasStep has => Backward(scope, has, inner => Walk(inner, name, step + 1, value)),
            var other => throw new ArgumentOutOfRangeException(nameof(name), other, null),
        };

    private Criterion Leaf(TypeScope scope, ParameterName name, string value) => name.Code == "_filter"
        ? new FilterCriterion(this, new FilterTestParser(lookup, _leaves, match), settings).Parse(scope, name, value)
        : _leaves.Parse(scope, name, value);

    /// <summary>The resources that refer by <paramref name="step"/> to one for which <paramref name="parse"/> holds.</summary>
    public Criterion Forward(TypeScope scope, ChainStep step, Func<TypeScope, Criterion> parse)
    {
        if (!scope.LeadsOn)
            throw FhirException.NotSupported(
                "contained-chain", "A chain that leads into a contained resource does not lead out of it again.");
        var references = lookup.FindReferences(scope, step.Code);
        if (step.Type is { } only)
        {
            ParameterLookup.RequireType(only, step.Text);
            references = Towards(references, [only]);
            if (references.Count == 0)
                throw NeverLeads(scope, step.Code, only);
        }

        IReadOnlyList<string> targets = step.Type is { } type ? [type] : TargetsOf(references);
        var inner = parse(new TypeScope(targets, Common: false));
        references = Towards(references, inner.Types);
        return new Criterion(
            new LeadsTo(step.Text, [.. references.Select(r => r.Prefix)], inner.Types, inner.Where)
            {
                Contained = scope.Contained ? null : InContained(targets, parse),
            },
            [.. references.Select(r => r.ResourceType.TrimStart('#'))]);
    }

    private Criterion Backward(TypeScope scope, HasStep step, Func<TypeScope, Criterion> parse)
    {
        if (scope.Contained)
            throw FhirException.NotSupported(
                "contained-has", "_has is not supported on contained resources: nothing outside can refer to them.");
        ParameterLookup.RequireType(step.Type, step.Text);
        var source = new TypeScope([step.Type], Common: true);
        var reference = lookup.FindReferences(source, step.Code)[0];
        string[] types = [.. scope.Types.Where(t => reference.Targets.Count == 0 || reference.Targets.Contains(t))];
        return types.Length > 0
            ? new Criterion(new IsReferredTo(step.Text, step.Type, reference.Prefix, parse(source).Where), types)
            : throw FhirException.NotSupported(
                "has-never-leads",
                $"'{Quoted.Cut(step.Text)}': {reference.Prefix} refers to {string.Join(", ", reference.Targets)}, never to {scope.Named}.");
    }

    /// <summary>A chain leads into contained resources as well, as far as the index entries of their container can tell.</summary>
    private static Clause? InContained(IReadOnlyList<string> targets, Func<TypeScope, Criterion> parse)
    {
        try
        {
            return parse(new TypeScope(targets, Common: false) { Contained = true, LeadsOn = false }).Where;
        }
        catch (FhirException e) when (e.Kind == FaultKind.NotSupported)
        {
            return null;
        }
    }

    private static IReadOnlyList<SearchParameter> Towards(IReadOnlyList<SearchParameter> references, IReadOnlyList<string> types) =>
        [.. references.Where(r => r.Targets.Count == 0 || r.Targets.Any(types.Contains))];

    private static IReadOnlyList<string> TargetsOf(IReadOnlyList<SearchParameter> references) =>
        references.Any(r => r.Targets.Count == 0)
            ? ParameterLookup.AllTypes
            : [.. references.SelectMany(r => r.Targets).Where(ParameterLookup.IsType).Distinct().Order(StringComparer.Ordinal)];

    private FhirException NeverLeads(TypeScope scope, string code, string type) => FhirException.NotSupported(
        "chain-never-leads",
        $"'{code}' of {scope.Named} never leads to {type}, only to {new TypeScope(TargetsOf(lookup.FindReferences(scope, code)), false).Named}.");
}
