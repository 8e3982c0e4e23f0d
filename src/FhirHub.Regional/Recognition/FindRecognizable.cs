using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Recognition;

/// <summary><c>DiagnosticReport/$find-recognizable</c>: for each wanted item a result that is recognised, or why there is none.</summary>
internal sealed class FindRecognizable(CatalogueBook catalogues) : IRegionalOperation
{
    public OperationSignature Signature { get; } = new("find-recognizable", "DiagnosticReport", "find-recognizable", OperationLevel.Type, AffectsState: false) { TraceEvent = OperationSignature.Viewed };

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var patient = await ledger.GetAsync<Patient>(call.Input.Get<ResourceReference>("patient"), call.Input.PathOf("patient"), cancellationToken);
        var requester = await ledger.GetAsync<Organization>(call.Input.Get<ResourceReference>("requester"), call.Input.PathOf("requester"), cancellationToken);
        var time = AsOf.Last(call.Input, "time") ?? call.Now;
        var desk = await RecognitionDesk.OpenAsync(call, ledger, catalogues, ActingOrganization.Of(requester.Resource), time, cancellationToken);
        var answer = new OperationAnswer();
        foreach (var wanted in WantedItems.Of(call.Input, "item"))
            answer.Add("item", (await desk.FindAsync(patient.Key, wanted, cancellationToken)).Parts());
        return answer;
    }
}
