using System.Collections.Frozen;
using Hl7.FhirPath.Expressions;
using Expression = Hl7.FhirPath.Expressions.Expression;

namespace FhirHub.Engine.Patching.FhirPaths;

/// <summary>
/// The part of FHIRPath that the paths of a patch may use: what selects elements. What builds values is left out, since the engine sets
/// no bounds: strings that replace, join or + multiply, and regular expressions, run until the memory or the day ends.
/// </summary>
internal static class PathLanguage
{
    private const string Internal = "builtin.";
    private const string Binary = "binary.";
    private const string Unary = "unary.";

    private static readonly string[] Functions =
    [
        "where", "first", "last", "tail", "skip", "take", "single", "extension", "ofType", "as", "is", "exists", "empty", "not", "count",
    ];

    private static readonly string[] Operators =
        ["=", "!=", "~", "!~", "<", ">", "<=", ">=", "and", "or", "xor", "implies", "in", "contains", "is", "as", "|"];

    // The engine's own names for a child, an index, and %`ext-…` or %`vs-…`.
    private static readonly FrozenSet<string> Allowed = Functions
        .Concat(Operators.Select(o => Binary + o))
        .Concat([Unary + "-", Unary + "+"])
        .Concat([Internal + "children", Internal + "item", Internal + "coreexturl", Internal + "corevsurl"])
        .ToFrozenSet(StringComparer.Ordinal);

    // These compare every item with every other.
    private static readonly FrozenSet<string> Quadratic = new[] { Binary + "|", Binary + "~", Binary + "!~" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What of an expression is not allowed, for example <c>function replace</c>; null when all of it is.</summary>
    public static string? FindRefused(Expression expression) => ExpressionParts.All(expression).Select(Refused).FirstOrDefault(r => r is not null);

    /// <summary>For a message: what a path may use.</summary>
    public static string Offered =>
        $"names, indexes, $this, $index, the functions {string.Join(", ", Functions)} and the operators {string.Join(" ", Operators)}";

    /// <summary>
    /// Whether the work can grow with the square of the resource: each item looks at all others, by an operator that does so or by
    /// starting again at <c>%resource</c>.
    /// </summary>
    public static bool IsQuadratic(Expression expression) => ExpressionParts.All(expression).Any(part => part switch
    {
        FunctionCallExpression call => Quadratic.Contains(call.FunctionName),
        AxisExpression => false,
        VariableRefExpression variable => variable.Name is "resource" or "rootResource" or "context",
        _ => false,
    });

    private static string? Refused(Expression part) => part switch
    {
        FunctionCallExpression call when Allowed.Contains(call.FunctionName) => null,
        FunctionCallExpression call when call.FunctionName.StartsWith(Binary, StringComparison.Ordinal) => "operator " + call.FunctionName[Binary.Length..],
        FunctionCallExpression call => "function " + call.FunctionName,
        AxisExpression { AxisName: "this" or "that" or "index" } => null,
        AxisExpression axis => "variable $" + axis.AxisName,
        VariableRefExpression or ConstantExpression or BracketExpression or NewNodeListInitExpression => null,
        _ => "expression " + part,
    };
}
