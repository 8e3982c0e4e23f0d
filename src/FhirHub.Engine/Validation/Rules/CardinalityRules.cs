using FhirHub.Engine.Validation.Instances;
using FhirHub.Engine.Validation.Messages;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Validation.Rules;

/// <summary>How often an element occurs.</summary>
internal static class CardinalityRules
{
    public static void Check(ValidationRun run, InstanceNode parent, ElementRule rule, int count)
    {
        if (count < rule.Min)
        {
            if (count == 0)
                run.Findings.AddAbout(parent, rule.Name, MessageTable.MissingElement, rule.Path, rule.Min == 1 ? "" : $" ×{rule.Min}");
            else
                run.Findings.AddAbout(parent, rule.Name, MessageTable.TooFew, rule.Path, rule.Min, count, "");
        }
        if (rule.Max is { } max && count > max)
        {
            if (max == 0)
                run.Findings.AddAbout(parent, rule.Name, MessageTable.NotAllowed, rule.Path, "");
            else
                run.Findings.AddAbout(parent, rule.Name, MessageTable.TooMany, rule.Path, max, count, "");
        }
    }

    public static void CheckSlice(ValidationRun run, InstanceNode parent, ElementRule slice, int count)
    {
        if (count < slice.Min)
            run.Findings.AddAbout(parent, slice.Name, MessageTable.SliceTooFew, slice.ToString(), slice.Min, count);
        if (slice.Max is { } max && count > max)
            run.Findings.AddAbout(parent, slice.Name, MessageTable.SliceTooMany, slice.ToString(), max, count);
    }
}
