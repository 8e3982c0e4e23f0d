using FhirHub.Engine.Conformance;
using FhirHub.Engine.Validation.Instances;
using FhirHub.Engine.Validation.Messages;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Validation.Rules;

/// <summary>Leads through an instance and a profile side by side.</summary>
internal static class ElementWalk
{
    /// <summary>The elements of a node against the rules for them.</summary>
    public static void Elements(ValidationRun run, InstanceNode parent, IReadOnlyList<ElementRule> rules)
    {
        foreach (var rule in rules)
        {
            var items = parent.Children(rule.Name);
            if (items.Count < rule.Min || rule.Max is { } max && items.Count > max)
                CardinalityRules.Check(run, parent, rule, items.Count);
            if (rule.Slices.Count > 0)
            {
                SlicingRules.Check(run, parent, items, rule);
                continue;
            }
            foreach (var item in items)
                Check(run, item, rule);
        }
    }

    /// <summary>One element, and all within it, against its rule.</summary>
    public static void Check(ValidationRun run, InstanceNode node, ElementRule rule)
    {
        if (!run.Step(node))
            return;
        ValueRules.Check(run, node, rule);
        if (rule.Binding is { } binding)
            BindingRules.Check(run, node, binding);
        if (rule.Invariants.Count > 0)
            InvariantRules.Check(run, node, rule.Invariants);
        ReferenceRules.Check(run, node, rule);
        Content(run, node, rule);
    }

    private static void Content(ValidationRun run, InstanceNode node, ElementRule rule)
    {
        var profiles = ProfilesOf(node, rule);
        if (node.IsResource)
        {
            ResourceWalk.Check(run, node, profiles);
            return;
        }
        var content = rule.Content;
        if (node.Type.Kind == TypeKind.Complex)
        {
            var type = BaseTypes.Of(node.Type).Root;
            InvariantRules.Check(run, node, type.Invariants);
            Elements(run, node, content.Count > 0 ? content : type.Children);
        }
        else if (content.Count > 0 && (node.Type.Kind == TypeKind.Backbone || node.HasMembers || content.Any(AsksForItself)))
        {
            Elements(run, node, content);
        }
        // Every extension meets its definition by its URL: see EveryElement.
        if (profiles.Count > 0 && node.Type.Name != "Extension")
            Profiles(run, node, profiles);
    }

    // Also where nothing is there: an element, or a slice of it, that must be.
    private static bool AsksForItself(ElementRule rule) => rule.Min > 0 || rule.Slices.Exists(s => s.Min > 0);

    private static IReadOnlyList<string> ProfilesOf(InstanceNode node, ElementRule rule)
    {
        foreach (var type in rule.Types)
            if (type.Profiles.Count > 0 && ValueRules.HasType(node, type))
                return type.Profiles;
        return [];
    }

    /// <summary>A value that must meet one of several profiles: the issues of the only one, or a word that it meets none.</summary>
    private static void Profiles(ValidationRun run, InstanceNode node, IReadOnlyList<string> canonicals)
    {
        var known = new List<CompiledProfile>();
        foreach (var canonical in canonicals)
        {
            if (run.Profiles.Find(canonical) is { Profile: { } profile })
                known.Add(profile);
            else
                ResourceWalk.ReportUnusable(run, node, canonical);
        }
        if (known.Count == 1)
            run.Under(node, known[0], () => Check(run, node, known[0].Root));
        else if (known.Count > 1 && known.Count == canonicals.Count && !known.Any(p => run.Fits(() => run.Under(node, p, () => Check(run, node, p.Root)))))
            run.Findings.Add(node, MessageTable.ProfileNone, string.Join(", ", canonicals));
    }
}
