using FhirHub.Engine.Conformance;
using FhirHub.Engine.Validation.Instances;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Validation.Rules;

/// <summary>Follows the path of a discriminator through an instance.</summary>
internal static class ItemFinder
{
    /// <summary>What is at the end of the path; of a resource that is not at hand, its type.</summary>
    public static IReadOnlyList<FoundItem> At(ValidationRun run, InstanceNode item, IReadOnlyList<DiscriminatorStep> steps)
    {
        List<FoundItem> found = [new FoundItem(item, item.Type)];
        foreach (var step in steps)
        {
            var next = new List<FoundItem>();
            foreach (var at in found)
                if (at.Node is { } node)
                    Follow(run, node, step, next);
            found = next;
        }
        return found;
    }

    private static void Follow(ValidationRun run, InstanceNode node, DiscriminatorStep step, List<FoundItem> found)
    {
        switch (step.Kind)
        {
            case StepKind.Resolve:
                var target = run.Targets.Complete(run.Targets.Find(node));
                if (target.Node is not null || target.Type is not null)
                    found.Add(new FoundItem(target.Node, target.Type));
                break;
            case StepKind.OfType:
                if (node.Type.Is(step.Name))
                    found.Add(new FoundItem(node, node.Type));
                break;
            default:
                foreach (var child in node.Children(step.Kind == StepKind.Extension ? "extension" : step.Name))
                    if (step.Kind == StepKind.Child || child.Child("url")?.Text == step.Name)
                        found.Add(new FoundItem(child, child.Type));
                break;
        }
    }
}
