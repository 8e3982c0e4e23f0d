namespace FhirHub.Regional.HealthCards.Matching;

/// <summary>How alike two records are.</summary>
/// <param name="Points">Of all traits together, in bits.</param>
/// <param name="Score">From 0 to 1, https://hl7.org/fhir/R4/bundle-definitions.html#Bundle.entry.search.score.</param>
/// <param name="Grade">What that means.</param>
internal sealed record MatchScore(double Points, decimal Score, MatchGrade Grade)
{
    public static MatchScore Of(PersonTraits asked, PersonTraits known, MatchWeights weights)
    {
        var document = TraitComparison.Documents(asked, known);
        var name = TraitComparison.Names(asked, known);
        var birthDate = TraitComparison.BirthDates(asked, known);
        double points = weights.Document.Of(document)
            + weights.Card.Of(TraitComparison.Cards(asked, known))
            + weights.Name.Of(name)
            + weights.BirthDate.Of(birthDate)
            + weights.Sex.Of(TraitComparison.Sexes(asked, known))
            + weights.Phone.Of(TraitComparison.Phones(asked, known))
            + weights.Address.Of(TraitComparison.Addresses(asked, known));
        // A number that stands for one person decides, unless name and birth date both say otherwise: then it was mistyped.
        bool strong = document == Likeness.Same || asked.HealthCards.Overlaps(known.HealthCards);
        bool contradicted = document == Likeness.Differs || (name == Likeness.Differs && birthDate is not (Likeness.Same or Likeness.Similar)) || (birthDate == Likeness.Differs && name is not (Likeness.Same or Likeness.SoundsSame or Likeness.Similar));
        if (strong && !contradicted)
            return new MatchScore(points, 1, MatchGrade.Certain);
        var grade = points >= weights.Probable ? MatchGrade.Probable : points >= weights.Possible ? MatchGrade.Possible : MatchGrade.CertainlyNot;
        return new MatchScore(points, ScoreOf(points, weights.Probable), grade);
    }

    /// <summary>The odds of points against the threshold, as a probability; never quite certain.</summary>
    private static decimal ScoreOf(double points, double half) =>
        Math.Clamp(Math.Round((decimal)(1 / (1 + Math.Pow(2, Math.Clamp(half - points, -40, 40)))), 3), 0.001m, 0.999m);
}
