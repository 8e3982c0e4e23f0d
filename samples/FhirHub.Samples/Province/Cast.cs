using FhirHub.Samples.Institutions;
using FhirHub.Samples.People;
using FhirHub.Samples.Places;
using FhirHub.Samples.Randomness;

namespace FhirHub.Samples.Province;

/// <summary>Who and what there is in a province: institutions with their doctors, and residents.</summary>
internal sealed class Cast
{
    /// <summary>Streams of random numbers; those of residents are their numbers.</summary>
    private const int InstitutionStream = -2;

    private static readonly Weighted<DoctorTitle> Titles = new((DoctorTitle.Chief, 15), (DoctorTitle.Associate, 25), (DoctorTitle.Attending, 35), (DoctorTitle.Resident, 25));
    private static readonly Weighted<DoctorTitle> PrimaryTitles = new((DoctorTitle.Associate, 10), (DoctorTitle.Attending, 50), (DoctorTitle.Resident, 40));

    private readonly ProvinceScript _script;
    private readonly ProvinceOptions _options;
    private readonly Dictionary<string, List<CastInstitution>> _byKey = new(StringComparer.Ordinal);
    private readonly HashSet<string> _numbers = new(StringComparer.Ordinal);
    private int _doctors;

    public Cast(ProvinceScript script, ProvinceOptions options)
    {
        (_script, _options) = (script, options);
        var random = new SeededRandom(options.Seed, InstitutionStream);
        Institutions = [.. script.Institutions.SelectMany(line => Enumerable.Range(0, line.Count).Select(i => Found(random, line, i)))];
        var communities = Institutions.Where(i => i.IsPrimary).ToList();
        Residents = [.. Enumerable.Range(1, options.Residents).Select(n => ResidentOf(n, communities[(n - 1) % communities.Count], communities.Count))];
    }

    public IReadOnlyList<CastInstitution> Institutions { get; }

    public IEnumerable<CastDoctor> Doctors => Institutions.SelectMany(i => i.Doctors);

    public IReadOnlyList<CastResident> Residents { get; }

    public IReadOnlyList<CastInstitution> Named(string key) => _byKey[key];

    /// <summary>An institution of a key, in turn.</summary>
    public CastInstitution Named(string key, int turn) => _byKey[key][turn % _byKey[key].Count];

    /// <summary>With which ids and numbers of this province begin.</summary>
    public string Prefix => $"{_script.Prefix}{_options.Seed}";

    private CastInstitution Found(SeededRandom random, InstitutionLine line, int index)
    {
        var county = Counties.All.First(c => c.Code == line.Division);
        string township = county.Townships[index % county.Townships.Count];
        var prefecture = county.Prefecture;
        var institution = new CastInstitution
        {
            Id = line.Count == 1 ? $"{Prefix}-{line.Key}" : $"{Prefix}-{line.Key}-{index + 1}",
            Line = line,
            Name = line.Name.Replace("{township}", township, StringComparison.Ordinal),
            County = county,
            CreditCode = CreditCode.Of(random, county.Code),
            Address = PostalAddress.OfInstitution(random, county, line.Name.Contains("{township}", StringComparison.Ordinal) ? township : null),
            Phone = PhoneNumbers.Landline(random, prefecture),
            // The seat of the prefecture is known; institutions lie around it, within about 30 km.
            Position = (prefecture.Latitude * 100 + random.Between(-2500, 2500), prefecture.Longitude * 100 + random.Between(-3000, 3000)),
        };
        for (int i = 0; i < line.Doctors; i++)
            institution.Doctors.Add(DoctorOf(random, institution, i));
        if (!_byKey.TryGetValue(line.Key, out var same))
            _byKey.Add(line.Key, same = []);
        same.Add(institution);
        return institution;
    }

    private CastDoctor DoctorOf(SeededRandom random, CastInstitution institution, int index)
    {
        int number = ++_doctors;
        string department = institution.Line.Departments[index % institution.Line.Departments.Count];
        var templates = _script.Templates[institution.Line.Level];
        bool isOnDuty = department == _script.Duty.Department;
        return new CastDoctor
        {
            Id = $"{Prefix}-dr{number}",
            Number = number,
            Institution = institution,
            Department = department,
            Person = Person.Of(random, institution.County, _options.From.AddDays(-Population.DoctorAges.Sample(random)), turn: number),
            Title = (institution.IsPrimary ? PrimaryTitles : Titles).Pick(random),
            Sessions = isOnDuty ? _script.Duty.Sessions : templates[(index + index / institution.Line.Departments.Count) % templates.Count],
            IsOnDuty = isOnDuty,
        };
    }

    private CastResident ResidentOf(int number, CastInstitution community, int communities)
    {
        var random = new SeededRandom(_options.Seed, number);
        Person person;
        do
        {
            var birth = _options.From.AddDays(-Population.PatientAges.Sample(random) - 1);
            person = Person.Of(random, community.County, birth, turn: number / communities);
        }
        while (!_numbers.Add(person.IdentityNumber));
        return new CastResident
        {
            Number = number,
            Person = person,
            Home = PostalAddress.OfHome(random, community.County),
            Community = community,
            IsSigned = random.Chance(_script.SignedPerMille),
        };
    }
}
