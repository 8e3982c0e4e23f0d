namespace FhirHub.EndToEndTests.Search.Parameters;

/// <summary>What a parameter selects in a resource.</summary>
/// <param name="Row">The resource.</param>
/// <param name="Selected">Whether there is an element. One that nothing can be searched for by, such as a reference that is only displayed, counts neither as value nor as missing.</param>
/// <param name="Queries">By which the resource has to be found.</param>
internal sealed record RowValue(ExampleRow Row, bool Selected, IReadOnlyList<ValueQuery> Queries)
{
    public bool Present => Queries.Count > 0;

    /// <summary>Whether it has what a sort compares: a value that modifiers are not needed for.</summary>
    public bool Sorted => Queries.Any(q => q.Modifier.Length == 0 && !q.Value.EndsWith('|'));
}
