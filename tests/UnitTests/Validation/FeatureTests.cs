using FhirHub.Engine.Validation;
using static FhirHub.UnitTests.Validation.TestProfiles;

namespace FhirHub.UnitTests.Validation;

/// <summary>What profiles can say, each with an instance that keeps to it and one that does not; beside what the other fixtures have.</summary>
[TestFixture]
internal sealed class FeatureTests
{
    private const string Colours = Base + "/CodeSystem/colours";

    [Test]
    public void A_required_binding_tells_slices_apart() => AssertTells(
        Definitions(
            CodeSystem("colours", "red", "blue"), ValueSet("warm", Colours, "red"),
            Profile("it", "Observation",
                """{"id":"Observation.component","path":"Observation.component","slicing":{"discriminator":[{"type":"value","path":"code"}],"rules":"open"}}""",
                """{"id":"Observation.component:warm","path":"Observation.component","sliceName":"warm","min":1}""",
                $$$"""{"id":"Observation.component:warm.code","path":"Observation.component.code","binding":{"strength":"required","valueSet":"{{{Base}}}/ValueSet/warm"}}""",
                """{"id":"Observation.component:warm.value[x]","path":"Observation.component.value[x]","min":1}""")),
        Component("red", ",\"valueString\":\"x\""),
        (Component("blue", ",\"valueString\":\"x\""), "error slice-too-few Observation.component"),
        (Component("red", ""), "error missing-element Observation.component[0].value"));

    [Test]
    public void Two_discriminators_tell_slices_apart_together() => AssertTells(
        Definitions(Profile("it", "Patient",
            """{"id":"Patient.telecom","path":"Patient.telecom","slicing":{"discriminator":[{"type":"value","path":"system"},{"type":"value","path":"use"}],"rules":"open"}}""",
            """{"id":"Patient.telecom:mobile","path":"Patient.telecom","sliceName":"mobile","min":1,"max":"1"}""",
            """{"id":"Patient.telecom:mobile.system","path":"Patient.telecom.system","min":1,"fixedCode":"phone"}""",
            """{"id":"Patient.telecom:mobile.use","path":"Patient.telecom.use","min":1,"fixedCode":"mobile"}""")),
        """{"resourceType":"Patient","telecom":[{"system":"phone","value":"1","use":"home"},{"system":"phone","value":"2","use":"mobile"}]}""",
        ("""{"resourceType":"Patient","telecom":[{"system":"phone","value":"1","use":"home"},{"system":"email","value":"2","use":"mobile"}]}""", "error slice-too-few Patient.telecom"));

    [Test]
    public void Reslices_are_ordered_and_closed_within_their_slice()
    {
        string[] elements =
        [
            """{"id":"Patient.identifier","path":"Patient.identifier","slicing":{"discriminator":[{"type":"value","path":"system"}],"rules":"openAtEnd"}}""",
            """{"id":"Patient.identifier:a","path":"Patient.identifier","sliceName":"a","slicing":{"discriminator":[{"type":"value","path":"use"}],"ordered":true,"rules":"closed"}}""",
            """{"id":"Patient.identifier:a.system","path":"Patient.identifier.system","min":1,"fixedUri":"urn:a"}""",
            """{"id":"Patient.identifier:a/official","path":"Patient.identifier","sliceName":"a/official"}""",
            """{"id":"Patient.identifier:a/official.use","path":"Patient.identifier.use","min":1,"fixedCode":"official"}""",
            """{"id":"Patient.identifier:a/old","path":"Patient.identifier","sliceName":"a/old","max":"1"}""",
            """{"id":"Patient.identifier:a/old.use","path":"Patient.identifier.use","min":1,"fixedCode":"old"}""",
        ];
        AssertTells(
            Definitions(Profile("it", "Patient", elements)),
            Identifiers("a official", "a old", "b usual"),
            (Identifiers("a old", "a official", "b usual"), "error slice-order Patient.identifier[1]"),
            (Identifiers("a official", "a temp"), "error slice-unmatched Patient.identifier[1]"),
            (Identifiers("a old", "a old"), "error slice-too-many Patient.identifier"),
            (Identifiers("b usual", "a official"), "error slice-not-at-end Patient.identifier[1]"));
    }

