using FhirHub.Engine.Conformance;
using FhirHub.Engine.Indexing.Types;

namespace FhirHub.Engine.Indexing.Paths;

/// <summary>A condition on a value, ready to be asked. As in FHIRPath there is a third answer: null, when something it asks for is missing.</summary>
internal abstract class ValueFilter
{
    /// <param name="value">The value asked about.</param>
    /// <param name="item">Its place in its list; 0 outside of lists.</param>
    /// <param name="resource">The resource it stands in.</param>
    public abstract bool? Holds(in ElementValue value, int item, ReadOnlySpan<byte> resource);

    /// <exception cref="PathRefusedException">It asks for an element that the type does not have, or by a path that is not simple.</exception>
    public static ValueFilter Of(PathCondition condition, TypeSchema type) => condition switch
    {
        AndCondition both => new AndFilter(Of(both.Left, type), Of(both.Right, type)),
        OrCondition either => new OrFilter(Of(either.Left, type), Of(either.Right, type)),
        NotCondition not => new NotFilter(Of(not.Operand, type)),
        ExistsCondition exists => new ExistsFilter(Tree(exists.Paths, type)),
        EqualsCondition equals => new EqualsFilter(Tree(equals.Paths, type), equals.Literal),
        ResolvesCondition resolves => new ResolvesFilter(Tree(resolves.Paths, type), resolves.Type),
        _ => throw PathRefusedException.NotSimple(),
    };

    private static PathTree Tree(IReadOnlyList<SimplePath> paths, TypeSchema type)
    {
        var tree = new PathTree(type);
        foreach (var path in paths)
        {
            if (path.FromResource)
                throw PathRefusedException.NotSimple();
            tree.Add(path, 0);
        }
        return tree;
    }
}
