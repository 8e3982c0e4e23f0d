using System.Collections.Frozen;
using Hl7.Fhir.Model;
using Hl7.FhirPath;
using Hl7.FhirPath.Expressions;
using Expression = Hl7.FhirPath.Expressions.Expression;

namespace FhirHub.Engine.Validation.Invariants;

/// <summary>Ends an evaluation that takes too many steps, or builds too long a string: the engine has no limit of its own.</summary>
internal sealed class InvariantBudget(int callsOfOne, int callsOfAll, CancellationToken cancellationToken) : IDebugTracer
{
    private const int LongestString = 1024 * 1024;
    private const int CallsOfRepeat = 5_000;

    // Two sets of as many are compared item by item in a fraction of a second.
    private const int MaxCompared = 2_000;

    private int _left;
    private IReadOnlySet<Expression> _compared = FrozenSet<Expression>.Empty;
    private int _leftOfAll = callsOfAll;

    /// <summary>Begins the next invariant.</summary>
    public void Begin(Invariant invariant)
    {
        _left = invariant.Expression.Contains("repeat", StringComparison.Ordinal) ? Math.Min(CallsOfRepeat, callsOfOne) : callsOfOne;
        _compared = invariant.Compared;
    }

    public void TraceCall(
        Expression expr,
        int contextId,
        IEnumerable<PocoNode>? focus,
        IEnumerable<PocoNode>? thisValue,
        PocoNode? index,
        IEnumerable<PocoNode>? totalValue,
        IEnumerable<PocoNode> result,
        IEnumerable<KeyValuePair<string, IEnumerable<PocoNode>>> variables)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _leftOfAll--;
        _left -= expr is FunctionCallExpression { FunctionName: "descendants" } ? 1 + result.Count() : 1;
        if (_left < 0 || _leftOfAll < 0)
            throw new InvariantBudgetException("it takes too many steps");
        if (_compared.Contains(expr) && result.Skip(MaxCompared).Any())
            throw new InvariantBudgetException($"it compares more than {MaxCompared} items with each other");
        if (expr is FunctionCallExpression { FunctionName: "binary.+" or "binary.&" or "replace" or "replaceMatches" or "join" or "repeat" } && IsTooLong(result))
            throw new InvariantBudgetException("it builds too long a text");
    }

    private static bool IsTooLong(IEnumerable<PocoNode> result) =>
        result.FirstOrDefault()?.Poco is PrimitiveType { JsonValue: string { Length: > LongestString } };
}
