using static FhirHub.UnitTests.Validation.TestProfiles;

namespace FhirHub.UnitTests.Validation;

[TestFixture]
internal sealed class ExtensionTests
{
    private static string Patient(string member, string url, string value = "\"valueString\":\"a\"") =>
        $$$"""{"resourceType":"Patient","{{{member}}}":[{"url":"{{{url}}}",{{{value}}}}]}""";

    [Test]
    public void A_known_extension_raises_nothing() =>
        Assert.That(Validating.Lines(Patient("extension", Url("known")), Definitions(Extension("known", "string", false, "Patient"))), Is.Empty);

    [Test]
    public void The_value_of_a_known_extension_has_the_type_it_says() =>
        Assert.That(
            Validating.Lines(Patient("extension", Url("known"), "\"valueBoolean\":true"), Definitions(Extension("known", "string", false, "Patient"))),
            Is.EqualTo(new[] { "error wrong-type Patient.extension[0].value" }));

    [Test]
    public void An_unknown_extension_is_a_warning() =>
        Assert.That(Validating.Lines(Patient("extension", "urn:unknown"), Definitions()), Is.EqualTo(new[] { "warning extension-unknown Patient.extension[0]" }));

    [Test]
    public void An_unknown_modifier_extension_is_an_error() =>
        Assert.That(
            Validating.Lines(Patient("modifierExtension", "urn:unknown"), Definitions()),
            Is.EqualTo(new[] { "error modifier-extension-unknown Patient.modifierExtension[0]" }));

    [Test]
    public void A_modifier_belongs_into_modifierExtension_and_nothing_else_does() =>
        Assert.Multiple(() =>
        {
            Assert.That(
                Validating.Lines(Patient("extension", Url("turns")), Definitions(Extension("turns", "string", true, "Patient"))),
                Is.EqualTo(new[] { "error extension-modifier Patient.extension[0]" }));
            Assert.That(
                Validating.Lines(Patient("modifierExtension", Url("known")), Definitions(Extension("known", "string", false, "Patient"))),
                Is.EqualTo(new[] { "error extension-modifier Patient.modifierExtension[0]" }));
        });

    [TestCase("Patient", 0)]
    [TestCase("DomainResource", 0)]
    [TestCase("Element", 0)]
    [TestCase("Practitioner", 1)]
    [TestCase("Patient.name", 1)]
    public void An_extension_stands_where_its_context_says(string context, int faults) =>
        Assert.That(
            Validating.Lines(Patient("extension", Url("known")), Definitions(Extension("known", "string", false, context))),
            Is.EqualTo(Enumerable.Repeat("error extension-context Patient.extension[0]", faults)));

    [TestCase("HumanName", 0)]
    [TestCase("Patient.name", 0)]
    [TestCase("Patient.contact.name", 1)]
    public void A_context_is_a_type_or_a_path(string context, int faults) =>
        Assert.That(
            Validating.Lines(
                $$$"""{"resourceType":"Patient","name":[{"extension":[{"url":"{{{Url("known")}}}","valueString":"a"}],"text":"b"}]}""",
                Definitions(Extension("known", "string", false, context))),
            Is.EqualTo(Enumerable.Repeat("error extension-context Patient.name[0].extension[0]", faults)));

    [TestCase("Patient.name", 0)]
    [TestCase("Patient.contact.name", 1)]
    public void A_context_may_be_a_path_that_is_followed(string path, int faults) =>
        Assert.That(
            Validating.Lines(
                $$$"""{"resourceType":"Patient","name":[{"extension":[{"url":"{{{Url("known")}}}","valueString":"a"}],"text":"b"}]}""",
                Definitions(Extension("known", "string", false, path).Replace("\"type\":\"element\"", "\"type\":\"fhirpath\"", StringComparison.Ordinal))),
            Is.EqualTo(Enumerable.Repeat("error extension-context Patient.name[0].extension[0]", faults)));

    [TestCase("active.exists()", 1)]
    [TestCase("active.empty()", 0)]
    [TestCase("%extension.value = 'a'", 0)]
    [TestCase("%extension.value = 'b'", 1)]
    public void A_definition_may_say_what_must_hold_around_its_extension(string expression, int faults) =>
        Assert.That(
            Validating.Lines(
                Patient("extension", Url("known")),
                Definitions(Extension("known", "string", false, "Patient").Replace("\"context\":", $"\"contextInvariant\":[\"{expression}\"],\"context\":", StringComparison.Ordinal))),
            Is.EqualTo(Enumerable.Repeat("error extension-context-invariant Patient", faults)));

    [Test]
    public void Extensions_of_primitives_are_checked() =>
        Assert.That(
            Validating.Lines(
                """{"resourceType":"Patient","birthDate":"2000-01-01","_birthDate":{"extension":[{"url":"urn:unknown","valueString":"a"}]}}""", Definitions()),
            Is.EqualTo(new[] { "warning extension-unknown Patient.birthDate.extension[0]" }));

    [Test]
    public void A_profile_may_ask_for_an_extension() =>
        Assert.That(
            Validating.Lines(
                """{"resourceType":"Patient","active":true}""",
                Definitions(
                    Extension("known", "string", false, "Patient"),
                    Profile(
                        "it", "Patient",
                        """{"id":"Patient.extension","path":"Patient.extension","slicing":{"discriminator":[{"type":"value","path":"url"}],"rules":"open"}}""",
                        $$$"""{"id":"Patient.extension:known","path":"Patient.extension","sliceName":"known","min":1,"type":[{"code":"Extension","profile":["{{{Url("known")}}}"]}]}""")),
                "it"),
            Is.EqualTo(new[] { "error slice-too-few Patient.extension" }));

    [Test]
    public void An_extension_has_a_value_or_extensions() =>
        Assert.That(
            Validating.Lines(
                $$$"""{"resourceType":"Patient","extension":[{"url":"urn:unknown","valueString":"a","extension":[{"url":"b","valueString":"c"}]}]}""", Definitions()),
            Is.EquivalentTo(new[] { "error ext-1 Patient.extension[0]", "warning extension-unknown Patient.extension[0]" }));

    [TestCase("extension")]
    [TestCase("modifierExtension")]
    public void The_url_of_an_extension_is_absolute(string member) =>
        Assert.That(Validating.Lines(Patient(member, "foo"), Definitions()), Is.EqualTo(new[] { $"error extension-url-relative Patient.{member}[0]" }));

    [Test]
    public void The_url_of_a_part_of_an_extension_need_not_be() =>
        Assert.That(
            Validating.Lines("""{"resourceType":"Patient","extension":[{"url":"urn:unknown","extension":[{"url":"foo","valueString":"a"}]}]}""", Definitions()),
            Is.EqualTo(new[] { "warning extension-unknown Patient.extension[0]" }));
}
