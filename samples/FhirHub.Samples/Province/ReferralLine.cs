namespace FhirHub.Samples.Province;

/// <summary>Referrals or remote collaborations of one kind, and how far they are.</summary>
public sealed record ReferralLine
{
    /// <summary>For readers.</summary>
    public required string Name { get; init; }

    /// <summary>Of CodeSystem collaboration-kind.</summary>
    public required string Kind { get; init; }

    /// <summary><c>up</c>, <c>down</c> or <c>across</c>; of a referral only.</summary>
    public string? Direction { get; init; }

    /// <summary>Key of the requesting institutions.</summary>
    public required string From { get; init; }

    /// <summary>Key of the receiving institutions.</summary>
    public required string To { get; init; }

    /// <summary>Code of the wanted department, one of the receivers'.</summary>
    public required string Department { get; init; }

    /// <summary>Of a referral: of CodeSystem referral-reason. Of a collaboration: what is asked for, a LOINC code.</summary>
    public required CodeLine Reason { get; init; }

    /// <summary>ICD-10.</summary>
    public required CodeLine Diagnosis { get; init; }

    /// <summary>The case, in a sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Of http://hl7.org/fhir/ValueSet/request-priority.</summary>
    public string Priority { get; init; } = "routine";

    /// <summary>Whether they are of residents who signed with a family doctor (green channel).</summary>
    public bool HasFamilyDoctor { get; init; }

    /// <summary>Where <c>schedule</c> leads: <c>slot</c> or <c>bed</c>.</summary>
    public string Place { get; init; } = "slot";

    /// <summary>LOINC code of the examination whose report a collaboration gives back.</summary>
    public string? Report { get; init; }

    /// <summary>Codes of the operations in their order, from <c>submit</c> on; none leaves a draft. No state comes up twice.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>Why it is rejected or cancelled, or information is asked for.</summary>
    public CodeLine? Because { get; init; }

    public required int Count { get; init; }
}
