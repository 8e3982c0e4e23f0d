using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Structure;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Operations;

/// <summary>Audits calls that were refused, and so left nothing else behind.</summary>
public sealed class RefusalAudit(ResourceStore store)
{
    public async Task WriteAsync(OperationCall call, FhirException refusal, ReadLimits limits, CancellationToken cancellationToken)
    {
        var audit = Journal.Audit(call, AuditEvent.AuditEventOutcome.N4, string.Join("; ", refusal.Issues.Select(i => i.Code)), []);
        await store.CreateAsync(call.Caller, PocoJson.Parse(audit, limits), cancellationToken);
    }
}
