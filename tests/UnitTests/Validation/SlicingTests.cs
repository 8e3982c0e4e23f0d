using FhirHub.Engine.Validation;
using static FhirHub.UnitTests.Validation.TestProfiles;

namespace FhirHub.UnitTests.Validation;

[TestFixture]
internal sealed class SlicingTests
{
    private const string A = """{"system":"urn:a","value":"1"}""";
    private const string B = """{"system":"urn:b","value":"2"}""";
    private const string C = """{"system":"urn:c","value":"3"}""";

    private static string Patient(params string[] identifiers) => $$$"""{"resourceType":"Patient","identifier":[{{{string.Join(',', identifiers)}}}]}""";

    // Two slices told apart by their system: a once, b with a value.
    private static string BySystem(string rules, bool ordered = false) => Profile(
        "sliced", "Patient",
        $$$"""{"id":"Patient.identifier","path":"Patient.identifier","slicing":{"discriminator":[{"type":"value","path":"system"}],"rules":"{{{rules}}}","ordered":{{{(ordered ? "true" : "false")}}}}}""",
        """{"id":"Patient.identifier:a","path":"Patient.identifier","sliceName":"a","min":1,"max":"1"}""",
        """{"id":"Patient.identifier:a.system","path":"Patient.identifier.system","min":1,"fixedUri":"urn:a"}""",
        """{"id":"Patient.identifier:b","path":"Patient.identifier","sliceName":"b"}""",
        """{"id":"Patient.identifier:b.system","path":"Patient.identifier.system","min":1,"fixedUri":"urn:b"}""",
        """{"id":"Patient.identifier:b.value","path":"Patient.identifier.value","min":1}""");

    private static string[] Lines(string profile, params string[] identifiers) => Validating.Lines(Patient(identifiers), Definitions(profile), "sliced");

    [Test]
    public void Items_that_fit_their_slices_raise_nothing() => Assert.That(Lines(BySystem("open"), A, B, C), Is.Empty);

    [Test]
    public void A_slice_that_must_occur_is_missed() =>
        Assert.That(Lines(BySystem("open"), B), Is.EqualTo(new[] { "error slice-too-few Patient.identifier" }));

    [Test]
    public void A_slice_that_occurs_too_often_is_reported() =>
        Assert.That(Lines(BySystem("open"), A, A), Is.EqualTo(new[] { "error slice-too-many Patient.identifier" }));

    [Test]
    public void Rules_of_a_slice_hold_for_its_items_only() =>
        Assert.That(
            Lines(BySystem("open"), A, """{"system":"urn:b"}""", """{"system":"urn:c"}"""),
            Is.EqualTo(new[] { "error missing-element Patient.identifier[1].value" }));

    [Test]
    public void A_closed_slicing_takes_nothing_else() =>
        Assert.That(Lines(BySystem("closed"), A, C), Is.EqualTo(new[] { "error slice-unmatched Patient.identifier[1]" }));

    [Test]
    public void Open_at_end_takes_others_at_the_end_only() =>
        Assert.Multiple(() =>
        {
            Assert.That(Lines(BySystem("openAtEnd"), A, B, C), Is.Empty);
            Assert.That(Lines(BySystem("openAtEnd"), A, C, B), Is.EqualTo(new[] { "error slice-not-at-end Patient.identifier[2]" }));
        });

    [Test]
    public void Ordered_slices_come_in_their_order() =>
        Assert.That(Lines(BySystem("open", true), B, A), Is.EqualTo(new[] { "error slice-order Patient.identifier[1]" }));

    [Test]
    public void A_default_slice_takes_what_no_other_takes()
    {
        var profile = Profile(
            "sliced", "Patient",
            """{"id":"Patient.identifier","path":"Patient.identifier","slicing":{"discriminator":[{"type":"value","path":"system"}],"rules":"closed"}}""",
            """{"id":"Patient.identifier:a","path":"Patient.identifier","sliceName":"a"}""",
            """{"id":"Patient.identifier:a.system","path":"Patient.identifier.system","min":1,"fixedUri":"urn:a"}""",
            """{"id":"Patient.identifier:@default","path":"Patient.identifier","sliceName":"@default"}""",
            """{"id":"Patient.identifier:@default.period","path":"Patient.identifier.period","min":1}""");
        Assert.That(Lines(profile, A, B), Is.EqualTo(new[] { "error missing-element Patient.identifier[1].period" }));
    }

