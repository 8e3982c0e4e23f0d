using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FhirHub.Samples.Randomness;
using FhirHub.Samples.Writing;

namespace FhirHub.Samples.Duplicates;

/// <summary>
/// A person registered once more, as it happens at another hospital's desk: without the documents, with another telephone number, a name that only sounds the
/// same, day and month in each other's place. Deterministic like everything here.
/// </summary>
public static class PatientDuplicates
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The duplicate of a generated patient.</summary>
    /// <param name="patient">From <see cref="SampleData"/>, of type Patient.</param>
    /// <param name="seed">Of all duplicates.</param>
    /// <param name="number">Of this one; its id is <c>dup</c> and the number.</param>
    public static SampleResource Of(SampleResource patient, long seed, int number)
    {
        var random = new SeededRandom(seed, number);
        var person = JsonNode.Parse(patient.Json.Span)!.AsObject();
        string id = $"dup{number}";
        person["id"] = id;
        foreach (string member in new[] { "generalPractitioner", "managingOrganization", "contact", "maritalStatus" })
            person.Remove(member);
        Identifiers(random, person);
        Name(random, person["name"]![0]!.AsObject());
        Birth(random, person);
        Phone(random, person);
        Home(random, person);
        if (random.Chance(15))
            person.Remove("gender");
        return new SampleResource("Patient", id, Encoding.UTF8.GetBytes(person.ToJsonString(Options)));
    }

    /// <summary>Of ten people six do not show their document, and one clerk in ten mistypes it.</summary>
    private static void Identifiers(SeededRandom random, JsonObject person)
    {
        var kept = new JsonArray();
        foreach (var identifier in person["identifier"]!.AsArray().Select(i => i!.DeepClone().AsObject()))
        {
            string system = (string)identifier["system"]!;
            if (system == Systems.IdentityNumber && !random.Chance(600))
            {
                if (random.Chance(100))
                    identifier["value"] = Slips.Swap(random, (string)identifier["value"]!);
                kept.Add(identifier);
            }
            else if (system == Systems.HealthCard && random.Chance(150))
            {
                kept.Add(identifier);
            }
        }

        if (kept.Count == 0)
            person.Remove("identifier");
        else
            person["identifier"] = kept;
    }

    private static void Name(SeededRandom random, JsonObject name)
    {
        string text = (string)name["text"]!;
        if (random.Chance(120))
            text = Slips.SoundAlike(random, text);
        else if (random.Chance(30))
            text = Slips.OtherCharacter(random, text);
        name.Clear();
        name["text"] = text;
    }

    private static void Birth(SeededRandom random, JsonObject person)
    {
        string born = (string)person["birthDate"]!;
        if (random.Chance(50))
            person["birthDate"] = Slips.SwapMonthAndDay(born);
        else if (random.Chance(30))
            person["birthDate"] = Slips.OtherDay(random, born);
    }

    private static void Phone(SeededRandom random, JsonObject person)
    {
        if (random.Chance(300))
            person.Remove("telecom");
        else if (random.Chance(200))
            person["telecom"]![0]!["value"] = People.PhoneNumbers.Mobile(random);
    }

    private static void Home(SeededRandom random, JsonObject person)
    {
        if (random.Chance(400))
            person.Remove("address");
        else if (random.Chance(300))
            person["address"] = new JsonArray(new JsonObject { ["text"] = (string)person["address"]![0]!["text"]! });
    }
}
