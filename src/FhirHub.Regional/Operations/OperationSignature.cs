namespace FhirHub.Regional.Operations;

/// <summary>How an operation is called; the same as its OperationDefinition says, which a test holds.</summary>
/// <param name="Id">Of its OperationDefinition in cn-base, <c>accept-referral</c>.</param>
/// <param name="Type">Resource type, <c>Task</c>; empty for the system's.</param>
/// <param name="Code">Name behind <c>$</c>, <c>accept</c>.</param>
/// <param name="Level">Where.</param>
/// <param name="AffectsState">Whether it changes something: then by POST alone, and in a transaction.</param>
public sealed record OperationSignature(string Id, string Type, string Code, OperationLevel Level, bool AffectsState)
{
    private const string Root = "https://fhirhub.example/fhir/cn-base/OperationDefinition/";

    /// <summary>Canonical URL of its OperationDefinition.</summary>
    public string Definition => Root + Id;

    /// <summary>Whether only organisations call it, which then must say who they are.</summary>
    public bool NeedsOrganization { get; init; }

    /// <summary>Whether calls are audited though they change nothing: they disclose persons.</summary>
    public bool AuditsReads { get; init; }

    /// <summary>Whether refused calls are audited too.</summary>
    public bool AuditsRefusals { get; init; }

    /// <summary>Its code in https://fhirhub.example/fhir/cn-base/CodeSystem/trace-event, for Provenance and AuditEvent; null where it writes neither.</summary>
    public string? TraceEvent { get; init; }
}
