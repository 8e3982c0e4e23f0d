using FhirHub.Engine.Terminology.Sets;
using FhirHub.Engine.Terminology.Systems;

namespace FhirHub.Engine.Terminology.Operations;

/// <summary>A code of an expansion and those below it.</summary>
internal sealed record ExpansionTree(SetItem Item, List<ExpansionTree> Below)
{
    /// <summary>Each code under the nearest of those above it that is there, too.</summary>
    public static IReadOnlyList<ExpansionTree> Of(IReadOnlyList<SetItem> items)
    {
        var nodes = items.Select(i => new ExpansionTree(i, [])).ToList();
        var byCode = nodes.ToDictionary(n => (n.Item.System, n.Item.Concept.Code));
        var roots = new List<ExpansionTree>();
        foreach (var node in nodes)
        {
            string? above = Above(node.Item.Concept).FirstOrDefault(a => byCode.ContainsKey((node.Item.System, a)));
            // Codes above each other in a circle would be above nobody.
            bool isCircle = above is not null && Above(byCode[(node.Item.System, above)].Item.Concept).Contains(node.Item.Concept.Code);
            (above is null || isCircle ? roots : byCode[(node.Item.System, above)].Below).Add(node);
        }

        return roots;
    }

    /// <summary>Levels of the tree.</summary>
    public static int Depth(IReadOnlyList<ExpansionTree> roots)
    {
        int depth = 0;
        for (var level = roots; level.Count > 0; level = [.. level.SelectMany(n => n.Below)])
            depth++;
        return depth;
    }

    /// <summary>Groups subsume nothing, and still stand above.</summary>
    private static IReadOnlyList<string> Above(Concept concept) => concept.Ancestors.Count > 0 ? concept.Ancestors : concept.Parents;
}