    [Test]
    public void A_slice_is_sliced_again()
    {
        var profile = Profile(
            "sliced", "Patient",
            """{"id":"Patient.identifier","path":"Patient.identifier","slicing":{"discriminator":[{"type":"value","path":"system"}],"rules":"open"}}""",
            """{"id":"Patient.identifier:a","path":"Patient.identifier","sliceName":"a","slicing":{"discriminator":[{"type":"value","path":"use"}],"rules":"closed"}}""",
            """{"id":"Patient.identifier:a.system","path":"Patient.identifier.system","min":1,"fixedUri":"urn:a"}""",
            """{"id":"Patient.identifier:a/official","path":"Patient.identifier","sliceName":"a/official","min":1,"max":"1"}""",
            """{"id":"Patient.identifier:a/official.use","path":"Patient.identifier.use","min":1,"fixedCode":"official"}""");
        Assert.Multiple(() =>
        {
            Assert.That(Lines(profile, """{"system":"urn:a","use":"official"}""", B), Is.Empty);
            Assert.That(
                Lines(profile, """{"system":"urn:a","use":"old"}"""),
                Is.EqualTo(new[] { "error slice-too-few Patient.identifier", "error slice-unmatched Patient.identifier[0]" }));
        });
    }

    [Test]
    public void Patterns_tell_slices_apart_and_slices_nest()
    {
        var profile = Profile(
            "sliced", "Observation",
            """{"id":"Observation.component","path":"Observation.component","slicing":{"discriminator":[{"type":"pattern","path":"code"}],"rules":"open"}}""",
            """{"id":"Observation.component:x","path":"Observation.component","sliceName":"x","min":1}""",
            """{"id":"Observation.component:x.code","path":"Observation.component.code","patternCodeableConcept":{"coding":[{"system":"urn:s","code":"x"}]}}""",
            """{"id":"Observation.component:x.code.coding","path":"Observation.component.code.coding","slicing":{"discriminator":[{"type":"value","path":"system"}],"rules":"open"}}""",
            """{"id":"Observation.component:x.code.coding:own","path":"Observation.component.code.coding","sliceName":"own","min":1}""",
            """{"id":"Observation.component:x.code.coding:own.system","path":"Observation.component.code.coding.system","min":1,"fixedUri":"urn:own"}""");
        string[] Of(string codings) =>
        [
            .. Validating.Lines(
                $$$"""{"resourceType":"Observation","status":"final","code":{"text":"a"},"component":[{"code":{"coding":[{{{codings}}}]},"valueString":"1"}]}""",
                Definitions(profile), "sliced").Where(l => !l.StartsWith("warning code-system-not-loaded", StringComparison.Ordinal)),
        ];
        Assert.Multiple(() =>
        {
            Assert.That(Of("""{"system":"urn:s","code":"x"},{"system":"urn:own","code":"1"}"""), Is.Empty);
            Assert.That(Of("""{"system":"urn:s","code":"x"}"""), Is.EqualTo(new[] { "error slice-too-few Observation.component[0].code.coding" }));
            Assert.That(Of("""{"system":"urn:s","code":"y"}"""), Is.EqualTo(new[] { "error slice-too-few Observation.component" }));
        });
    }

    [Test]
    public void Types_tell_the_slices_of_a_choice_apart()
    {
        var profile = Profile(
            "sliced", "Observation",
            """{"id":"Observation.value[x]","path":"Observation.value[x]","slicing":{"discriminator":[{"type":"type","path":"$this"}],"rules":"open"}}""",
            """{"id":"Observation.value[x]:valueQuantity","path":"Observation.value[x]","sliceName":"valueQuantity","type":[{"code":"Quantity"}]}""",
            """{"id":"Observation.value[x]:valueQuantity.unit","path":"Observation.value[x].unit","min":1}""");
        string[] Of(string value) => Validating.Lines($$$"""{"resourceType":"Observation","status":"final","code":{"text":"a"},{{{value}}}}""", Definitions(profile), "sliced");
        Assert.Multiple(() =>
        {
            Assert.That(Of("\"valueString\":\"a\""), Is.Empty);
            Assert.That(Of("""  "valueQuantity":{"value":1}"""), Is.EqualTo(new[] { "error missing-element Observation.value.unit" }));
        });
    }

