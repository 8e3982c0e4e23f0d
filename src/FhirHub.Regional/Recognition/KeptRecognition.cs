using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Recognition;

/// <summary>What is recorded of results that were used or refused: the measures count it, and the fees that were saved.</summary>
internal sealed class KeptRecognition() : KeptRecord<Provenance>(RecognitionRules.Kept, "DiagnosticReport/[id]/$recognize or $refuse-recognition")
{
    public override IReadOnlyList<string> Marks { get; } = [RecognitionRecord.Used, RecognitionRecord.Refused];

    public override bool Keeps(Provenance resource) => Marks.Contains(RecognitionRecord.ActivityOf(resource));

    protected override IEnumerable<string> MadeBy(Provenance resource) => Keeps(resource) ? ["activity"] : [];
}
