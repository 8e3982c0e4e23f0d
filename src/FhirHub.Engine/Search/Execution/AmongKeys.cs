using FhirHub.Engine.Search.Clauses;

namespace FhirHub.Engine.Search.Execution;

/// <summary>The resource has one of so many keys that rows are checked for it, rather than found by it: a filter with all of them would not fit into a command.</summary>
/// <param name="Name">As the search wrote what they come from.</param>
/// <param name="Keys"><c>Patient/1</c>.</param>
internal sealed record AmongKeys(string Name, IReadOnlySet<string> Keys) : Clause;
