using FhirHub.Samples.People;
using FhirHub.Samples.Places;
using FhirHub.Samples.Randomness;

namespace FhirHub.Samples.Institutions;

/// <summary>Makes institutions with their departments and doctors, numbered in the order of their making.</summary>
internal sealed class InstitutionFounder(SeededRandom random, DateOnly until)
{
    /// <summary>People of its area for whom an institution needs one doctor more.</summary>
    private const int PeopleForADoctor = 60;

    private static readonly Weighted<DoctorTitle> Titles = new((DoctorTitle.Chief, 15), (DoctorTitle.Associate, 25), (DoctorTitle.Attending, 35), (DoctorTitle.Resident, 25));
    private static readonly Weighted<DoctorTitle> PrimaryTitles = new((DoctorTitle.Associate, 10), (DoctorTitle.Attending, 50), (DoctorTitle.Resident, 40));
    private int _institutions;
    private int _doctors;

    /// <param name="township">Of a community centre.</param>
    /// <param name="served">People of its area.</param>
    public Institution Found(InstitutionLevel level, County county, string? township, int served)
    {
        string id = $"org{++_institutions}";
        var specialties = Specialty.Of(level);
        int more = served / PeopleForADoctor / specialties.Count;
        return new Institution
        {
            Id = id,
            Name = NameOf(level, county, township),
            Level = level,
            County = county,
            CreditCode = CreditCode.Of(random, county.Code),
            Address = PostalAddress.OfInstitution(random, county, township),
            Phone = PhoneNumbers.Landline(random, county.Prefecture),
            Departments = [.. specialties.Select((s, i) => new Department($"{id}-d{i + 1}", s, Staff(level, county, 1 + more)))],
        };
    }

    private List<Doctor> Staff(InstitutionLevel level, County county, int count) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        var person = Person.Of(random, county, until.AddDays(-Population.DoctorAges.Sample(random)), turn: _doctors);
        return new Doctor(++_doctors, person, (level == InstitutionLevel.Community ? PrimaryTitles : Titles).Pick(random));
    })];

    private static string NameOf(InstitutionLevel level, County county, string? township) => level switch
    {
        InstitutionLevel.Province when county.Prefecture.Province.Code is "37" or "42" => $"{county.Prefecture.Name}第一人民医院",
        InstitutionLevel.Province => $"{county.Prefecture.Province.Name}人民医院",
        InstitutionLevel.City => $"{county.Prefecture.Name}中心医院",
        InstitutionLevel.County => $"{county.FullName}人民医院",
        _ => county.FullName + township + (township!.EndsWith("街道", StringComparison.Ordinal) ? "社区卫生服务中心" : "卫生院"),
    };
}
