using FhirHub.Samples.Clinical;
using FhirHub.Samples.Institutions;

namespace FhirHub.Samples.Care;

/// <summary>A visit, or a stay, and what it costs.</summary>
internal sealed record Visit
{
    public required PatientFile File { get; init; }

    public required string EncounterId { get; init; }

    public required Institution Institution { get; init; }

    public required Department Department { get; init; }

    public required Doctor Doctor { get; init; }

    /// <summary>The reason for it.</summary>
    public required Disease Disease { get; init; }

    public required DateTime Start { get; init; }

    public required DateTime End { get; init; }

    public required VisitKind Kind { get; init; }

    /// <summary>Condition of <see cref="Disease"/>, written with this visit or before.</summary>
    public string? ConditionId { get; set; }

    public List<ClaimLine> Lines { get; } = [];

    public bool IsStay => Kind == VisitKind.Inpatient;

    public int Age => File.AgeOn(Start);
}
