namespace FhirHub.Regional.Operations;

/// <summary>Names of the national base, <c>cn-base</c>, that several capabilities use.</summary>
internal static class NationalBase
{
    /// <summary>Begins the canonical of a profile or an extension.</summary>
    public const string Profiles = "https://fhirhub.example/fhir/cn-base/StructureDefinition/";

    /// <summary>Begins the canonical of a code system.</summary>
    public const string Systems = "https://fhirhub.example/fhir/cn-base/CodeSystem/";

    /// <summary>Administrative divisions, GB/T 2260.</summary>
    public const string Divisions = Systems + "gb-t-2260";

    /// <summary>Levels of institutions.</summary>
    public const string Levels = Systems + "institution-level";

    /// <summary>Kinds of alliances.</summary>
    public const string AllianceKinds = Systems + "alliance-kind";

    /// <summary>What a Provenance or an AuditEvent is about.</summary>
    public const string TraceEvents = Systems + "trace-event";
}
