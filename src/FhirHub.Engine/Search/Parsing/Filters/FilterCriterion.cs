using FhirHub.Engine.Errors;
using FhirHub.Engine.Search.Clauses;
using FhirHub.Engine.Search.Parsing.Criteria;

namespace FhirHub.Engine.Search.Parsing.Filters;

/// <summary><c>_filter</c>, https://hl7.org/fhir/R4/search_filter.html.</summary>
internal sealed class FilterCriterion(CriterionParser criteria, FilterTestParser tests, SearchSettings settings)
{
    /// <exception cref="FhirException">Invalid: against the grammar, or a value. Not supported: names and operators.</exception>
    public Criterion Parse(TypeScope scope, ParameterName name, string value) => name.Modifier is null
        ? Build(scope, new FilterReader(value, settings.MaxDepth).Read())
        : throw Modifier.NotSupported(name, []);

    private Criterion Build(TypeScope scope, FilterExpression expression) => expression switch
    {
        not FilterTest when scope.Contained => throw NotContained(),
        FilterAnd and => All(and.Operands.Select(o => Build(scope, o))),
        FilterOr or => Any(or.Operands.Select(o => Build(scope, o))),
        FilterNot not => Negate(Build(scope, not.Operand)),
        FilterTest test => Follow(scope, test, 0),
        _ => throw new ArgumentOutOfRangeException(nameof(expression), expression, null),
    };

    private Criterion Follow(TypeScope scope, FilterTest test, int index)
    {
        var step = test.Path[index];
        if (index == test.Path.Count - 1)
            return tests.Parse(scope, test);
        string text = string.Join('.', test.Path.Skip(index).Select(s => s.Code));
        return criteria.Forward(scope, new ChainStep(text, step.Code, null), target => step.Where switch
        {
            null => Follow(target, test, index + 1),
            _ when target.Contained => throw NotContained(),
            var where => All([Build(target, where), Follow(target, test, index + 1)]),
        });
    }

    private static FhirException NotContained() => FhirException.NotSupported(
        "contained-filter",
        "_filter on contained resources takes a single test: the index cannot tell whether the same contained resource meets several.");

    private static Criterion Negate(Criterion operand) => operand with { Where = new Not(operand.Where) };

    private static Criterion All(IEnumerable<Criterion> operands)
    {
        Criterion[] all = [.. operands];
        return new Criterion(
            new AllOf([.. all.Select(c => c.Where)]),
            [.. all.Skip(1).Aggregate<Criterion, IEnumerable<string>>(all[0].Types, (types, c) => types.Intersect(c.Types))]);
    }

    /// <summary>Alternatives of one parameter are one clause, as if a comma stood between them: an index walk can begin there.</summary>
    private static Clause Alternatives(IReadOnlyList<Criterion> all)
    {
        Clause[] clauses =
        [
            .. all.Select(c => c.Where).GroupBy(w => w is EntriesMatch e ? $"{e.Name} {string.Join(' ', e.Prefixes)}" : w as object)
                .Select(same => same.First() is EntriesMatch first && same.Skip(1).Any()
                    ? first with { Conditions = ConditionUnion.Of([.. same.SelectMany(e => ((EntriesMatch)e).Conditions)]) }
                    : same.First()),
        ];
        return clauses is [var only] ? only : new AnyOf(clauses);
    }

    private static Criterion Any(IEnumerable<Criterion> operands)
    {
        Criterion[] all = [.. operands];
        return new Criterion(
            Alternatives(all),
            [.. all.SelectMany(c => c.Types).Distinct().Order(StringComparer.Ordinal)]);
    }
}
