using FhirHub.Engine.Validation.Instances;
using Hl7.FhirPath.Expressions;
using Expression = Hl7.FhirPath.Expressions.Expression;

namespace FhirHub.Engine.Validation.Invariants;

/// <summary>
/// The invariants most profiles are made of (paths, exists, empty, hasValue, isDistinct, comparison with a text, and their logic), evaluated
/// on the instance itself, in time that grows with it and no faster. Anything else is for the engine. Empty is null, as in
/// https://hl7.org/fhirpath/N1/#boolean-logic.
/// </summary>
internal static class SimpleExpression
{
    private const string Binary = "binary.";

    /// <summary>Null when the expression is more than this.</summary>
    public static Func<InstanceNode, bool?>? Compile(Expression expression) => expression switch
    {
        BracketExpression bracket => Compile(bracket.Operand),
        ConstantExpression { Value: bool value } => _ => value,
        ChildExpression or AxisExpression => null,
        FunctionCallExpression call when call.FunctionName.StartsWith(Binary, StringComparison.Ordinal) => Operator(call),
        FunctionCallExpression call => Function(call),
        _ => null,
    };

    private static Func<InstanceNode, bool?>? Operator(FunctionCallExpression call)
    {
        Expression[] sides = [.. call.Arguments];
        if (sides.Length != 2)
            return null;
        var name = call.FunctionName[Binary.Length..];
        if (name is "=" or "!=")
            return Comparison(sides[0], sides[1], name == "=");
        if (Compile(sides[0]) is not { } left || Compile(sides[1]) is not { } right)
            return null;
        return name switch
        {
            "and" => n => left(n) is not { } a ? (right(n) is false ? false : null) : a ? right(n) : false,
            "or" => n => left(n) is not { } a ? (right(n) is true ? true : null) : a ? true : right(n),
            "xor" => n => left(n) ^ right(n),
            "implies" => n => left(n) is not { } a ? (right(n) is true ? true : null) : a ? right(n) : true,
            _ => null,
        };
    }

    private static Func<InstanceNode, bool?>? Comparison(Expression left, Expression right, bool equal)
    {
        if (Path(left) is not { } path || right is not ConstantExpression constant)
            return null;
        if (constant.Value is not string text && constant.Value is not bool)
            return null;
        var expected = constant.Value is bool value ? (value ? "true" : "false") : (string)constant.Value;
        var isText = constant.Value is string;
        return node =>
        {
            var found = path(node);
            if (found.Count == 0)
                return null;
            if (found.Count > 1)
                return !equal;
            var token = found[0].Token;
            if (token == System.Text.Json.JsonTokenType.None)
                return null;
            return (token == System.Text.Json.JsonTokenType.String == isText && found[0].Text == expected) == equal;
        };
    }

    private static Func<InstanceNode, bool?>? Function(FunctionCallExpression call)
    {
        Expression[] arguments = [.. call.Arguments];
        if (call.FunctionName == "not" && arguments.Length == 0 && call.Focus is not null)
            return Compile(call.Focus) is { } negated ? n => !negated(n) : null;
        if (call.Focus is null || Path(call.Focus) is not { } path)
            return null;
        if (arguments.Length == 0)
        {
            return call.FunctionName switch
            {
                "exists" => n => path(n).Count > 0,
                "empty" => n => path(n).Count == 0,
                "hasValue" => n => path(n) is [{ HasValue: true }],
                "isDistinct" => n => DistinctNodes.Are(path(n)),
                _ => null,
            };
        }
        if (arguments.Length != 1 || Compile(arguments[0]) is not { } criterion)
            return null;
        return call.FunctionName switch
        {
            "exists" => n => path(n).Any(i => criterion(i) is true),
            "all" => n => path(n).All(i => criterion(i) is true),
            _ => null,
        };
    }

    // Names of elements after each other; a path that begins with a type's name is left to the engine.
    private static Func<InstanceNode, IReadOnlyList<InstanceNode>>? Path(Expression expression)
    {
        switch (expression)
        {
            case BracketExpression bracket:
                return Path(bracket.Operand);
            case AxisExpression { AxisName: "this" or "that" }:
                return n => [n];
            case ChildExpression { ChildName: { Length: > 0 } name } child when !char.IsAsciiLetterUpper(name[0]):
                if (child.Focus is null or AxisExpression { AxisName: "this" or "that" })
                    return n => n.Children(name);
                return Path(child.Focus) is { } parents ? n => Below(parents(n), name) : null;
            case FunctionCallExpression { FunctionName: "where", Focus: not null } filter
                when Path(filter.Focus) is { } items && filter.Arguments.ToArray() is [var criterion] && Compile(criterion) is { } kept:
                return n => [.. items(n).Where(i => kept(i) is true)];
            case FunctionCallExpression call:
                return PathFunction(call);
            default:
                return null;
        }
    }

    private static Func<InstanceNode, IReadOnlyList<InstanceNode>>? PathFunction(FunctionCallExpression call)
    {
        Func<InstanceNode, IReadOnlyList<InstanceNode>>? from = call.Focus is null ? n => [n] : Path(call.Focus);
        if (from is null)
            return null;
        var argument = call.Arguments.ToArray() is [var only] ? only : null;
        switch (call.FunctionName)
        {
            case "trace":
                return from;
            case "descendants" when argument is null:
                return n => Descendants(from(n));
            case "select" when argument is not null && Path(argument) is { } selected:
                return n => [.. from(n).SelectMany(selected)];
            case "combine" when argument is not null && Path(argument) is { } others:
                return n => [.. from(n), .. others(n)];
            default:
                return null;
        }
    }

    private static List<InstanceNode> Descendants(IReadOnlyList<InstanceNode> nodes)
    {
        var found = new List<InstanceNode>();
        var open = new Stack<InstanceNode>(nodes);
        while (open.TryPop(out var node))
        {
            foreach (var child in node.Members.SelectMany(m => m.Items))
            {
                found.Add(child);
                open.Push(child);
            }
        }
        return found;
    }

    private static IReadOnlyList<InstanceNode> Below(IReadOnlyList<InstanceNode> parents, string name) => parents.Count switch
    {
        0 => [],
        1 => parents[0].Children(name),
        _ => [.. parents.SelectMany(p => p.Children(name))],
    };
}