    [Test]
    public void The_type_of_an_entry_tells_slices_of_a_Bundle_apart() => AssertTells(
        Definitions(Profile("it", "Bundle",
            """{"id":"Bundle.entry","path":"Bundle.entry","slicing":{"discriminator":[{"type":"type","path":"resource"}],"rules":"closed"}}""",
            """{"id":"Bundle.entry:patient","path":"Bundle.entry","sliceName":"patient","min":1,"max":"1"}""",
            """{"id":"Bundle.entry:patient.resource","path":"Bundle.entry.resource","min":1,"type":[{"code":"Patient"}]}""")),
        Collection("""{"resourceType":"Patient","active":true}"""),
        (Collection("""{"resourceType":"Basic","code":{"text":"x"}}"""), "error slice-too-few Bundle.entry; error slice-unmatched Bundle.entry[0]"));

    [Test]
    public void Profiles_of_a_datatype_tell_slices_apart() => AssertTells(
        Definitions(
            Profile("home", "Address", """{"id":"Address.use","path":"Address.use","min":1,"fixedCode":"home"}"""),
            Profile("it", "Patient",
                """{"id":"Patient.address","path":"Patient.address","slicing":{"discriminator":[{"type":"profile","path":"$this"}],"rules":"open"}}""",
                $$$"""{"id":"Patient.address:home","path":"Patient.address","sliceName":"home","min":1,"type":[{"code":"Address","profile":["{{{Url("home")}}}"]}]}""")),
        """{"resourceType":"Patient","address":[{"use":"work","city":"x"},{"use":"home","city":"x"}]}""",
        ("""{"resourceType":"Patient","address":[{"use":"work","city":"x"}]}""", "error slice-too-few Patient.address"));

    [Test]
    public void The_profile_behind_a_reference_tells_slices_apart() => AssertTells(
        Definitions(
            Profile("named", "Organization", """{"id":"Organization.name","path":"Organization.name","min":1}"""),
            Profile("it", "Observation",
                """{"id":"Observation.performer","path":"Observation.performer","slicing":{"discriminator":[{"type":"profile","path":"resolve()"}],"rules":"open"}}""",
                $$$"""{"id":"Observation.performer:named","path":"Observation.performer","sliceName":"named","min":1,"type":[{"code":"Reference","targetProfile":["{{{Url("named")}}}"]}]}""")),
        Performed("\"name\":\"x\""),
        (Performed("\"identifier\":[{\"value\":\"1\"}]"), "error slice-too-few Observation.performer"));

    [Test]
    public void A_slice_of_a_choice_is_forbidden_or_asked_for_by_its_short_name() => AssertTells(
        Definitions(Profile("it", "Observation",
            """{"id":"Observation.value[x]","path":"Observation.value[x]","min":1,"slicing":{"discriminator":[{"type":"type","path":"$this"}],"rules":"open"}}""",
            """{"id":"Observation.value[x]:valueQuantity","path":"Observation.valueQuantity","sliceName":"valueQuantity","type":[{"code":"Quantity"}]}""",
            """{"id":"Observation.value[x]:valueQuantity.value","path":"Observation.valueQuantity.value","min":1}""",
            """{"id":"Observation.value[x]:valueString","path":"Observation.valueString","sliceName":"valueString","max":"0","type":[{"code":"string"}]}""")),
        Observed("\"valueQuantity\":{\"value\":1}"),
        (Observed("\"valueQuantity\":{\"unit\":\"g\"}"), "error missing-element Observation.value.value"),
        (Observed("\"valueString\":\"x\""), "error slice-too-many Observation.value"),
        (Observed("\"dataAbsentReason\":{\"text\":\"x\"}"), "error missing-element Observation.value"));

