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

    /// <summary>Whether it tells what is the case now: then it is never answered from an answer that was kept for an Idempotency-Key.</summary>
    public bool TellsNow { get; init; }

    /// <summary>
    /// Its code in https://fhirhub.example/fhir/cn-base/CodeSystem/trace-event, for Provenance and AuditEvent. Each call is audited, and each that is refused; null
    /// where it changes nothing, and tells nothing about anybody.
    /// </summary>
    public string? TraceEvent { get; init; }

    /// <summary>The code of an operation that shows what is recorded about somebody.</summary>
    public const string Viewed = "record-viewed";
}
