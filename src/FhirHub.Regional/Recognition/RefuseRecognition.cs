using FhirHub.Engine.Errors;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Recognition;

/// <summary><c>DiagnosticReport/[id]/$refuse-recognition</c>: the test is repeated, for a coded reason.</summary>
internal sealed class RefuseRecognition(CatalogueBook catalogues) : IRegionalOperation
{
    private const string Other = "other";

    public OperationSignature Signature { get; } = new("refuse-recognition", "DiagnosticReport", "refuse-recognition", OperationLevel.Instance, AffectsState: true) { TraceEvent = RecognitionRecord.Refused };

    public IReadOnlyCollection<string> Turns(OperationCall call) => RecognitionCase.Turns(call);

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var @case = await RecognitionCase.ReadAsync(call, ledger, cancellationToken);
        var reason = ReasonOf(call, @case.Institution);
        if (await RecognitionRecord.FindAsync(ledger, @case.Report.Key, @case.Encounter.Key, cancellationToken) is { } recorded)
        {
            if (RecognitionRecord.IsUse(recorded.Resource))
                throw RecognitionRules.Recorded.Conflict("recognised", @case.Report.Key, "recognised", @case.Encounter.Key);
            return RecognitionRecord.RefusalOf(recorded.Resource) == reason.Coding[0].Code
                ? new OperationAnswer().AddStored("return", recorded.Key)
                : throw RecognitionRules.Recorded.Conflict("refused", @case.Report.Key, $"refused ({RecognitionRecord.RefusalOf(recorded.Resource)})", @case.Encounter.Key);
        }

        var desk = await RecognitionDesk.OpenAsync(call, ledger, catalogues, @case.Institution, call.Now, cancellationToken);
        var item = WantedItems.Of(call.Input, "item") is [var wanted] ? desk.ItemOf(wanted) : desk.Catalogue.Find(@case.Report.Resource.Code);
        return new OperationAnswer().AddStored("return", RecognitionRecord.Write(call, ledger, @case with { Item = item }, reason, null));
    }

    /// <exception cref="FhirException">Unprocessable: the policy has no such reason, or it needs a note.</exception>
    private static CodeableConcept ReasonOf(OperationCall call, ActingOrganization institution)
    {
        string code = call.Input.Get<Coding>("reason").Code!;
        string? note = call.Input.Text("note");
        var reasons = call.Governance.Of(institution.Division).Get<string[]>("recognition", "refusalReasons");
        if (!reasons.Value.Contains(code))
            throw RecognitionRules.RefusalReason.Refuse(reasons.Source, code, string.Join(", ", reasons.Value));
        if (code == Other && string.IsNullOrWhiteSpace(note))
            throw RecognitionRules.RefusalNote.Refuse(PolicySource.Default, code);
        return new CodeableConcept(RecognitionRecord.Refusals, code) { Text = note };
    }
}
