using static FhirHub.UnitTests.Validation.TestProfiles;

namespace FhirHub.UnitTests.Validation;

/// <summary>
/// What the element that carries a slicing says holds for the items of every slice:
/// https://hl7.org/fhir/R4/elementdefinition-definitions.html#ElementDefinition.slicing
/// </summary>
[TestFixture]
internal sealed class GeneralRuleTests
{
    private static readonly string Sliced = Profile(
        "sliced", "Patient",
        """
        {"id":"Patient.identifier","path":"Patient.identifier","slicing":{"discriminator":[{"type":"value","path":"system"}],"rules":"open"},
        "constraint":[{"key":"s-1","severity":"error","human":"A type","expression":"type.exists()"}]}
        """,
        """{"id":"Patient.identifier.value","path":"Patient.identifier.value","min":1}""",
        """{"id":"Patient.identifier:a","path":"Patient.identifier","sliceName":"a","min":0,"max":"1"}""",
        """{"id":"Patient.identifier:a.system","path":"Patient.identifier.system","min":1,"fixedUri":"urn:a"}""");

    private static string Patient(params string[] identifiers) => $$$"""{"resourceType":"Patient","identifier":[{{{string.Join(',', identifiers)}}}]}""";

    [TestCase("urn:a")]
    [TestCase("urn:z")]
    public void What_the_sliced_element_says_holds_for_the_items_of_its_slices(string system) =>
        Assert.That(
            Validating.Lines(Patient($$$"""{"system":"{{{system}}}"}"""), Definitions(Sliced), "sliced"),
            Is.EquivalentTo(new[] { "error s-1 Patient.identifier[0]", "error missing-element Patient.identifier[0].value" }));

    [Test]
    public void What_a_derived_profile_adds_to_the_sliced_element_holds_for_inherited_slices()
    {
        var derived = Profile("derived", "Patient", """{"id":"Patient.identifier.period","path":"Patient.identifier.period","min":1}""")
            .Replace("http://hl7.org/fhir/StructureDefinition/Patient", Url("sliced"), StringComparison.Ordinal);
        Assert.That(
            Validating.Lines(Patient("""{"system":"urn:a","value":"1","type":{"text":"t"}}"""), Definitions(Sliced, derived), "derived"),
            Is.EqualTo(new[] { "error missing-element Patient.identifier[0].period" }));
    }

    [Test]
    public void What_a_slice_says_holds_for_the_items_of_its_own_slices()
    {
        var profile = Profile(
            "sliced", "Patient",
            """{"id":"Patient.identifier","path":"Patient.identifier","slicing":{"discriminator":[{"type":"value","path":"system"}],"rules":"open"}}""",
            """{"id":"Patient.identifier:a","path":"Patient.identifier","sliceName":"a","slicing":{"discriminator":[{"type":"value","path":"use"}],"rules":"open"}}""",
            """{"id":"Patient.identifier:a.system","path":"Patient.identifier.system","min":1,"fixedUri":"urn:a"}""",
            """{"id":"Patient.identifier:a.value","path":"Patient.identifier.value","min":1}""",
            """{"id":"Patient.identifier:a/off","path":"Patient.identifier","sliceName":"a/off","max":"1"}""",
            """{"id":"Patient.identifier:a/off.use","path":"Patient.identifier.use","min":1,"fixedCode":"official"}""");
        Assert.That(
            Validating.Lines(Patient("""{"system":"urn:a","use":"official"}"""), Definitions(profile), "sliced"),
            Is.EqualTo(new[] { "error missing-element Patient.identifier[0].value" }));
    }

    [Test]
    public void What_is_wrong_by_both_is_told_once()
    {
        var profile = Profile(
            "sliced", "Patient",
            """{"id":"Patient.identifier","path":"Patient.identifier","slicing":{"discriminator":[{"type":"value","path":"system"}],"rules":"open"}}""",
            """{"id":"Patient.identifier.value","path":"Patient.identifier.value","min":1,"maxLength":9}""",
            """{"id":"Patient.identifier:a","path":"Patient.identifier","sliceName":"a"}""",
            """{"id":"Patient.identifier:a.system","path":"Patient.identifier.system","min":1,"fixedUri":"urn:a"}""",
            """{"id":"Patient.identifier:a.value","path":"Patient.identifier.value","min":1,"maxLength":3}""");
        Assert.That(
            Validating.Lines(Patient("""{"system":"urn:a","value":"1234567890"}"""), Definitions(profile), "sliced"),
            Is.EqualTo(new[] { "error too-long Patient.identifier[0].value" }));
    }
}
