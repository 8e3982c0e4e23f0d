using Hl7.FhirPath;
using Hl7.FhirPath.Expressions;

namespace FhirHub.EndToEndTests.Search.Parameters.Synthesis;

/// <summary>Walks a FHIRPath backwards: makes what it goes through, so that it selects the element at its end.</summary>
/// <param name="root">The resource.</param>
/// <param name="from">What the expression starts from.</param>
internal sealed class ExpressionPath(ElementSlot root, ElementSlot from)
{
    private static readonly FhirPathCompiler Parser = new();

    /// <exception cref="NotSupportedException">The expression has more than paths, types and simple conditions.</exception>
    public ElementSlot End(string expression) => Walk(Parser.Parse(expression));

    private ElementSlot Walk(Expression expression) => expression switch
    {
        CustomExpression brackets => Walk(brackets.Reduce()),
        AxisExpression => from,
        VariableRefExpression { Name: "resource" or "rootResource" } => root,
        ChildExpression child => Child(child),
        BinaryExpression { Op: "as" } cast => Typed(Walk(Left(cast)), Right(cast)),
        IndexerExpression item => Walk(item.Focus),
        FunctionCallExpression call => Call(call),
        _ => throw new NotSupportedException(expression.ToString()),
    };

    // A path begins with the name of the resource.
    private ElementSlot Child(ChildExpression child) =>
        child.Focus is AxisExpression && char.IsUpper(child.ChildName[0]) ? from : Walk(child.Focus).Child(child.ChildName);

    private ElementSlot Call(FunctionCallExpression call)
    {
        var focus = Walk(call.Focus);
        switch (call.FunctionName)
        {
            case "as" or "ofType":
                return Typed(focus, call.Arguments.Single());
            case "where":
                new ExpressionPath(root, focus).Hold(call.Arguments.Single());
                return focus;
            case "extension":
                return focus.Extension(Constant(call.Arguments.Single()));
            default:
                throw new NotSupportedException(call.FunctionName);
        }
    }

    /// <summary>Lets a condition on what the path starts from hold.</summary>
    private void Hold(Expression condition)
    {
        switch (condition)
        {
            case CustomExpression brackets:
                Hold(brackets.Reduce());
                break;
            case BinaryExpression { Op: "=" } equal:
                Walk(Left(equal)).Set(Constant(Right(equal)));
                break;
            case BinaryExpression { Op: "or" } either:
                Hold(Left(either));
                break;
            case BinaryExpression { Op: "is" } leads when Left(leads) is FunctionCallExpression { FunctionName: "resolve" }:
                from.Target = NameOf(Right(leads));
                break;
            case FunctionCallExpression { FunctionName: "hasExtension" } has:
                from.Extension(Constant(has.Arguments.Single())).Open()["valueBoolean"] = true;
                break;
            default:
                throw new NotSupportedException(condition.ToString());
        }
    }

    private static Expression Left(BinaryExpression binary) => binary.Arguments.First();

    private static Expression Right(BinaryExpression binary) => binary.Arguments.Last();

    private static ElementSlot Typed(ElementSlot slot, Expression type)
    {
        slot.As(NameOf(type));
        return slot;
    }

    private static string NameOf(Expression type) => type is ChildExpression child ? child.ChildName : Constant(type);

    private static string Constant(Expression expression) =>
        expression is ConstantExpression { Value: { } value } ? value.ToString()! : throw new NotSupportedException(expression.ToString());
}
