using FhirHub.Samples.People;
using FhirHub.Samples.Places;

namespace FhirHub.Samples.Province;

/// <summary>A resident of a province.</summary>
internal sealed record CastResident
{
    public required int Number { get; init; }

    public required Person Person { get; init; }

    public required PostalAddress Home { get; init; }

    /// <summary>The institution of primary care where the resident lives.</summary>
    public required CastInstitution Community { get; init; }

    /// <summary>With a family doctor there.</summary>
    public required bool IsSigned { get; init; }

    /// <summary>The server gives ids to residents: theirs is known by the card that is issued.</summary>
    public string Variable => $"patient-{Number}";

    public string Reference => $"Patient/@{Variable}@";

    public CastDoctor FamilyDoctor => Community.Doctors[Number % Community.Doctors.Count];
}
