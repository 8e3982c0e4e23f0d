using FhirHub.Samples.Places;

namespace FhirHub.Samples.Province;

/// <summary>An institution of a province.</summary>
internal sealed record CastInstitution
{
    public required string Id { get; init; }

    public required InstitutionLine Line { get; init; }

    public required string Name { get; init; }

    public required County County { get; init; }

    public required string CreditCode { get; init; }

    public required PostalAddress Address { get; init; }

    public required string Phone { get; init; }

    /// <summary>Latitude and longitude in ten thousandths of a degree.</summary>
    public required (int North, int East) Position { get; init; }

    public List<CastDoctor> Doctors { get; } = [];

    public bool IsPrimary => Line.Level is "primary" or "village-clinic";

    public string Reference => "Organization/" + Id;

    public string LocationId => Id + "-site";

    public string TeamId => Id + "-team";

    public IEnumerable<string> BedIds => Enumerable.Range(1, Line.Beds).Select(i => $"{Id}-bed{i}");

    /// <summary>A doctor of a department who has sources every week.</summary>
    public CastDoctor DoctorOf(string department, int turn)
    {
        var doctors = Doctors.FindAll(d => d.Department == department && !d.IsOnDuty);
        if (doctors.Count == 0)
            doctors = Doctors;
        return doctors[turn % doctors.Count];
    }
}
