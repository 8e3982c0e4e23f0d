using System.Text.Json.Serialization;

namespace FhirHub.Samples.Province;

/// <summary>What a demo province is made of: all its numbers and names, as a file of <c>samples/province</c> says, by <c>province.schema.json</c>.</summary>
public sealed record ProvinceScript
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }

    /// <summary>Name of the policy pack that governs it, such as that of a folder in <c>profiles</c>.</summary>
    public required string Pack { get; init; }

    public required string Title { get; init; }

    /// <summary>Ids and numbers begin with it, followed by the seed.</summary>
    public required string Prefix { get; init; }

    /// <summary>Residents where nothing else is said.</summary>
    public required int Residents { get; init; }

    /// <summary>Days of sources where nothing else is said.</summary>
    public required int Days { get; init; }

    /// <summary>Names of the departments by their code.</summary>
    public required IReadOnlyDictionary<string, string> Departments { get; init; }

    public required IReadOnlyList<InstitutionLine> Institutions { get; init; }

    public required IReadOnlyList<AllianceLine> Alliances { get; init; }

    /// <summary>Weekly templates by level; doctors of an institution take them in turn.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<IReadOnlyList<SessionLine>>> Templates { get; init; }

    public required DutyLine Duty { get; init; }

    /// <summary>How many of a thousand residents have signed with a family doctor.</summary>
    public required int SignedPerMille { get; init; }

    public required IReadOnlyList<CardLine> Cards { get; init; }

    public required BookingLine Bookings { get; init; }

    public required IReadOnlyList<ResultLine> Results { get; init; }

    public required IReadOnlyList<ReferralLine> Referrals { get; init; }
}
