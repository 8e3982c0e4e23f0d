using FhirHub.Engine.Validation.Instances;
using FhirHub.Engine.Validation.Messages;
using FhirHub.Engine.Validation.Profiles;

namespace FhirHub.Engine.Validation.Rules;

/// <summary>Sorts the items of an element into the slices of its rule, https://hl7.org/fhir/R4/profiling.html#slicing.</summary>
internal static class SlicingRules
{
    private const string Default = "@default";

    /// <summary>The items against the slices, and all of them against the rule of the whole.</summary>
    public static void Check(ValidationRun run, InstanceNode parent, IReadOnlyList<InstanceNode> items, ElementRule rule)
    {
        var slices = new int[items.Count];
        for (var i = 0; i < items.Count; i++)
            slices[i] = run.Step(items[i]) ? SliceOf(run, items[i], rule) : -1;
        CheckOrder(run, items, slices, rule);
        for (var s = 0; s < rule.Slices.Count; s++)
            CheckSlice(run, parent, [.. items.Where((_, i) => slices[i] == s)], rule.Slices[s]);
        CheckOthers(run, [.. items.Where((_, i) => slices[i] < 0)], rule);
    }

    // A profile may have slices for several names of one system: another name counts only where no slice has the one written.
    private static int SliceOf(ValidationRun run, InstanceNode item, ElementRule rule)
    {
        var before = run.SliceAliases;
        run.SliceAliases = null;
        var found = Find(run, item, rule);
        if (found < 0)
        {
            run.SliceAliases = run.Profiles.Aliases;
            found = Find(run, item, rule);
        }
        run.SliceAliases = before;
        return found;
    }

    // Of several that fit, the first is taken, and the others are named.
    private static int Find(ValidationRun run, InstanceNode item, ElementRule rule)
    {
        var found = -1;
        List<string>? several = null;
        for (var i = 0; i < rule.Slices.Count; i++)
        {
            var slice = rule.Slices[i];
            if (slice.SliceName == Default || !Test(run, slice, rule).Matches(run, item))
                continue;
            if (found < 0)
                found = i;
            else if (run.SliceAliases is null)
                (several ??= [rule.Slices[found].SliceName!]).Add(slice.SliceName!);
        }
        if (several is not null)
            run.Findings.Add(item, MessageTable.SliceAmbiguous, rule.Path, string.Join(", ", several));
        return found;
    }

    private static SliceTest Test(ValidationRun run, ElementRule slice, ElementRule rule) =>
        run.Profiles.TestOf(slice, s => new SliceTestBuilder(run.Profiles).Build(s, rule));

    private static void CheckSlice(ValidationRun run, InstanceNode parent, IReadOnlyList<InstanceNode> items, ElementRule slice)
    {
        if (slice.SliceName != Default)
            CardinalityRules.CheckSlice(run, parent, slice, items.Count);
        if (slice.Slices.Count > 0)
        {
            Check(run, parent, items, slice);
            return;
        }
        foreach (var item in items)
            CheckItem(run, item, slice);
    }

    // The element that carries the slicing says what holds for the items of all slices, and a slice what holds for those of its own slices:
    // https://hl7.org/fhir/R4/elementdefinition-definitions.html#ElementDefinition.slicing
    private static void CheckItem(ValidationRun run, InstanceNode item, ElementRule slice)
    {
        ElementWalk.Check(run, item, slice);
        for (var around = slice.Sliced; around is not null; around = around.Sliced)
        {
            var general = around;
            if (!run.Covers(slice, general))
                run.Beside(() => ElementWalk.Check(run, item, general));
        }
    }

    private static void CheckOthers(ValidationRun run, IReadOnlyList<InstanceNode> items, ElementRule rule)
    {
        var other = rule.Slices.Find(s => s.SliceName == Default);
        if (other is not null)
        {
            CardinalityRulesOf(run, items, other);
            return;
        }
        foreach (var item in items)
        {
            if (rule.Slicing?.End == SlicingEnd.Closed)
                run.Findings.Add(item, MessageTable.SliceClosed, rule.ToString(), string.Join(", ", rule.Slices.Select(s => s.SliceName)));
            ElementWalk.Check(run, item, rule);
        }
    }

    private static void CardinalityRulesOf(ValidationRun run, IReadOnlyList<InstanceNode> items, ElementRule other)
    {
        if (items.Count > 0)
            CardinalityRules.CheckSlice(run, items[0].Parent!, other, items.Count);
        foreach (var item in items)
            CheckItem(run, item, other);
    }

    private static void CheckOrder(ValidationRun run, IReadOnlyList<InstanceNode> items, int[] slices, ElementRule rule)
    {
        if (rule.Slicing is not { } slicing || (!slicing.IsOrdered && slicing.End != SlicingEnd.OpenAtEnd))
            return;
        var (last, isEnd) = (-1, false);
        for (var i = 0; i < items.Count; i++)
        {
            if (slices[i] < 0)
            {
                isEnd = true;
                continue;
            }
            if (isEnd && slicing.End == SlicingEnd.OpenAtEnd)
            {
                run.Findings.Add(items[i], MessageTable.SliceAtEnd, rule.Path);
                isEnd = false;
            }
            if (slicing.IsOrdered && slices[i] < last)
                run.Findings.Add(items[i], MessageTable.SliceOrder, rule.Slices[slices[i]].SliceName, rule.Slices[last].SliceName);
            last = Math.Max(last, slices[i]);
        }
    }
}