    [Test]
    public void Presence_tells_slices_apart()
    {
        var profile = Profile(
            "sliced", "Patient",
            """{"id":"Patient.identifier","path":"Patient.identifier","slicing":{"discriminator":[{"type":"exists","path":"system"}],"rules":"open"}}""",
            """{"id":"Patient.identifier:with","path":"Patient.identifier","sliceName":"with","max":"1"}""",
            """{"id":"Patient.identifier:with.system","path":"Patient.identifier.system","min":1}""",
            """{"id":"Patient.identifier:without","path":"Patient.identifier","sliceName":"without"}""",
            """{"id":"Patient.identifier:without.system","path":"Patient.identifier.system","max":"0"}""",
            """{"id":"Patient.identifier:without.assigner","path":"Patient.identifier.assigner","min":1}""");
        Assert.That(
            Lines(profile, A, B, """{"value":"3"}"""),
            Is.EqualTo(new[] { "error slice-too-many Patient.identifier", "error missing-element Patient.identifier[2].assigner" }));
    }

    [Test]
    public void The_type_behind_a_reference_tells_slices_apart()
    {
        var profile = Profile(
            "sliced", "Observation",
            """{"id":"Observation.performer","path":"Observation.performer","slicing":{"discriminator":[{"type":"type","path":"resolve()"}],"rules":"open"}}""",
            """{"id":"Observation.performer:org","path":"Observation.performer","sliceName":"org","min":1,"type":[{"code":"Reference","targetProfile":["http://hl7.org/fhir/StructureDefinition/Organization"]}]}""");
        string[] Of(string reference) => Validating.Lines(
            $$$"""{"resourceType":"Observation","status":"final","code":{"text":"a"},"valueString":"1","performer":[{"reference":"{{{reference}}}"}]}""", Definitions(profile), "sliced");
        Assert.Multiple(() =>
        {
            Assert.That(Of("Organization/1"), Is.Empty);
            Assert.That(Of("Practitioner/1"), Is.EqualTo(new[] { "error slice-too-few Observation.performer" }));
        });
    }

    [Test]
    public void Profiles_tell_the_entries_of_a_bundle_apart()
    {
        var profile = Profile(
            "sliced", "Bundle",
            """{"id":"Bundle.entry","path":"Bundle.entry","slicing":{"discriminator":[{"type":"profile","path":"resource"}],"rules":"open"}}""",
            $$$"""{"id":"Bundle.entry:man","path":"Bundle.entry","sliceName":"man","min":1}""",
            $$$"""{"id":"Bundle.entry:man.resource","path":"Bundle.entry.resource","min":1,"type":[{"code":"Patient","profile":["{{{Url("man")}}}"]}]}""");
        var man = Profile("man", "Patient", """{"id":"Patient.gender","path":"Patient.gender","min":1,"fixedCode":"male"}""");
        string[] Of(string gender) => Validating.Lines(
            $$$"""{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"urn:uuid:c757873d-ec9a-4326-a141-556f43239520","resource":{"resourceType":"Patient","gender":"{{{gender}}}"}}]}""",
            Definitions(profile, man), "sliced");
        Assert.Multiple(() =>
        {
            Assert.That(Of("male"), Is.Empty);
            Assert.That(Of("female"), Is.EqualTo(new[] { "error slice-too-few Bundle.entry" }));
        });
    }

    [Test]
    public void An_extension_tells_slices_apart()
    {
        var profile = Profile(
            "sliced", "Patient",
            $$$"""{"id":"Patient.identifier","path":"Patient.identifier","slicing":{"discriminator":[{"type":"value","path":"extension('{{{Url("kind")}}}').value"}],"rules":"open"}}""",
            """{"id":"Patient.identifier:k","path":"Patient.identifier","sliceName":"k","min":1}""",
            """{"id":"Patient.identifier:k.extension","path":"Patient.identifier.extension","slicing":{"discriminator":[{"type":"value","path":"url"}],"rules":"open"}}""",
            $$$"""{"id":"Patient.identifier:k.extension:kind","path":"Patient.identifier.extension","sliceName":"kind","min":1,"type":[{"code":"Extension","profile":["{{{Url("kind")}}}"]}]}""",
            """{"id":"Patient.identifier:k.extension:kind.value[x]","path":"Patient.identifier.extension.value[x]","fixedString":"card"}""");
        var definitions = Definitions(profile, Extension("kind", "string", false, "Identifier"));
        string[] Of(string value) => Validating.Lines(
            Patient($$$"""{"extension":[{"url":"{{{Url("kind")}}}","valueString":"{{{value}}}"}],"value":"1"}"""), definitions, "sliced");
        Assert.Multiple(() =>
        {
            Assert.That(Of("card"), Is.Empty);
            Assert.That(Of("book"), Is.EqualTo(new[] { "error slice-too-few Patient.identifier" }));
        });
    }
}