    [TestCase("\"valueQuantity\":{\"value\":4,\"system\":\"http://unitsofmeasure.org\",\"code\":\"g\"}", "")]
    [TestCase("\"valueQuantity\":{\"value\":1.9999,\"system\":\"http://unitsofmeasure.org\",\"code\":\"g\"}", "error min-value Observation.value")]
    [TestCase("\"valueQuantity\":{\"value\":5.0001,\"system\":\"http://unitsofmeasure.org\",\"code\":\"g\"}", "error max-value Observation.value")]
    public void Quantities_have_bounds(string value, string expected) => Assert.That(
        Validating.Lines(Observed(value), Definitions(Profile("it", "Observation",
            """
            {"id":"Observation.value[x]","path":"Observation.value[x]","type":[{"code":"Quantity"}],
             "minValueQuantity":{"value":2,"system":"http://unitsofmeasure.org","code":"g"},"maxValueQuantity":{"value":5,"system":"http://unitsofmeasure.org","code":"g"}}
            """)), "it"),
        Is.EqualTo(expected.Length == 0 ? Array.Empty<string>() : [expected]));

    [TestCase("2020-01-01", "")]
    [TestCase("2020", "warning value-not-comparable Patient.birthDate; warning value-not-comparable Patient.birthDate")]
    [TestCase("2019", "error min-value Patient.birthDate")]
    [TestCase("2019-12-31", "error min-value Patient.birthDate")]
    [TestCase("2021-01-01", "error max-value Patient.birthDate")]
    public void Dates_have_bounds_and_one_that_may_be_on_either_side_is_said_to_be(string date, string expected) => Assert.That(
        Validating.Lines($$"""{"resourceType":"Patient","birthDate":"{{date}}"}""", Definitions(Profile("it", "Patient",
            """{"id":"Patient.birthDate","path":"Patient.birthDate","minValueDate":"2020-01-01","maxValueDate":"2020-12-31"}""")), "it"),
        Is.EqualTo(expected.Length == 0 ? Array.Empty<string>() : expected.Split("; ")));

    [Test]
    public void The_unit_of_a_quantity_is_bound() => AssertTells(
        Definitions(
            CodeSystem("units", "g", "kg"), ValueSet("light", Base + "/CodeSystem/units", "g"),
            Profile("it", "Observation", $$$"""{"id":"Observation.value[x]","path":"Observation.value[x]","type":[{"code":"Quantity"}],"binding":{"strength":"required","valueSet":"{{{Base}}}/ValueSet/light"}}""")),
        Observed($$$"""  "valueQuantity":{"value":1,"system":"{{{Base}}}/CodeSystem/units","code":"g"}"""),
        (Observed($$$"""  "valueQuantity":{"value":1,"system":"{{{Base}}}/CodeSystem/units","code":"kg"}"""), "error code-not-in-value-set Observation.value"),
        (Observed("\"valueQuantity\":{\"value\":1}"), "error code-missing Observation.value"));

    [Test]
    public void An_extension_may_be_forbidden_or_asked_for_on_a_primitive()
    {
        string known = Extension("mark", "string", false, "Element");
        AssertTells(
            Definitions(known, Profile("it", "Patient",
                """{"id":"Patient.gender.extension","path":"Patient.gender.extension","slicing":{"discriminator":[{"type":"value","path":"url"}],"rules":"open"}}""",
                $$$"""{"id":"Patient.gender.extension:mark","path":"Patient.gender.extension","sliceName":"mark","max":"0","type":[{"code":"Extension","profile":["{{{Url("mark")}}}"]}]}""",
                """{"id":"Patient.birthDate.extension","path":"Patient.birthDate.extension","slicing":{"discriminator":[{"type":"value","path":"url"}],"rules":"open"}}""",
                $$$"""{"id":"Patient.birthDate.extension:mark","path":"Patient.birthDate.extension","sliceName":"mark","min":1,"type":[{"code":"Extension","profile":["{{{Url("mark")}}}"]}]}""")),
            $$$"""{"resourceType":"Patient","gender":"male","birthDate":"2000-01-01","_birthDate":{"extension":[{"url":"{{{Url("mark")}}}","valueString":"x"}]}}""",
            ("""{"resourceType":"Patient","gender":"male","birthDate":"2000-01-01"}""", "error slice-too-few Patient.birthDate.extension"),
            ($$$"""{"resourceType":"Patient","gender":"male","_gender":{"extension":[{"url":"{{{Url("mark")}}}","valueString":"x"}]}}""", "error slice-too-many Patient.gender.extension"));
    }

