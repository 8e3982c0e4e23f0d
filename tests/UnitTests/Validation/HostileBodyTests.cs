using System.Text;
using FhirHub.Engine.Validation;
using FhirHub.Engine.Validation.Terms;
using static FhirHub.UnitTests.Validation.TestProfiles;

namespace FhirHub.UnitTests.Validation;

/// <summary>Whatever the bytes are, the answer is a list of issues.</summary>
[TestFixture]
internal sealed class HostileBodyTests
{
    private const string Patient = """
        {"resourceType":"Patient","id":"p","meta":{"profile":["http://hl7.org/fhir/StructureDefinition/Patient"]},
        "text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">a</div>"},
        "contained":[{"resourceType":"Organization","id":"o","name":"n"}],
        "extension":[{"url":"http://hl7.org/fhir/StructureDefinition/patient-birthPlace","valueAddress":{"city":"x"}}],
        "identifier":[{"system":"urn:a","value":"1","period":{"start":"2020","end":"2021-02"}}],"name":[{"given":["a",null],"_given":[null,{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"unknown"}]}]}],
        "managingOrganization":{"reference":"#o"},"deceasedBoolean":false,"multipleBirthInteger":2,"birthDate":"2000-02-03"}
        """;

    private static readonly MemoryDefinitions Sources = Definitions();
    private static readonly Validator Validator =
        new(Sources, new LocalTerminology(Sources), new MemoryReferences(new Dictionary<string, ReferencedResource>()));

    [Test]
    public void The_body_itself_is_right() => Assert.That(Validate(Encoding.UTF8.GetBytes(Patient), false), Is.Empty);

    [Test]
    public void A_body_with_changed_bytes_is_judged_and_never_thrown_at([Range(1, 40)] int seed, [Values] bool isStructureChecked)
    {
        var random = new Random(seed);
        for (var round = 0; round < 10; round++)
        {
            var body = Encoding.UTF8.GetBytes(Patient);
            for (var change = 0; change <= round % 4; change++)
                body[random.Next(body.Length)] = (byte)"{}[]\",:_#/ 01nx"[random.Next(15)];
            Assert.That(() => Validate(body, isStructureChecked), Throws.Nothing, Encoding.UTF8.GetString(body));
        }
    }

    [TestCase("""{"resourceType":"\ud800"}""")]
    [TestCase("""{"resourceType":"Patient","contained":[{"resourceType":"\udc00","id":"a"}]}""")]
    [TestCase("""{"resourceType":"Patient","name":[{"text":"\ud800"}],"meta":{"profile":["\ud800"]}}""")]
    public void Half_of_a_surrogate_pair_is_an_issue(string body) => Assert.Multiple(() =>
    {
        Assert.That(Validate(Encoding.UTF8.GetBytes(body), false), Has.Some.StartsWith("Error").Or.Some.StartsWith("Fatal"));
        Assert.That(() => Validate(Encoding.UTF8.GetBytes(body), true), Throws.Nothing);
    });

    [Test]
    public void A_definition_with_half_of_a_surrogate_pair_is_an_issue()
    {
        var definitions = new MemoryDefinitions(BaseDefinitions.Instance);
        definitions.Add(Encoding.UTF8.GetBytes("""{"resourceType":"StructureDefinition","url":"urn:half","type":"Patient","baseDefinition":"\ud800","differential":{"element":[{"path":"\ud800"}]}}"""));
        var validator = new Validator(definitions, new LocalTerminology(definitions), new MemoryReferences(new Dictionary<string, ReferencedResource>()));
        Assert.That(validator.Prepare("urn:half"), Has.Exactly(1).Contains("cannot be used"));
    }

    private static string[] Validate(byte[] body, bool isStructureChecked) =>
        [.. Validator.ValidateAsync(body, new ValidationOptions { IsStructureChecked = isStructureChecked }, CancellationToken.None)
            .AsTask().GetAwaiter().GetResult().Issues.Select(i => $"{i.Severity} {i.Code} {i.Expression}")];
}
