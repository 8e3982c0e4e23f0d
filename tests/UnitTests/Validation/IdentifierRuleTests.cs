using static FhirHub.UnitTests.Validation.TestProfiles;

namespace FhirHub.UnitTests.Validation;

[TestFixture]
internal sealed class IdentifierRuleTests
{
    private static string Rule(string rule, string type, string path) => Profile(
        "it", type,
        $$$"""{"id":"{{{path}}}","path":"{{{path}}}","constraint":[{"key":"cn-id-1","severity":"error","human":"told","expression":"value.length() = 18","extension":[{"url":"https://fhirhub.example/fhir/cn-base/StructureDefinition/identifier-rule","valueCode":"{{{rule}}}"}]}]}""");

    private static string[] Patient(string number, string more = "") => Validating.Lines(
        $$$"""{"resourceType":"Patient","identifier":[{"value":"{{{number}}}"}]{{{more}}}}""", Definitions(Rule("gb-11643", "Patient", "Patient.identifier")), "it");

    [Test]
    public void A_number_with_its_check_character_is_right() => Assert.That(Patient("11010519491231002X"), Is.Empty);

    [TestCase("110105194912310021")]
    [TestCase("11010519491331002X")]
    [TestCase("11010519491231002x")]
    public void A_wrong_check_character_date_or_form_breaks_the_invariant(string number) =>
        Assert.That(Patient(number), Is.EqualTo(new[] { "error cn-id-1 Patient.identifier[0].value" }));

    [Test]
    public void What_the_expression_finds_is_not_reported_twice() =>
        Assert.That(Patient("1101051949123100"), Is.EqualTo(new[] { "error cn-id-1 Patient.identifier[0]" }));

    [Test]
    public void Birth_date_and_gender_that_differ_are_warnings() =>
        Assert.That(
            Patient("11010519491231002X", ""","gender":"male","birthDate":"1949-12-30" """),
            Is.EqualTo(new[] { "warning identity-sex Patient.gender", "warning identity-birth-date Patient.birthDate" }));

    [Test]
    public void Birth_date_and_gender_that_agree_raise_nothing() =>
        Assert.That(Patient("11010519491231002X", ""","gender":"female","birthDate":"1949-12" """), Is.Empty);

    [TestCase("91350100M000100Y43", 0)]
    [TestCase("91350100M000100Y44", 1)]
    [TestCase("91350100M000100I43", 1)]
    public void A_social_credit_code_has_its_check_character(string code, int faults) =>
        Assert.That(
            Validating.Lines(
                $$$"""{"resourceType":"Organization","identifier":[{"value":"{{{code}}}"}]}""", Definitions(Rule("gb-32100", "Organization", "Organization.identifier")), "it"),
            Is.EqualTo(Enumerable.Repeat("error cn-id-1 Organization.identifier[0].value", faults)));

    [Test]
    public void A_rule_that_is_not_known_is_a_warning() =>
        Assert.That(
            Validating.Lines("""{"resourceType":"Patient","identifier":[{"value":"123456789012345678"}]}""", Definitions(Rule("gb-0", "Patient", "Patient.identifier")), "it"),
            Is.EqualTo(new[] { "warning identifier-rule-unknown Patient.identifier[0]" }));
}
