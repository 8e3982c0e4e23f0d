namespace FhirHub.ContractTests.Validation.Mutations;

/// <summary>One thing that a profile demands of one element.</summary>
/// <param name="Kind">For the list: <c>min</c>, <c>fixed</c>, <c>invariant cn-patient-1</c>.</param>
/// <param name="Violate">Makes bodies that violate it of one in which the element is present; none when this one does not lend itself to it.</param>
internal sealed record Constraint(string Kind, Func<Ground, IEnumerable<Mutant>> Violate)
{
    /// <summary>Whether it is about what the element stands in, and the element itself need not be there.</summary>
    public bool IsAboutAround { get; init; }
}
