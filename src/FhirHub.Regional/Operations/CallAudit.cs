using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Structure;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Operations;

/// <summary>Audits calls that leave nothing else behind: those that were refused, and those that only tell something.</summary>
public sealed class CallAudit(ResourceStore store)
{
    public Task RefusedAsync(OperationCall call, FhirException refusal, ReadLimits limits, CancellationToken cancellationToken) =>
        WriteAsync(call, Journal.Audit(call, AuditEvent.AuditEventOutcome.N4, string.Join("; ", refusal.Issues.Select(i => i.Code)), []), limits, cancellationToken);

    /// <param name="call">What was asked.</param>
    /// <param name="disclosed">The resources that the answer tells of.</param>
    /// <param name="limits">For the record itself.</param>
    /// <param name="cancellationToken">Given up.</param>
    public Task ToldAsync(OperationCall call, IEnumerable<ResourceKey> disclosed, ReadLimits limits, CancellationToken cancellationToken) =>
        WriteAsync(call, Journal.Audit(call, AuditEvent.AuditEventOutcome.N0, null, disclosed.Select(d => new ResourceReference(d.ToString()))), limits, cancellationToken);

    private async Task WriteAsync(OperationCall call, AuditEvent audit, ReadLimits limits, CancellationToken cancellationToken) =>
        await store.CreateAsync(call.Caller, PocoJson.Parse(audit, limits), cancellationToken);
}
