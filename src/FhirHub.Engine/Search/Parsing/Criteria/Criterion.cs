using FhirHub.Engine.Search.Clauses;

namespace FhirHub.Engine.Search.Parsing.Criteria;

/// <summary>What one parameter asks.</summary>
/// <param name="Where">The condition.</param>
/// <param name="Types">Those of the scope's types on which it is defined.</param>
internal sealed record Criterion(Clause Where, IReadOnlyList<string> Types);
