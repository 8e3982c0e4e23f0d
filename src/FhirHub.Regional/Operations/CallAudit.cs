using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Engine.Structure;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Operations;

/// <summary>Audits calls that leave nothing else behind: those that were refused, and those that only showed something.</summary>
public sealed class CallAudit(ResourceStore store)
{
    // One is told by which call; the call's answer, what it was.
    private const int MaxEntities = 100;

    public Task RefusedAsync(OperationCall call, FhirException refusal, ReadLimits limits, CancellationToken cancellationToken) =>
        WriteAsync(Journal.Audit(call, AuditEvent.AuditEventOutcome.N4, string.Join("; ", refusal.Issues.Select(i => i.Code)), Asked(call)), call, limits, cancellationToken);

    /// <param name="shown">What the answer tells of.</param>
    public Task ShownAsync(OperationCall call, IEnumerable<ResourceKey> shown, ReadLimits limits, CancellationToken cancellationToken)
    {
        var entities = Asked(call).Select(r => r.Reference!).Concat(shown.Select(k => k.ToString())).Distinct(StringComparer.Ordinal).Take(MaxEntities);
        return WriteAsync(Journal.Audit(call, AuditEvent.AuditEventOutcome.N0, null, entities.Select(e => new ResourceReference(e))), call, limits, cancellationToken);
    }

    /// <summary>What a call is about by its own words: what it is called on, and the resources of this server that its parameters name.</summary>
    private static IEnumerable<ResourceReference> Asked(OperationCall call)
    {
        var named = call.Input.ToParameters().Parameter.Select(p => References.Find(p.Value as ResourceReference)).OfType<ResourceKey>();
        return (call.Instance is { } instance ? named.Prepend(instance) : named).Distinct().Take(MaxEntities).Select(k => new ResourceReference(k.ToString()));
    }

    private async Task WriteAsync(AuditEvent audit, OperationCall call, ReadLimits limits, CancellationToken cancellationToken) =>
        await store.CreateAsync(call.Caller, PocoJson.Parse(audit, limits), cancellationToken);
}
