using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.HealthCards.Merging;

/// <summary>What tells which references a merge moved: by it they go back.</summary>
internal sealed class KeptMergeTrace() : KeptRecord<Provenance>(HealthCardRules.Kept, "Patient/$merge or $unmerge")
{
    private const string TraceEvents = "https://fhirhub.example/fhir/cn-base/CodeSystem/trace-event";

    public override IReadOnlyList<string> Marks { get; } = ["records-merged", "records-unmerged"];

    public override bool Keeps(Provenance resource) => resource.Activity?.Coding.Exists(c => c.System == TraceEvents && Marks.Contains(c.Code)) == true;

    protected override IEnumerable<string> MadeBy(Provenance resource) => Keeps(resource) ? ["activity"] : [];
}
