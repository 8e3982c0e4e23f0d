using FhirHub.Engine.Validation.Instances;
using FhirHub.Engine.Validation.Invariants;

namespace FhirHub.Engine.Validation.Rules;

/// <summary>What holds for every element whatever the profile: ele-1, ext-1, and extensions, each against the definition its URL names.</summary>
internal static class EveryElement
{
    private static readonly Invariant Element = new("ele-1", "hasValue() or (children().count() > id.count())")
    {
        IsError = true,
        Human = "All FHIR elements must have a @value or children",
    };

    private static readonly Invariant Extension = new("ext-1", "extension.exists() != value.exists()")
    {
        IsError = true,
        Human = "Must have either extensions or value[x], not both",
    };

    public static void Check(ValidationRun run, InstanceNode node)
    {
        if (!run.Step(node))
            return;
        if (!node.HasValue && !node.IsResource && !HasContent(node))
            InvariantRules.ReportBroken(run, node, Element, "", "");
        if (node.Type.Name == "Extension")
        {
            if (node.Find("extension") is null == node.Find("value") is null)
                InvariantRules.ReportBroken(run, node, Extension, "", "");
            ExtensionRules.Check(run, node);
        }
        if (!node.HasMembers)
            return;
        foreach (var member in node.Members)
            foreach (var item in member.Items)
                Check(run, item);
    }

    private static bool HasContent(InstanceNode node)
    {
        foreach (var member in node.Members)
            if (member.Element.Name != "id")
                return true;
        return false;
    }
}
