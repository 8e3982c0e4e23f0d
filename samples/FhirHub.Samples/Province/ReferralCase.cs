namespace FhirHub.Samples.Province;

/// <summary>What a referral is about.</summary>
internal sealed record ReferralCase
{
    public required string Id { get; init; }

    /// <summary>The referral number, by which it is found again.</summary>
    public required string Number { get; init; }

    public required ReferralLine Line { get; init; }

    public required CastInstitution From { get; init; }

    public required CastInstitution To { get; init; }

    public required CastResident Resident { get; init; }

    /// <summary>Of the receiver: coordinator, and who admits.</summary>
    public required CastDoctor Doctor { get; init; }

    /// <summary>Number of the source for the visit; null for none.</summary>
    public required string? Source { get; init; }

    /// <summary>Id of the bed; null for none.</summary>
    public required string? Bed { get; init; }

    public CastDoctor Sender => From.Doctors[Resident.Number % From.Doctors.Count];

    public bool IsDown => Line.Direction == "down";

    public bool IsCollaboration => Line.Kind != "referral";
}
