using Hl7.FhirPath.Expressions;
using Expression = Hl7.FhirPath.Expressions.Expression;

namespace FhirHub.Engine.Patching.FhirPaths;

/// <summary>All the expressions an expression is made of.</summary>
internal static class ExpressionParts
{
    public static IEnumerable<Expression> All(Expression whole)
    {
        var open = new Stack<Expression>([whole]);
        while (open.TryPop(out var part))
        {
            yield return part;
            IEnumerable<Expression> inner = part switch
            {
                FunctionCallExpression call => call.Focus is null ? call.Arguments : call.Arguments.Append(call.Focus),
                BracketExpression bracket => [bracket.Operand],
                NewNodeListInitExpression list => list.Contents,
                _ => [],
            };
            foreach (var expression in inner)
                open.Push(expression);
        }
    }
}
