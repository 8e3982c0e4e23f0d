using FhirHub.Engine.Validation.Instances;
using FhirHub.Engine.Validation.Messages;

namespace FhirHub.Engine.Validation.Rules;

/// <summary>Whether an item is of a slice: everything its discriminators say of the slice holds for the item.</summary>
internal sealed class SliceTest(string slice, IReadOnlyList<Func<ValidationRun, InstanceNode, bool>> tests)
{
    public bool Matches(ValidationRun run, InstanceNode item)
    {
        if (tests.Count == 0)
        {
            run.Findings.Add(item, MessageTable.SliceUndecidable, slice);
            return false;
        }
        foreach (var test in tests)
            if (!test(run, item))
                return false;
        return true;
    }
}
