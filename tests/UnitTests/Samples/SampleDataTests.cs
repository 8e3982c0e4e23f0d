using System.Security.Cryptography;
using System.Text.Json;
using FhirHub.Engine.Structure;
using FhirHub.Samples;

namespace FhirHub.UnitTests.Samples;

internal sealed class SampleDataTests
{
    private static readonly string[] Types =
    [
        "Appointment", "Claim", "Condition", "Coverage", "DiagnosticReport", "Encounter", "Location", "MedicationRequest", "Observation",
        "Organization", "Patient", "Practitioner", "PractitionerRole", "Schedule", "Slot",
    ];

    [Test]
    public void Every_resource_is_one_of_R4()
    {
        foreach (var resource in Generated.All)
        {
            var read = FhirJsonReader.Read(resource.Json, ReadLimits.Default);
            Assert.That(read.Issues, Is.Empty, () => $"{resource.Type}/{resource.Id}: {read.Issues[0]}");
            Assert.That((read.Resource!.Type, read.Resource.Id), Is.EqualTo((resource.Type, resource.Id)));
        }
    }

    [Test]
    public void As_many_come_as_are_asked_for([Values(1, 7, 1000)] int count) => Assert.That(Generated.Of(5, count).Count(), Is.EqualTo(count));

    [Test]
    public void All_types_are_there() => Assert.That(Generated.All.Select(r => r.Type).Distinct().Order(StringComparer.Ordinal), Is.EqualTo(Types));

    [Test]
    public void No_resource_comes_twice() => Assert.That(Generated.All.Select(r => (r.Type, r.Id)), Is.Unique);

    [Test]
    public void Whatever_is_referred_to_came_before()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var resource in Generated.All)
        {
            string key = $"{resource.Type}/{resource.Id}";
            foreach (string reference in FhirJsonReader.Read(resource.Json, ReadLimits.Default).Resource!.References)
                Assert.That(reference == key || seen.Contains(reference), Is.True, () => $"{key} refers to {reference}");
            seen.Add(key);
        }
    }

    // The digest stands for the promise that the same seed gives the same bytes on every machine and version: whoever changes the data
    // on purpose changes it here.
    [Test]
    public void The_same_seed_gives_the_same_bytes_as_ever() => Assert.That(Digest(1), Is.EqualTo("D412FC2DE7A83CFA0E2F3027D6B4E20B21847C7622BC1C76D14B0C5C8F01D948"));

    [Test]
    public void Another_seed_gives_other_data() => Assert.That(Digest(2), Is.Not.EqualTo(Digest(1)));

    [Test]
    public void Some_patients_have_hundreds_of_observations_and_most_have_few()
    {
        int[] perPatient = [.. Generated.Each("Observation").CountBy(o => o.GetProperty("subject").Text("reference")).Select(p => p.Value).Order()];
        Assert.That(perPatient[^1], Is.GreaterThan(200));
        Assert.That(perPatient[perPatient.Length / 2], Is.LessThan(50));
    }

    [Test]
    public void The_items_of_a_claim_add_up_to_its_total()
    {
        foreach (var claim in Generated.Each("Claim"))
        {
            decimal net = 0;
            foreach (var item in claim.GetProperty("item").EnumerateArray())
            {
                Assert.That(Amount(item, "net"), Is.EqualTo(item.GetProperty("quantity").GetProperty("value").GetDecimal() * Amount(item, "unitPrice")));
                net += Amount(item, "net");
            }

            Assert.That(Amount(claim, "total"), Is.EqualTo(net));
        }
    }

    [Test]
    public void A_booked_slot_belongs_to_one_appointment()
    {
        string[] booked = [.. Generated.Each("Appointment").Where(a => a.TryGetProperty("slot", out _)).Select(a => a.GetProperty("slot")[0].Text("reference"))];
        string[] busy = [.. Generated.Each("Slot").Where(s => s.Text("status") == "busy").Select(s => "Slot/" + s.Text("id"))];
        Assert.That(booked, Is.Not.Empty.And.Unique);
        Assert.That(booked, Is.SubsetOf(busy));
    }

    [Test]
    public void A_count_below_one_is_refused() =>
        Assert.That(() => new SampleData(1, new SampleOptions { Count = 0 }), Throws.InstanceOf<ArgumentOutOfRangeException>());

    private static decimal Amount(JsonElement element, string member) => element.GetProperty(member).GetProperty("value").GetDecimal();

    private static string Digest(long seed)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var resource in Generated.Of(seed, 3000))
        {
            hash.AppendData(resource.Json.Span);
            hash.AppendData("\n"u8);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
