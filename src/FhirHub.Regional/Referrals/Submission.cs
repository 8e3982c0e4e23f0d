using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Referrals;

/// <summary>A request that is about to be submitted, with what the rules look at.</summary>
internal sealed record Submission
{
    public required ServiceRequest Request { get; init; }

    public required string Kind { get; init; }

    public required ResourceKey Patient { get; init; }

    public required ActingOrganization Requester { get; init; }

    public required ActingOrganization Receiver { get; init; }

    /// <summary>Which governs it from here on.</summary>
    public required Policy Policy { get; init; }

    public bool IsUrgent => ReferralCodes.IsUrgent(Request);

    /// <summary>By the levels; null where one of both has none.</summary>
    public string? DirectionByLevel => (Institutions.RankOf(Requester), Institutions.RankOf(Receiver)) switch
    {
        ({ } from, { } to) when from < to => ReferralCodes.Up,
        ({ } from, { } to) when from > to => ReferralCodes.Down,
        (not null, not null) => ReferralCodes.Across,
        _ => null,
    };

    /// <summary>Whether it passes a level over.</summary>
    public bool SkipsLevels => Institutions.RankOf(Requester) is { } from && Institutions.RankOf(Receiver) is { } to && to - from > 1;
}