    [Test]
    public void The_rules_of_a_content_reference_are_those_of_the_profile() => AssertTells(
        Definitions(Profile("it", "Questionnaire", """{"id":"Questionnaire.item.text","path":"Questionnaire.item.text","min":1}""")),
        Questionnaire("\"text\":\"a\"", "\"text\":\"b\""),
        (Questionnaire("\"prefix\":\"1\"", "\"text\":\"b\""), "error missing-element Questionnaire.item[0].text"),
        (Questionnaire("\"text\":\"a\"", "\"prefix\":\"1\""), "error missing-element Questionnaire.item[0].item[0].text"));

    [Test]
    public void What_must_be_supported_need_not_be_there() => Assert.That(
        Validating.Lines("""{"resourceType":"Patient","active":true}""", Definitions(Profile("it", "Patient", """{"id":"Patient.name","path":"Patient.name","mustSupport":true}""")), "it"),
        Is.Empty);

    [TestCase("<div xmlns='http://www.w3.org/1999/xhtml'><p>x</p></div>", true)]
    [TestCase("<div><p>x</p></div>", false)]
    [TestCase("<div xmlns='http://www.w3.org/1999/xhtml'><script>x</script></div>", false)]
    [TestCase("<div xmlns='http://www.w3.org/1999/xhtml'><p onclick='x'>x</p></div>", false)]
    [TestCase("<div xmlns='http://www.w3.org/1999/xhtml'><p>x</div>", false)]
    [TestCase("<div xmlns='http://www.w3.org/1999/xhtml'> </div>", false)]
    public void A_narrative_is_safe_XHTML_with_content(string div, bool isRight) => Assert.That(
        Validating.Lines($$$"""{"resourceType":"Patient","text":{"status":"generated","div":"{{{div}}}"}}""", Definitions()).Any(l => l.StartsWith("error", StringComparison.Ordinal)),
        Is.Not.EqualTo(isRight));

    private static void AssertTells(MemoryDefinitions definitions, string good, params (string Instance, string Lines)[] bad) => Assert.Multiple(() =>
    {
        Assert.That(Validating.Lines(good, definitions, "it"), Is.Empty);
        foreach (var (instance, lines) in bad)
            Assert.That(Validating.Lines(instance, definitions, "it"), Is.EqualTo(lines.Split("; ")), instance);
    });

    private static string Observed(string members) => $$$"""{"resourceType":"Observation","status":"final","code":{"text":"a"},{{{members}}}}""";

    private static string Component(string code, string more) => Observed($$$"""  "component":[{"code":{"coding":[{"system":"{{{Colours}}}","code":"{{{code}}}"}]}{{{more}}}}]""");

    private static string Performed(string members) =>
        Observed($$$"""  "contained":[{"resourceType":"Organization","id":"o",{{{members}}}}],"performer":[{"reference":"#o"}],"valueString":"1" """);

    private static string Identifiers(params string[] identifiers) =>
        $$$"""{"resourceType":"Patient","identifier":[{{{string.Join(',', identifiers.Select(i => i.Split(' ')).Select(i => $$"""{"system":"urn:{{i[0]}}","use":"{{i[1]}}","value":"1"}"""))}}}]}""";

    private static string Collection(string resource) =>
        $$$"""{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"urn:uuid:c757873d-ec9a-4326-a141-556f43239520","resource":{{{resource}}}}]}""";

    private static string Questionnaire(string outer, string inner) =>
        $$$"""{"resourceType":"Questionnaire","status":"active","item":[{"linkId":"1","type":"group",{{{outer}}},"item":[{"linkId":"1.1","type":"string",{{{inner}}}}]}]}""";
}
