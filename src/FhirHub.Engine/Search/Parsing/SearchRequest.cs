using FhirHub.Engine.Indexing.Codes;
using FhirHub.Engine.Resources;

namespace FhirHub.Engine.Search.Parsing;

/// <summary>A search as it arrives, in a URL, a form or a match criterion.</summary>
public sealed record SearchRequest
{
    /// <summary>The types it is sent to: one in <c>Patient?…</c>; none for every type, which <c>_type</c> may narrow.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Names and values in their order, percent-decoded.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; }

    /// <summary>
    /// Whether what is not supported fails the search instead of being left out (<c>Prefer: handling=strict</c>).
    /// Conditional interactions are always strict: a criterion left out would match, and change, other resources than were meant.
    /// </summary>
    public bool Strict { get; init; }

    /// <summary>Tells which codes <c>:in</c>, <c>:below</c> and <c>:above</c> mean; null for those of R4's definitions alone.</summary>
    public ITokenCodes? Codes { get; init; }

    /// <summary>The compartment that it stays in, <c>Patient/1</c> of <c>Patient/1/Observation</c> and <c>Patient/1/*</c>; null for none.</summary>
    public ResourceKey? Compartment { get; init; }
}
