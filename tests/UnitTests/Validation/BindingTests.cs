using FhirHub.Engine.Validation;
using static FhirHub.UnitTests.Validation.TestProfiles;

namespace FhirHub.UnitTests.Validation;

[TestFixture]
internal sealed class BindingTests
{
    private const string Colours = Base + "/CodeSystem/colours";

    private static string[] Lines(string path, string strength, string instance, string valueSet = Base + "/ValueSet/warm") => Validating.Lines(
        instance,
        Definitions(
            CodeSystem("colours", "red", "orange", "blue"),
            ValueSet("warm", Colours, "red", "orange"),
            Profile("it", path[..path.IndexOf('.', StringComparison.Ordinal)], $$$"""{"id":"{{{path}}}","path":"{{{path}}}","binding":{"strength":"{{{strength}}}","valueSet":"{{{valueSet}}}"}}""")),
        "it");

    private static string Patient(string status) => $$$"""{"resourceType":"Patient","maritalStatus":{{{status}}}}""";

    [TestCase("required", "error code-not-in-value-set")]
    [TestCase("extensible", "warning code-not-extensible")]
    [TestCase("preferred", "information code-not-preferred")]
    public void A_code_outside_is_reported_as_the_strength_says(string strength, string expected) =>
        Assert.That(
            Lines("Patient.maritalStatus", strength, Patient($$$"""{"coding":[{"system":"{{{Colours}}}","code":"blue"}]}""")),
            Is.EqualTo(new[] { expected + " Patient.maritalStatus" }));

    [Test]
    public void An_example_binds_nothing() =>
        Assert.That(Lines("Patient.maritalStatus", "example", Patient($$$"""{"coding":[{"system":"{{{Colours}}}","code":"blue"}]}""")), Is.Empty);

    [Test]
    public void One_coding_of_a_concept_is_enough() =>
        Assert.That(
            Lines("Patient.maritalStatus", "required", Patient($$$"""{"coding":[{"system":"{{{Colours}}}","code":"blue"},{"system":"{{{Colours}}}","code":"red"}]}""")),
            Is.Empty);

    [Test]
    public void A_required_binding_is_not_satisfied_by_text() =>
        Assert.That(Lines("Patient.maritalStatus", "required", Patient("""{"text":"red"}""")), Is.EqualTo(new[] { "error code-missing Patient.maritalStatus" }));

    [Test]
    public void An_extensible_binding_is_satisfied_by_text() =>
        Assert.That(Lines("Patient.maritalStatus", "extensible", Patient("""{"text":"red"}""")), Is.Empty);

    [Test]
    public void A_code_that_its_system_does_not_have_is_an_error_at_the_coding() =>
        Assert.That(
            Lines("Patient.maritalStatus", "preferred", Patient($$$"""{"coding":[{"system":"{{{Colours}}}","code":"ultraviolet"}]}""")),
            Is.EqualTo(new[] { "information code-not-preferred Patient.maritalStatus", "error code-unknown Patient.maritalStatus.coding[0]" }));

    [Test]
    public void Another_display_is_a_warning() =>
        Assert.That(
            Lines("Patient.maritalStatus", "required", Patient($$$"""{"coding":[{"system":"{{{Colours}}}","code":"red","display":"Green"}]}""")),
            Is.EqualTo(new[] { "warning display-mismatch Patient.maritalStatus.coding[0]" }));

    [Test]
    public void The_display_is_compared_without_case() =>
        Assert.That(
            Lines("Patient.maritalStatus", "required", Patient($$$"""{"coding":[{"system":"{{{Colours}}}","code":"red","display":"display OF red"}]}""")),
            Is.Empty);

    [Test]
    public void A_value_set_that_is_not_loaded_is_a_warning_that_names_it()
    {
        var issue = Validating.Issues(
            Patient("""{"coding":[{"system":"urn:x","code":"a"}]}"""),
            Definitions(Profile("it", "Patient", """{"id":"Patient.maritalStatus","path":"Patient.maritalStatus","binding":{"strength":"required","valueSet":"urn:not-here"}}""")),
            new ValidationOptions { Profiles = [Url("it")] }).Single();
        Assert.That((issue.Code, issue.Diagnostics.Contains("urn:not-here", StringComparison.Ordinal)), Is.EqualTo(("value-set-not-loaded", true)));
    }

