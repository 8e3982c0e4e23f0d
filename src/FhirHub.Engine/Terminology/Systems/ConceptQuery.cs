namespace FhirHub.Engine.Terminology.Systems;

/// <summary>Conditions that must all hold; none for all concepts.</summary>
internal sealed record ConceptQuery(IReadOnlyList<ConceptCondition> Conditions)
{
    public static ConceptQuery All { get; } = new([]);

    /// <summary>What no concept meets.</summary>
    public static ConceptQuery None { get; } = new([new ConceptCondition.Among(new HashSet<string>())]);

    /// <summary>What meets one of these.</summary>
    public static ConceptQuery Any(IReadOnlyList<ConceptQuery> queries)
    {
        ConceptQuery[] some = [.. queries.Where(q => !ReferenceEquals(q, None))];
        return some.Length switch
        {
            0 => None,
            1 => some[0],
            _ => new ConceptQuery([new ConceptCondition.Outside(new ConceptQuery([.. some.Select(q => new ConceptCondition.Outside(q))]))]),
        };
    }

    public bool Holds(Concept concept) => Conditions.All(c => c.Holds(concept));

    public ConceptQuery And(ConceptQuery other) => other.Conditions.Count == 0 ? this : new([.. Conditions, .. other.Conditions]);
}
