namespace FhirHub.Engine.Terminology.Systems;

/// <summary>Conditions that must all hold; none for all concepts.</summary>
internal sealed record ConceptQuery(IReadOnlyList<ConceptCondition> Conditions)
{
    public static ConceptQuery All { get; } = new([]);

    public bool Holds(Concept concept) => Conditions.All(c => c.Holds(concept));

    public ConceptQuery And(ConceptQuery other) => other.Conditions.Count == 0 ? this : new([.. Conditions, .. other.Conditions]);
}
