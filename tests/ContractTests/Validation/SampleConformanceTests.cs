using System.Text.Json.Nodes;
using FhirHub.ContractTests.Validation.Mutations;
using FhirHub.Engine.Validation;
using FhirHub.Samples;

namespace FhirHub.ContractTests.Validation;

/// <summary>What the generator of samples makes conforms to the national base: samples, profiles and rules speak of the same things.</summary>
[TestFixture]
internal sealed class SampleConformanceTests
{
    private const int Count = 3000;

    /// <summary>Type to the profile that the national base has for it as such.</summary>
    private static readonly Dictionary<string, string> Profiles = Definitions.OfPacks
        .Where(d => (string?)d["derivation"] == "constraint" && (string?)d["baseDefinition"] == $"http://hl7.org/fhir/StructureDefinition/{d["type"]}" && ((string?)d["id"])!.StartsWith("cn-", StringComparison.Ordinal))
        .ToDictionary(d => (string)d["type"]!, d => (string)d["url"]!);

    [Test]
    public async Task Every_sample_conforms_to_the_profile_of_its_type()
    {
        var wrong = new List<string>();
        var types = new HashSet<string>();
        foreach (var sample in new SampleData(7, new SampleOptions { Count = Count }).Resources())
        {
            types.Add(sample.Type);
            var options = new ValidationOptions { Profiles = [Profiles[sample.Type]] };
            var report = await Definitions.Validator.ValidateAsync(sample.Json, options, CancellationToken.None);
            if (!report.IsValid)
                wrong.AddRange(report.Issues.Where(i => i.Severity <= Engine.Errors.IssueSeverity.Error).Select(i => $"{sample.Type}/{sample.Id} {i.Code} {i.Expression} {i.Diagnostics}"));
        }

        Assert.That(wrong, Is.Empty);
        Assert.That(types, Has.Count.EqualTo(15));
    }

    [Test]
    public async Task A_sample_with_a_wrong_identity_number_does_not()
    {
        var patient = new SampleData(7, new SampleOptions { Count = Count }).Resources().First(s => s.Type == "Patient");
        var json = JsonNode.Parse(patient.Json.Span)!;
        var number = json["identifier"]!.AsArray().First(i => (string?)i!["system"] == "urn:oid:2.16.156.10011.1.3")!;
        string value = (string)number["value"]!;
        number["value"] = value[..16] + (char)('0' + (value[16] - '0' + 1) % 10) + value[17];
        var report = await Definitions.Validator.ValidateAsync(
            System.Text.Encoding.UTF8.GetBytes(json.ToJsonString()), new ValidationOptions { Profiles = [Profiles["Patient"]] }, CancellationToken.None);
        Assert.That(report.IsValid, Is.False);
    }
}
