using FhirHub.Regional.Operations;
using FhirTask = Hl7.Fhir.Model.Task;

namespace FhirHub.Regional.HealthCards.Merging;

/// <summary>The tasks of merges, by which they are undone. One that was undone may be deleted.</summary>
internal sealed class KeptMergeTask() : KeptType<FhirTask>(HealthCardRules.Kept, "Patient/$merge or $unmerge")
{
    public override IReadOnlyList<string> Marks { get; } = [MergeTask.Merged];

    public override IReadOnlyList<KeptElement<FhirTask>> Elements { get; } =
    [
        new("status", t => [t.StatusElement]),
        new("businessStatus", t => [t.BusinessStatus]),
        new("intent", t => [t.IntentElement]),
        new("code", t => [t.Code]),
        new("focus", t => [t.Focus]),
        new("for", t => [t.For]),
        new("input", t => t.Input),
        new("output", t => t.Output),
    ];

    public override bool Keeps(FhirTask resource) => MergeTask.IsMerge(resource);

    public override bool HasEnded(FhirTask resource) => MergeTask.IsUndone(resource) && !MergeTask.IsUnderWay(resource);

    protected override IEnumerable<string> MadeBy(FhirTask resource) => MergeTask.IsMerge(resource) ? ["code"] : [];
}
