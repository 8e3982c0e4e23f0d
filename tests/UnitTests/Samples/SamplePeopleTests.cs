using System.Globalization;
using System.Text.Json;

namespace FhirHub.UnitTests.Samples;

internal sealed class SamplePeopleTests
{
    private const string IdentityNumber = "urn:oid:2.16.156.10011.1.3";
    private const string CreditCode = "https://fhirhub.example/fhir/sid/unified-social-credit-code";
    private static readonly string[] Regions = ["14", "21", "3708", "4205", "52"];

    [Test]
    public void Identity_numbers_are_valid_and_agree_with_sex_and_birth()
    {
        foreach (var patient in Generated.Each("Patient"))
        {
            string number = patient.Identifier(IdentityNumber)!;
            Assert.That(number, Does.Match("^[1-5][0-9]{16}[0-9X]$"));
            Assert.That(number[17], Is.EqualTo(CheckOfIdentityNumber(number)));
            Assert.That(Regions.Any(r => number.StartsWith(r, StringComparison.Ordinal)), Is.True);
            Assert.That(number[6..14], Is.EqualTo(patient.Text("birthDate").Replace("-", "", StringComparison.Ordinal)));
            Assert.That(patient.Text("gender"), Is.EqualTo(number[16] % 2 == 1 ? "male" : "female"));
        }
    }

    [Test]
    public void Identity_numbers_are_unique() =>
        Assert.That(Generated.Each("Patient").Select(p => p.Identifier(IdentityNumber)), Is.Unique);

    [Test]
    public void Check_digits_of_known_numbers_are_computed_right()
    {
        Assert.That(CheckOfIdentityNumber("11010519491231002"), Is.EqualTo('X'));
        Assert.That(CheckOfCreditCode("91350100M000100Y4"), Is.EqualTo('3'));
    }

    [Test]
    public void Credit_codes_are_valid()
    {
        string[] codes = [.. Generated.Each("Organization").Select(o => o.Identifier(CreditCode)).OfType<string>()];
        Assert.That(codes, Is.Not.Empty.And.Unique);
        Assert.That(codes, Has.All.Length.EqualTo(18));
        Assert.That(codes.Select(c => c[17]), Is.EqualTo(codes.Select(CheckOfCreditCode)));
    }

    [Test]
    public void Names_consist_of_their_parts()
    {
        foreach (var name in Generated.Each("Patient").Select(p => p.GetProperty("name")[0]))
        {
            string given = name.GetProperty("given")[0].GetString()!;
            string? family = name.TryGetProperty("family", out var value) ? value.GetString() : null;
            Assert.That(name.Text("text"), Is.AnyOf(family + given, $"{given}·{family}", $"{family}·{given}"));
        }
    }

    [Test]
    public void Nobody_is_seen_before_birth_or_after_death()
    {
        var lives = Generated.Each("Patient").ToDictionary(p => "Patient/" + p.Text("id"), p => (From: Day(p, "birthDate"), To: p.TryGetProperty("deceasedDateTime", out _) ? Day(p, "deceasedDateTime") : DateOnly.MaxValue));
        foreach (var encounter in Generated.Each("Encounter"))
        {
            var life = lives[encounter.GetProperty("subject").Text("reference")];
            var period = encounter.GetProperty("period");
            Assert.That(Day(period, "start"), Is.InRange(life.From, life.To));
            Assert.That(Day(period, "end"), Is.InRange(Day(period, "start"), life.To));
        }
    }

    private static DateOnly Day(JsonElement element, string member) =>
        DateOnly.ParseExact(element.Text(member)[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static char CheckOfIdentityNumber(string number)
    {
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        return "10X98765432"[weights.Select((w, i) => w * (number[i] - '0')).Sum() % 11];
    }

    private static char CheckOfCreditCode(string code)
    {
        const string alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        int[] weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
        return alphabet[(31 - weights.Select((w, i) => w * alphabet.IndexOf(code[i], StringComparison.Ordinal)).Sum() % 31) % 31];
    }
}
