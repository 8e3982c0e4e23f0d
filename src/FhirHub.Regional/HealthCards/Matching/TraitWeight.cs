namespace FhirHub.Regional.HealthCards.Matching;

/// <summary>What the likenesses of a trait count for; a missing value counts nothing.</summary>
internal sealed record TraitWeight
{
    public double Same { get; init; }

    public double SoundsSame { get; init; }

    public double Similar { get; init; }

    public double Differs { get; init; }

    public double Of(Likeness likeness) => likeness switch
    {
        Likeness.Same => Same,
        Likeness.SoundsSame => SoundsSame,
        Likeness.Similar => Similar,
        Likeness.Differs => Differs,
        _ => 0,
    };
}
