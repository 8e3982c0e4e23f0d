using FhirHub.Samples.Care;
using FhirHub.Samples.Institutions;
using FhirHub.Samples.People;
using FhirHub.Samples.Places;
using FhirHub.Samples.Randomness;
using FhirHub.Samples.Writing;

namespace FhirHub.Samples;

/// <summary>
/// Health data of invented people in five regions of China. The same seed and options give the same bytes everywhere and always: own random
/// numbers, whole numbers only, no clock, no culture, no order of hashing.
/// </summary>
public sealed class SampleData
{
    /// <summary>Resources that come with a patient, on average, beside those of the institutions; about.</summary>
    private const int ResourcesOfAPatient = 53;

    private const int PatientsOfACounty = 60;

    /// <summary>Streams of random numbers; those of patients are their numbers.</summary>
    private const int InstitutionStream = -1;

    private readonly long _seed;
    private readonly SampleOptions _options;

    /// <exception cref="ArgumentOutOfRangeException">A count below 1, or a day beyond the years 2000 to 2100.</exception>
    public SampleData(long seed, SampleOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Until.Year, 2000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Until.Year, 2100);
        _seed = seed;
        _options = options;
    }

    /// <summary>
    /// All resources, made while they are taken; what is kept in memory is the institutions and one patient. Whatever a resource refers to
    /// came before it.
    /// </summary>
    public IEnumerable<SampleResource> Resources() => Parts().SelectMany(part => part).Take(_options.Count);

    /// <summary>Insurers, each institution, then each patient, without end.</summary>
    private IEnumerable<IReadOnlyList<SampleResource>> Parts()
    {
        var sink = new ResourceSink();
        var random = new SeededRandom(_seed, InstitutionStream);
        int patients = _options.Count / ResourcesOfAPatient;
        var counties = Counties.Spread(Math.Clamp(patients / PatientsOfACounty, 1, Counties.All.Count));
        var network = CareNetwork.Build(random, counties, patients, _options.Until);
        var institutions = new InstitutionResources(random, _options.Until, sink);
        foreach (var prefecture in network.Prefectures)
            institutions.WriteInsurer(prefecture);
        yield return sink.Resources;
        foreach (var institution in network.Institutions)
        {
            sink.Clear();
            institutions.Write(institution);
            yield return sink.Resources;
        }

        var history = new PatientHistory(network, _options.Until, sink);
        for (int number = 1; ; number++)
        {
            sink.Clear();
            var own = new SeededRandom(_seed, number);
            history.Write(own, FileOf(own, number, network));
            yield return sink.Resources;
        }
    }

    private PatientFile FileOf(SeededRandom random, int number, CareNetwork network)
    {
        // Counties take turns, so that the numbers of a county's people are known without counting.
        var county = network.Counties[(number - 1) % network.Counties.Count];
        var birth = _options.Until.AddDays(-Population.PatientAges.Sample(random));
        var person = Person.Of(random, county, birth, turn: (number - 1) / network.Counties.Count);
        var community = random.Pick(network.Communities(county));
        int age = _options.Until.Year - birth.Year;
        return new PatientFile(random, number, person, PostalAddress.OfHome(random, county))
        {
            Community = community,
            FamilyDoctor = random.Chance(age >= 60 ? 600 : 250) ? random.Pick(community.Departments[0].Doctors) : null,
            Died = age > 60 && random.Chance(age - 50) ? _options.Until.AddDays(-random.Between(1, 300)) : null,
        };
    }
}
