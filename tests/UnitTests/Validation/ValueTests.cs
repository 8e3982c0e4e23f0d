using static FhirHub.UnitTests.Validation.TestProfiles;

namespace FhirHub.UnitTests.Validation;

[TestFixture]
internal sealed class ValueTests
{
    private static string[] Observation(string element, string members) => Validating.Lines(
        $$$"""{"resourceType":"Observation","status":"final","code":{"coding":[{"system":"urn:example","code":"a"}]}{{{members}}}}""",
        Definitions(Profile("it", "Observation", element)), "it").Where(l => l.StartsWith("error", StringComparison.Ordinal)).ToArray();

    [TestCase("final", 0)]
    [TestCase("amended", 1)]
    public void A_fixed_primitive_must_be_equal(string fixedValue, int faults) =>
        Assert.That(
            Observation($$$"""{"id":"Observation.status","path":"Observation.status","fixedCode":"{{{fixedValue}}}"}""", ""),
            Is.EqualTo(Enumerable.Repeat("error fixed-value Observation.status", faults)));

    [TestCase("""{"coding":[{"system":"urn:example","code":"a"}]}""", 0)]
    [TestCase("""{"coding":[{"code":"a"}]}""", 1)]
    [TestCase("""{"coding":[{"system":"urn:example","code":"a"}],"text":"a"}""", 1)]
    public void A_fixed_complex_value_must_be_equal_in_every_element(string fixedValue, int faults) =>
        Assert.That(
            Observation($$$"""{"id":"Observation.code","path":"Observation.code","fixedCodeableConcept":{{{fixedValue}}}}""", ""),
            Is.EqualTo(Enumerable.Repeat("error fixed-value Observation.code", faults)));

    [TestCase("""{"coding":[{"system":"urn:example"}]}""", 0)]
    [TestCase("""{"coding":[{"system":"urn:example","code":"b"}]}""", 1)]
    public void A_pattern_must_be_within_the_value(string pattern, int faults) =>
        Assert.That(
            Observation($$$"""{"id":"Observation.code","path":"Observation.code","patternCodeableConcept":{{{pattern}}}}""", ""),
            Is.EqualTo(Enumerable.Repeat("error pattern-value Observation.code", faults)));

    [Test]
    public void Each_item_of_a_pattern_is_found_anywhere_in_a_list() =>
        Assert.That(
            Observation(
                """{"id":"Observation.category","path":"Observation.category","patternCodeableConcept":{"coding":[{"code":"b"}]}}""",
                ""","category":[{"coding":[{"code":"a"},{"code":"b"}]},{"coding":[{"code":"a"}]}]"""),
            Is.EqualTo(new[] { "error pattern-value Observation.category[1]" }));

    [Test]
    public void A_choice_takes_the_types_the_profile_leaves() =>
        Assert.That(
            Observation("""{"id":"Observation.value[x]","path":"Observation.value[x]","type":[{"code":"Quantity"},{"code":"string"}]}""", ""","valueBoolean":true"""),
            Is.EqualTo(new[] { "error wrong-type Observation.value" }));

    [TestCase("valueInteger", "5", 0)]
    [TestCase("valueInteger", "1", 0)]
    [TestCase("valueInteger", "0", 1)]
    public void A_number_may_not_be_below_the_least(string member, string value, int faults) =>
        Assert.That(
            Observation("""{"id":"Observation.value[x]","path":"Observation.value[x]","type":[{"code":"integer"}],"minValueInteger":1}""", $""","{member}":{value}"""),
            Is.EqualTo(Enumerable.Repeat("error min-value Observation.value", faults)));

    [TestCase("2026-01-01", 0)]
    [TestCase("2026-01-02", 1)]
    [TestCase("2025", 0)]
    public void A_date_may_not_be_after_the_last(string date, int faults) =>
        Assert.That(
            Validating.Lines(
                $$$"""{"resourceType":"Patient","birthDate":"{{{date}}}"}""",
                Definitions(Profile("it", "Patient", """{"id":"Patient.birthDate","path":"Patient.birthDate","maxValueDate":"2026-01-01"}""")), "it"),
            Is.EqualTo(Enumerable.Repeat("error max-value Patient.birthDate", faults)));

    [TestCase("mg", 0)]
    [TestCase("kg", 0)]
    public void Quantities_of_other_units_are_not_compared(string unit, int errors) =>
        Assert.That(
            Observation(
                """{"id":"Observation.value[x]","path":"Observation.value[x]","type":[{"code":"Quantity"}],"maxValueQuantity":{"value":10,"system":"http://unitsofmeasure.org","code":"mg"}}""",
                $$$""","valueQuantity":{"value":{{{(unit == "mg" ? 10 : 99)}}},"system":"http://unitsofmeasure.org","code":"{{{unit}}}"}"""),
            Has.Length.EqualTo(errors));

    [TestCase("四个汉字", 0)]
    [TestCase("五个汉字吗", 1)]
    [TestCase("😀😀😀😀", 0)]
    public void Length_counts_characters(string text, int faults) =>
        Assert.That(
            Validating.Lines(
                $$$"""{"resourceType":"Patient","name":[{"text":"{{{text}}}"}]}""",
                Definitions(Profile("it", "Patient", """{"id":"Patient.name.text","path":"Patient.name.text","maxLength":4}""")), "it"),
            Is.EqualTo(Enumerable.Repeat("error too-long Patient.name[0].text", faults)));

    [TestCase("110105", 0)]
    [TestCase("11010", 1)]
    [TestCase("1101051", 1)]
    public void A_regular_expression_matches_the_whole_value(string code, int faults) =>
        Assert.That(
            Validating.Lines(
                $$$"""{"resourceType":"Patient","address":[{"postalCode":"{{{code}}}"}]}""",
                Definitions(Profile(
                    "it", "Patient",
                    """{"id":"Patient.address.postalCode","path":"Patient.address.postalCode","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/regex","valueString":"[0-9]{6}"}]}""")), "it"),
            Is.EqualTo(Enumerable.Repeat("error regex-mismatch Patient.address[0].postalCode", faults)));
}
