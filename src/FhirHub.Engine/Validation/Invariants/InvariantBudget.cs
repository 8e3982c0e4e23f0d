using System.Diagnostics;
using Hl7.Fhir.Model;
using Hl7.FhirPath;
using Hl7.FhirPath.Expressions;
using Expression = Hl7.FhirPath.Expressions.Expression;

namespace FhirHub.Engine.Validation.Invariants;

/// <summary>Ends an evaluation that takes too many steps or too long, or builds too long a string: the engine has no limit of its own.</summary>
internal sealed class InvariantBudget(ValidationLimits limits, CancellationToken cancellationToken) : IDebugTracer
{
    private const int LongestString = 1024 * 1024;
    private const int CallsOfRepeat = 5_000;

    // Two sets of as many are compared item by item in a fraction of a second.
    private const int MaxCompared = 2_000;

    private Share _share;
    private int _left = limits.MaxCalls;
    private TimeSpan _spent;
    private int _depth;

    /// <summary>Why the evaluation had to end, a clause; null while nothing ended it. The engine makes a text of its own of what is thrown.</summary>
    public string? Fault { get; private set; }

    /// <summary>Why no more invariants can be evaluated, a clause; null while they can.</summary>
    public string? Spent => _left < 0 ? "it takes too many steps" : _spent > limits.MaxTimeOfInvariants ? "it takes too long" : null;

    /// <summary>Begins the next invariant, or one within another.</summary>
    /// <returns>What is left of the one around it, for <see cref="End"/>.</returns>
    public Share Begin(Invariant invariant)
    {
        var around = _share;
        var calls = invariant.Expression.Contains("repeat", StringComparison.Ordinal) ? Math.Min(CallsOfRepeat, limits.MaxCallsOfInvariant) : limits.MaxCallsOfInvariant;
        _share = new Share(calls, invariant.Compared, Stopwatch.GetTimestamp());
        _depth++;
        Fault = null;
        return around;
    }

    public void End(Share around)
    {
        // One within another is a part of its time.
        if (--_depth == 0)
            _spent += Stopwatch.GetElapsedTime(_share.Started);
        _share = around;
        Fault = null;
    }

    /// <summary>What ends the evaluation, to be thrown.</summary>
    public InvariantBudgetException Ended(string why)
    {
        Fault = why;
        return new InvariantBudgetException(why);
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
        _left--;
        _share.Calls -= expr is FunctionCallExpression { FunctionName: "descendants" } ? 1 + result.Count() : 1;
        if (_share.Calls < 0 || _left < 0)
            throw Ended("it takes too many steps");
        var taken = Stopwatch.GetElapsedTime(_share.Started);
        if (taken > limits.MaxTimeOfInvariant || _spent + taken > limits.MaxTimeOfInvariants)
            throw Ended("it takes too long");
        if (_share.Compared?.Contains(expr) == true && result.Skip(MaxCompared).Any())
            throw Ended($"it compares more than {MaxCompared} items with each other");
        if (expr is FunctionCallExpression { FunctionName: "binary.+" or "binary.&" or "replace" or "replaceMatches" or "join" or "repeat" } && IsTooLong(result))
            throw Ended("it builds too long a text");
    }

    /// <summary>What one invariant may still take.</summary>
    /// <param name="Compared">Parts whose items are compared with each other.</param>
    /// <param name="Started">A time stamp of <see cref="Stopwatch"/>.</param>
    internal record struct Share(int Calls, IReadOnlySet<Expression>? Compared, long Started);

    private static bool IsTooLong(IEnumerable<PocoNode> result) =>
        result.FirstOrDefault()?.Poco is PrimitiveType { JsonValue: string { Length: > LongestString } };
}
