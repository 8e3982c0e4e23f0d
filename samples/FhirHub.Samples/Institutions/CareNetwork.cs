using FhirHub.Samples.Places;
using FhirHub.Samples.Randomness;

namespace FhirHub.Samples.Institutions;

/// <summary>The institutions of the data, and where the people of a county go.</summary>
internal sealed class CareNetwork
{
    private readonly List<Institution> _institutions = [];
    private readonly Dictionary<string, Institution> _byPlace = [];
    private readonly Dictionary<County, List<Institution>> _communities = [];

    private CareNetwork(IReadOnlyList<County> counties) => Counties = counties;

    public IReadOnlyList<County> Counties { get; }

    /// <summary>The prefectures of <see cref="Counties"/>; each has its insurer.</summary>
    public IEnumerable<Prefecture> Prefectures => Counties.Select(c => c.Prefecture).Distinct();

    /// <summary>From the province down.</summary>
    public IReadOnlyList<Institution> Institutions => _institutions;

    public static string InsurerId(Prefecture prefecture) => "insurer-" + prefecture.Code;

    /// <param name="random">Of its own.</param>
    /// <param name="counties">Where the people live.</param>
    /// <param name="patients">How many they are, about; more need more doctors.</param>
    /// <param name="until">The day of the data.</param>
    public static CareNetwork Build(SeededRandom random, IReadOnlyList<County> counties, int patients, DateOnly until)
    {
        var network = new CareNetwork(counties);
        var founder = new InstitutionFounder(random, until);
        int perCounty = patients / counties.Count;
        foreach (var level in new[] { InstitutionLevel.Province, InstitutionLevel.City, InstitutionLevel.County })
        {
            foreach (var county in counties)
            {
                string place = PlaceOf(level, county);
                int served = perCounty * counties.Count(c => PlaceOf(level, c) == place);
                if (!network._byPlace.ContainsKey(place))
                    network._byPlace.Add(place, network.Keep(founder.Found(level, county, township: null, served)));
            }
        }

        foreach (var county in counties)
        {
            int centres = Math.Min(county.Townships.Count, 1 + perCounty / 80);
            network._communities[county] =
                [.. county.Townships.Take(centres).Select(t => network.Keep(founder.Found(InstitutionLevel.Community, county, t, perCounty / centres)))];
        }

        return network;
    }

    public Institution Hospital(InstitutionLevel level, County county) => _byPlace[PlaceOf(level, county)];

    public IReadOnlyList<Institution> Communities(County county) => _communities[county];

    private Institution Keep(Institution institution)
    {
        _institutions.Add(institution);
        return institution;
    }

    private static string PlaceOf(InstitutionLevel level, County county) => level switch
    {
        InstitutionLevel.Province => county.Prefecture.Province.Code,
        InstitutionLevel.City => county.Prefecture.Code,
        _ => county.Code,
    };
}
