using static FhirHub.UnitTests.Validation.TestProfiles;

namespace FhirHub.UnitTests.Validation;

/// <summary>Systems that go by several names.</summary>
[TestFixture]
internal sealed class AliasTests
{
    private const string Naming = """
        {"resourceType":"NamingSystem","name":"Card","status":"active","kind":"identifier","date":"2026-01-01",
        "uniqueId":[{"type":"uri","value":"https://example.org/sid/card","preferred":true},{"type":"oid","value":"1.2.3.4"},{"type":"uri","value":"urn:oid:1.2.3.5"}]}
        """;

    private static readonly string OneCard = Profile(
        "carded", "Patient",
        """{"id":"Patient.identifier","path":"Patient.identifier","slicing":{"discriminator":[{"type":"value","path":"system"}],"rules":"open"}}""",
        """{"id":"Patient.identifier:card","path":"Patient.identifier","sliceName":"card","min":1,"max":"1"}""",
        """{"id":"Patient.identifier:card.system","path":"Patient.identifier.system","min":1,"fixedUri":"https://example.org/sid/card"}""",
        """{"id":"Patient.identifier:card.value","path":"Patient.identifier.value","min":1,"maxLength":4}""");

    private static string[] Lines(string system, string value, params string[] more) => Validating.Lines(
        $$$"""{"resourceType":"Patient","identifier":[{"system":"{{{system}}}","value":"{{{value}}}"}]}""", Definitions([OneCard, .. more]), "carded");

    [TestCase("https://example.org/sid/card")]
    [TestCase("urn:oid:1.2.3.4")]
    [TestCase("urn:oid:1.2.3.5")]
    public void Every_name_of_a_system_is_taken_for_it(string system) =>
        Assert.Multiple(() =>
        {
            Assert.That(Lines(system, "1234", Naming), Is.Empty);
            Assert.That(Lines(system, "12345", Naming), Is.EqualTo(new[] { "error too-long Patient.identifier[0].value" }));
        });

    [Test]
    public void The_name_as_written_comes_first()
    {
        var both = OneCard[..^3] + """
            ,{"id":"Patient.identifier:other","path":"Patient.identifier","sliceName":"other","max":"1"},
            {"id":"Patient.identifier:other.system","path":"Patient.identifier.system","min":1,"fixedUri":"urn:oid:1.2.3.4"}]}}
            """;
        Assert.That(
            Validating.Lines(
                """{"resourceType":"Patient","identifier":[{"system":"https://example.org/sid/card","value":"1"},{"system":"urn:oid:1.2.3.4","value":"2"}]}""",
                Definitions(both, Naming), "carded"),
            Is.Empty);
    }

    [Test]
    public void Without_a_NamingSystem_only_its_own_name_counts() =>
        Assert.That(Lines("urn:oid:1.2.3.4", "1234"), Is.EqualTo(new[] { "error slice-too-few Patient.identifier" }));
}
