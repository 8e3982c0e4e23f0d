using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FhirHub.Samples.Randomness;
using FhirHub.Samples.Writing;

namespace FhirHub.Samples.Province;

/// <summary>Residents: each gets a health card by the identity number, and some bind further cards to it.</summary>
internal static class CardStage
{
    /// <summary>Streams of random numbers for cards lie beyond those of residents.</summary>
    private const long CardStream = 1_000_000;

    public static ProvinceStage Of(ProvinceScript script, Cast cast, ProvinceOptions options) => new(
        "Residents and their health cards", "residents", cast.Residents.Count,
        cast.Residents.Select(r => new ProvinceTrack
        {
            Name = string.Create(CultureInfo.InvariantCulture, $"card-{r.Number}"),
            Calls = [Issue(r), .. Bindings(script, r, options)],
        }));

    private static ProvinceCall Issue(CastResident resident) => new()
    {
        Name = "issue",
        Path = "Patient/$issue-health-card",
        Organization = resident.Community.Reference,
        Body = PatientOf(resident).Bytes(),
        Captures = [new(resident.Variable, "parameter[patient].resource.id") { IsShared = true, IsRequired = true }],
    };

    private static JsonObject PatientOf(CastResident resident)
    {
        var person = resident.Person;
        return Nodes.Resource(
            "Patient", null, "cn-patient",
            ("extension", Nodes.List(Nodes.Extension("ethnicity", "valueCoding", Nodes.Coding(Systems.Ethnicity, person.Ethnicity.Code, person.Ethnicity.Name)))),
            ("identifier", Nodes.List(Nodes.Identifier(Systems.IdentityNumber, person.IdentityNumber))),
            ("name", Nodes.List(Nodes.Name(person.Name))),
            ("telecom", Nodes.List(Nodes.Phone(person.Phone, "mobile"))),
            ("gender", person.Sex == People.Sex.Male ? "male" : "female"),
            ("birthDate", Nodes.Day(person.Birth)),
            ("address", Nodes.List(Nodes.Address(resident.Home, "home"))),
            ("generalPractitioner", resident.IsSigned ? Nodes.List(Nodes.Reference(resident.FamilyDoctor.Reference, resident.FamilyDoctor.Person.Name.Text)) : null),
            ("managingOrganization", Nodes.Reference(resident.Community.Reference, resident.Community.Name)));
    }

    private static IEnumerable<ProvinceCall> Bindings(ProvinceScript script, CastResident resident, ProvinceOptions options)
    {
        var random = new SeededRandom(options.Seed, CardStream + resident.Number);
        foreach (var line in script.Cards)
        {
            bool has = random.Chance(line.PerMille);
            string number = Number(random, line, resident.Number);
            if (has)
            {
                yield return new ProvinceCall
                {
                    Name = "bind-" + line.Kind,
                    Path = $"Patient/@{resident.Variable}@/$bind-card",
                    Organization = resident.Community.Reference,
                    Body = Nodes.Parameters(
                        Nodes.Parameter("card", "valueIdentifier", Nodes.Identifier(line.System, number)),
                        Nodes.Parameter("kind", "valueCode", line.Kind)),
                };
            }
        }
    }

    /// <summary>Ends with the resident's number, so that no two are the same.</summary>
    private static string Number(SeededRandom random, CardLine line, int resident)
    {
        string end = resident.ToString("D5", CultureInfo.InvariantCulture);
        var number = new StringBuilder(line.Letters);
        for (int i = end.Length; i < line.Digits; i++)
            number.Append((char)('0' + random.Between(i == end.Length ? 1 : 0, 9)));
        return number.Append(end).ToString();
    }
}
