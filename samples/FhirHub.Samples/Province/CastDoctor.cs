using FhirHub.Samples.Institutions;
using FhirHub.Samples.People;

namespace FhirHub.Samples.Province;

/// <summary>A doctor of a province.</summary>
internal sealed record CastDoctor
{
    public required string Id { get; init; }

    public required int Number { get; init; }

    public required CastInstitution Institution { get; init; }

    public required string Department { get; init; }

    public required Person Person { get; init; }

    public required DoctorTitle Title { get; init; }

    /// <summary>When there are sources in a week.</summary>
    public required IReadOnlyList<SessionLine> Sessions { get; init; }

    /// <summary>Of the department that is open round the clock.</summary>
    public required bool IsOnDuty { get; init; }

    public string Reference => "Practitioner/" + Id;

    public string RoleReference => $"PractitionerRole/{Id}-role";

    public string ScheduleId => Id + "-schedule";
}
