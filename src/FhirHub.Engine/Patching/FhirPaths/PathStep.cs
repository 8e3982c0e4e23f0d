using Hl7.Fhir.Model;
using Hl7.FhirPath.Expressions;
using Expression = Hl7.FhirPath.Expressions.Expression;

namespace FhirHub.Engine.Patching.FhirPaths;

/// <summary>A step of a plain path: to the children of a name, or (without a name) to the one of them at an index.</summary>
internal readonly record struct PathStep(string? Name, int Index)
{
    /// <summary>The steps of an expression that is names and indexes only; null for any other.</summary>
    public static IReadOnlyList<PathStep>? Read(Expression expression)
    {
        var steps = new List<PathStep>();
        while (true)
        {
            switch (expression)
            {
                case AxisExpression { AxisName: "that" or "this" }:
                    steps.Reverse();
                    return steps;
                case ChildExpression child:
                    steps.Add(new PathStep(child.ChildName, 0));
                    expression = child.Focus;
                    break;
                case IndexerExpression { Index: ConstantExpression { Value: int index } } indexer:
                    steps.Add(new PathStep(null, index));
                    expression = indexer.Focus;
                    break;
                default:
                    return null;
            }
        }
    }

    /// <summary>The steps that lead from the root to a node; null for a node that is not in the tree of that root.</summary>
    public static IReadOnlyList<PathStep>? To(PocoNode node, PocoNode root)
    {
        var steps = new List<PathStep>();
        for (var at = node; at.Parent is not null; at = at.Parent)
        {
            if (at.Index is { } index)
                steps.Add(new PathStep(null, index));
            steps.Add(new PathStep(at.Name, 0));
            if (at.Parent.Parent is null && !ReferenceEquals(at.Parent.Poco, root.Poco))
                return null;
        }

        steps.Reverse();
        return steps.Count > 0 || ReferenceEquals(node.Poco, root.Poco) ? steps : null;
    }
}
