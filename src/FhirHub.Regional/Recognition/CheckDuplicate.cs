using FhirHub.Engine.Errors;
using FhirHub.Regional.Operations;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Recognition;

/// <summary><c>ServiceRequest/$check-duplicate</c>: before an order, whether there is a result that makes it needless.</summary>
internal sealed class CheckDuplicate(CatalogueBook catalogues) : IRegionalOperation
{
    public OperationSignature Signature { get; } = new("check-duplicate", "ServiceRequest", "check-duplicate", OperationLevel.Both, AffectsState: false) { TraceEvent = OperationSignature.Viewed };

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var order = await OrderAsync(call, ledger, cancellationToken);
        var patient = await ledger.GetAsync<Patient>(order.Subject, "ServiceRequest.subject", cancellationToken);
        var requester = await Participants.InstitutionAsync(ledger, order.Requester, cancellationToken)
            ?? call.Organization
            ?? throw FhirException.Unprocessable("required", "requester-missing", $"Which institution orders? Neither ServiceRequest.requester nor the header {ActingOrganization.Header} leads to one.", "ServiceRequest.requester").InChinese($"无法确定申请机构：ServiceRequest.requester 和请求头 {ActingOrganization.Header} 都没有指明。");
        var concepts = order.OrderDetail.Prepend(order.Code).OfType<CodeableConcept>().Where(c => c.Coding.Any(o => o.Code is not null)).ToList();
        if (concepts.Count == 0)
            throw FhirException.Unprocessable("required", "code-missing", "The order has no code.", "ServiceRequest.code").InChinese("申请没有 code。");
        if (concepts.Count > WantedItems.Most)
            throw FhirException.Unprocessable("too-costly", "order-too-long", $"An order has {WantedItems.Most} codes at most.", "ServiceRequest.orderDetail").InChinese($"一张申请至多 {WantedItems.Most} 个项目。");
        var desk = await RecognitionDesk.OpenAsync(call, ledger, catalogues, requester, call.Now, cancellationToken);
        var answer = new OperationAnswer();
        foreach (var wanted in concepts.Select(c => WantedOf(desk, c)).DistinctBy(w => (w.System, w.Code)))
            answer.Add("item", (await desk.FindAsync(patient.Key, wanted, cancellationToken)).Parts());
        return answer;
    }

    private static async Task<ServiceRequest> OrderAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        if (call.Instance is not { } stored)
            return call.Input.GetResource<ServiceRequest>("request");
        return call.Input.Has("request")
            ? throw FhirException.Invalid("parameter-conflict", "Called on a stored order, it takes no 'request'.", call.Input.PathOf("request")).InChinese("对已存的申请调用时不给 request。")
            : (await ledger.GetAsync<ServiceRequest>(stored, cancellationToken)).Resource;
    }

    /// <summary>Of the codes for one thing, the first that is listed.</summary>
    private static Coding WantedOf(RecognitionDesk desk, CodeableConcept concept)
    {
        var codings = concept.Coding.Where(c => c.Code is not null).ToList();
        return codings.FirstOrDefault(c => desk.Catalogue.Find(c) is not null) ?? codings[0];
    }
}
