using FhirHub.Engine.Search;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Operations;

/// <summary>A page of a search.</summary>
/// <param name="Matches">In the search's order.</param>
/// <param name="Included">What they refer to, where that was asked for.</param>
/// <param name="Search">The search as it was understood, for links.</param>
/// <param name="Next">Where the next page begins; null after the last.</param>
public sealed record LedgerPage<T>(IReadOnlyList<Reading<T>> Matches, IReadOnlyList<Reading<Resource>> Included, string Search, PagePosition? Next)
    where T : Resource;