    [Test]
    public void A_code_system_that_is_not_loaded_is_a_warning() =>
        Assert.That(
            Validating.Lines(
                Patient("""{"coding":[{"system":"urn:oid:1.2.3","code":"a"}]}"""),
                Definitions(
                    ValueSet("all", "urn:oid:1.2.3"),
                    Profile("it", "Patient", $$$"""{"id":"Patient.maritalStatus","path":"Patient.maritalStatus","binding":{"strength":"required","valueSet":"{{{Base}}}/ValueSet/all"}}""")),
                "it"),
            Is.EqualTo(new[] { "warning code-system-not-loaded Patient.maritalStatus.coding[0]" }));

    [Test]
    public void A_coding_a_quantity_and_a_uri_are_bound_too() =>
        Assert.Multiple(() =>
        {
            Assert.That(
                Lines("Encounter.class", "required", $$$"""{"resourceType":"Encounter","status":"planned","class":{"system":"{{{Colours}}}","code":"blue"}}"""),
                Is.EqualTo(new[] { "error code-not-in-value-set Encounter.class" }));
            Assert.That(
                Lines("Encounter.length", "required", $$$"""{"resourceType":"Encounter","status":"planned","class":{"code":"AMB"},"length":{"value":1,"system":"{{{Colours}}}","code":"blue"}}""")
                    .Where(l => l.Contains("length", StringComparison.Ordinal) && !l.Contains(" drt-", StringComparison.Ordinal)),
                Is.EqualTo(new[] { "error code-not-in-value-set Encounter.length" }));
            Assert.That(
                Lines("Patient.implicitRules", "required", """{"resourceType":"Patient","implicitRules":"blue"}"""),
                Is.EqualTo(new[] { "error code-not-in-value-set Patient.implicitRules" }));
        });

    [Test]
    public void Beyond_the_maximum_no_code_may_be() =>
        Assert.That(
            Validating.Lines(
                Patient($$$"""{"coding":[{"system":"{{{Colours}}}","code":"blue"}]}"""),
                Definitions(
                    CodeSystem("colours", "red", "orange", "blue"),
                    ValueSet("warm", Colours, "red", "orange"),
                    ValueSet("any", Colours),
                    Profile(
                        "it", "Patient",
                        $$$"""{"id":"Patient.maritalStatus","path":"Patient.maritalStatus","binding":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/elementdefinition-maxValueSet","valueCanonical":"{{{Base}}}/ValueSet/warm"}],"strength":"preferred","valueSet":"{{{Base}}}/ValueSet/any"}}""")),
                "it"),
            Is.EqualTo(new[] { "error code-beyond-maximum Patient.maritalStatus" }));

    [TestCase("required", "error code-not-in-value-set")]
    [TestCase("extensible", "warning code-not-extensible")]
    public void A_coding_without_a_system_is_in_no_value_set(string strength, string expected) =>
        Assert.Multiple(() =>
        {
            Assert.That(Lines("Patient.maritalStatus", strength, Patient("""{"coding":[{"code":"red"}]}""")), Is.EqualTo(new[] { expected + " Patient.maritalStatus" }));
            Assert.That(
                Lines("Observation.method", strength, """{"resourceType":"Observation","status":"final","code":{"text":"a"},"valueString":"1","method":{"coding":[{"code":"red"}]}}"""),
                Is.EqualTo(new[] { expected + " Observation.method" }));
        });

    [Test]
    public void A_code_of_a_version_that_is_not_known_is_not_judged() =>
        Assert.Multiple(() =>
        {
            Assert.That(
                Lines("Patient.maritalStatus", "required", Patient($$$"""{"coding":[{"system":"{{{Colours}}}","version":"9","code":"red"}]}""")),
                Is.EqualTo(new[] { "warning code-system-not-loaded Patient.maritalStatus.coding[0]" }));
            Assert.That(
                Lines("Patient.maritalStatus", "required", Patient($$$"""{"coding":[{"system":"{{{Colours}}}","version":"1.0.0","code":"red"}]}""")), Is.Empty);
            Assert.That(
                Lines("Patient.maritalStatus", "required", Patient($$$"""{"coding":[{"system":"{{{Colours}}}","version":"9","code":"blue"}]}""")),
                Is.EqualTo(new[] { "error code-not-in-value-set Patient.maritalStatus" }));
        });

    [Test]
    public void A_code_system_that_is_not_loaded_is_told_of_for_an_example_too() =>
        Assert.That(
            Lines("Patient.maritalStatus", "example", Patient("""{"coding":[{"system":"http://loinc.org","code":"8480-59"}]}""")),
            Is.EqualTo(new[] { "warning code-system-not-loaded Patient.maritalStatus.coding[0]" }));
}
