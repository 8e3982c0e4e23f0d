using FhirHub.Engine.Resources;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Recognition;

/// <summary>A report, as far as a decision needs it.</summary>
internal sealed record ReportFacts
{
    public required ResourceKey Key { get; init; }

    /// <summary>Its code: <c>final</c>.</summary>
    public required string Status { get; init; }

    public bool IsFinal => Status is "final" or "amended" or "corrected" or "appended";

    /// <summary>Whether it, or a result of it that counts, is of the item.</summary>
    public bool IsOfItem { get; init; } = true;

    /// <summary>When the result was true of the patient; null where it does not say.</summary>
    public required DateTimeOffset? Effective { get; init; }

    public required Participant Performer { get; init; }

    /// <summary>Whether it matters who is allied with whom.</summary>
    public bool ConcernsAlliances { get; init; }

    public IReadOnlyList<Mark> Marks { get; init; } = [];

    /// <summary>Results of the item; empty where the item does not look at them, or the report has none.</summary>
    public IReadOnlyList<ResultFacts> Results { get; init; } = [];

    /// <summary>The status of a result that is not final; null where all are.</summary>
    public string? OpenResult { get; init; }

    public IReadOnlyList<ResourceReference> Studies { get; init; } = [];
}
