using FhirHub.Engine.Errors;
using FhirHub.Engine.Search.Clauses;
using FhirHub.Engine.Search.Parsing.Criteria;

namespace FhirHub.Engine.Search.Parsing.Results;

/// <summary>
/// <c>_contained</c> and <c>_containedType</c>, https://hl7.org/fhir/R4/search.html#contained. The index knows what the contained
/// resources of a container have, but not which of them has it; so there is one criterion, and the answer is the container.
/// </summary>
internal sealed record ContainedSearch(ContainedMode Mode)
{
    /// <summary>Reads <c>_contained</c>; <see cref="ResultParameters"/> refuses what repeats or misspells it.</summary>
    public static ContainedSearch Of(SearchRequest request) => new(
        request.Parameters.FirstOrDefault(p => p.Key == "_contained").Value switch
        {
            "true" => ContainedMode.Only,
            "both" => ContainedMode.Both,
            _ => ContainedMode.None,
        });

    /// <summary>A criterion where it is to hold.</summary>
    /// <param name="types">The types that the search is about.</param>
    /// <param name="parse">Reads it on a scope.</param>
    public Clause Apply(IReadOnlyList<string> types, Func<TypeScope, Clause> parse)
    {
        var scope = new TypeScope(types, Common: true);
        return Mode switch
        {
            ContainedMode.None => parse(scope),
            ContainedMode.Only => parse(scope with { Contained = true }),
            _ => new AnyOf([parse(scope), parse(scope with { Contained = true })]),
        };
    }

    /// <exception cref="FhirException">Not supported: none or several criteria, or inclusions.</exception>
    public void Check(int criteria, ResultParameters results)
    {
        if (Mode == ContainedMode.None)
            return;
        if (criteria != 1)
            throw FhirException.NotSupported(
                "contained-criteria",
                $"A search in contained resources takes one criterion, not {criteria}: the index cannot tell whether the same contained resource meets several.");
        if (results.Includes.Count > 0)
            throw FhirException.NotSupported("contained-include", "_include and _revinclude are not supported together with _contained.");
    }
}
