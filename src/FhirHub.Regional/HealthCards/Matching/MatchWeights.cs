namespace FhirHub.Regional.HealthCards.Matching;

/// <summary>
/// What each trait counts for, the parameter <c>healthCard.matching</c>: points in bits, the logarithm to base 2 of how much likelier the observation is for
/// one person than for two.
/// </summary>
internal sealed record MatchWeights
{
    public required TraitWeight Document { get; init; }

    public required TraitWeight Card { get; init; }

    public required TraitWeight Name { get; init; }

    public required TraitWeight BirthDate { get; init; }

    public required TraitWeight Sex { get; init; }

    public required TraitWeight Phone { get; init; }

    public required TraitWeight Address { get; init; }

    /// <summary>Points from which on two records are probably of one person; also where the score is one half.</summary>
    public required double Probable { get; init; }

    /// <summary>Points from which on they are possibly.</summary>
    public required double Possible { get; init; }

    /// <summary>Records that each way of finding candidates gives at most.</summary>
    public required int Candidates { get; init; }
}
