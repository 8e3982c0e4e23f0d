using Hl7.Fhir.Model;

namespace FhirHub.Regional.Operations;

/// <summary>Who did what: a Provenance and an AuditEvent beside what an operation writes, in the same transaction.</summary>
internal static class Journal
{
    private const string RequestIds = "https://fhirhub.example/fhir/sid/request-id";

    // The Provenance names all.
    private const int MaxEntities = 100;

    /// <summary>Stages both, where the operation has staged anything. What is a Provenance itself needs none of its own.</summary>
    public static void Write(OperationCall call, Ledger ledger)
    {
        var staged = ledger.Staged.Where(s => s.Resource is not AuditEvent).ToList();
        if (staged.Count == 0)
            return;
        var targets = staged.Where(s => s.Resource is not Provenance).ToList();
        if (targets.Count > 0)
        {
            ledger.Create(new Provenance
            {
                Meta = new Meta { Profile = [NationalBase.Profiles + "cn-provenance"] },
                Target = [.. targets.Select(s => new ResourceReference(s.VersionReference))],
                Recorded = call.Now,
                Activity = new CodeableConcept(NationalBase.TraceEvents, call.Signature.TraceEvent) { Text = "$" + call.Signature.Code },
                Reason = ledger.Reason is { } reason ? [new CodeableConcept { Text = reason }] : [],
                Agent = [new Provenance.AgentComponent { Who = Who(call) }],
            });
        }

        ledger.Create(Audit(call, AuditEvent.AuditEventOutcome.N0, null, staged.Take(MaxEntities).Select(s => new ResourceReference(s.VersionReference))));
    }

    /// <summary>The record of a call.</summary>
    /// <param name="outcome">How it ended.</param>
    /// <param name="description">Why, of one that was refused.</param>
    /// <param name="entities">What it was about.</param>
    public static AuditEvent Audit(OperationCall call, AuditEvent.AuditEventOutcome outcome, string? description, IEnumerable<ResourceReference> entities)
    {
        var whats = entities.ToList();
        if (call.Instance is { } instance && whats.Count == 0)
            whats.Add(new ResourceReference(instance.ToString()));
        return new AuditEvent
        {
            Meta = new Meta { Profile = [NationalBase.Profiles + "cn-audit-event"] },
            Type = new Coding("http://terminology.hl7.org/CodeSystem/audit-event-type", "rest", "RESTful Operation"),
            Subtype = [new Coding("http://hl7.org/fhir/restful-interaction", "operation", "operation"), new Coding(NationalBase.TraceEvents, call.Signature.TraceEvent)],
            Action = AuditEvent.AuditEventAction.E,
            Recorded = call.Now,
            Outcome = outcome,
            OutcomeDesc = description,
            Agent = [new AuditEvent.AgentComponent { Who = Who(call), Requestor = true }],
            Source = new AuditEvent.SourceComponent { Observer = new ResourceReference { Display = "FhirHub" } },
            Entity =
            [
                .. whats.Select(w => new AuditEvent.EntityComponent { What = w }),
                new AuditEvent.EntityComponent { What = new ResourceReference { Identifier = new Identifier(RequestIds, call.RequestId) }, Name = "$" + call.Signature.Code },
            ],
        };
    }

    private static ResourceReference Who(OperationCall call) => call.Organization is { } organization
        ? new ResourceReference(organization.Reference) { Display = organization.Name }
        : new ResourceReference { Display = call.Caller.Name };
}
