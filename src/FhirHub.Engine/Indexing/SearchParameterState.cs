namespace FhirHub.Engine.Indexing;

/// <summary>The search parameters in force at one moment. Immutable.</summary>
/// <param name="Catalog">All of them: every write indexes by these.</param>
/// <param name="Pending">Prefixes (<c>Patient.nickname</c>) of those that older resources are not indexed by: nothing can be found by them yet.</param>
public sealed record SearchParameterState(SearchParameterCatalog Catalog, IReadOnlySet<string> Pending)
{
    public bool IsPending(SearchParameter parameter) => Pending.Contains(parameter.Prefix);
}
