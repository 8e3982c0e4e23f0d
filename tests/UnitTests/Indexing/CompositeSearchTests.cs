using FhirHub.Engine.Errors;

namespace FhirHub.UnitTests.Indexing;

internal sealed class CompositeSearchTests
{
    private static readonly IndexedResource Pressure = IndexedResource.Of("Observation", """
        "status":"final","code":{"coding":[{"system":"http://loinc.org","code":"85354-9"}]},
        "component":[
          {"code":{"coding":[{"system":"http://loinc.org","code":"8480-6"}]},"valueQuantity":{"value":107,"unit":"mmHg","system":"http://unitsofmeasure.org","code":"mm[Hg]"}},
          {"code":{"coding":[{"system":"http://loinc.org","code":"8462-4"}]},"valueQuantity":{"value":60,"unit":"mmHg","system":"http://unitsofmeasure.org","code":"mm[Hg]"}}]
        """);

    private static readonly IndexedResource Sequence = IndexedResource.Of("MolecularSequence", """
        "coordinateSystem":0,"referenceSeq":{"chromosome":{"coding":[{"system":"http://chr","code":"1"}]}},
        "variant":[{"start":100,"end":200},{"start":3000,"end":3001}]
        """);

    [TestCase("component-code-value-quantity", "8480-6$107", true)]
    [TestCase("component-code-value-quantity", "http://loinc.org|8480-6$gt100", true)]
    [TestCase("component-code-value-quantity", "http://loinc.org|8480-6$lt100", false)]
    [TestCase("component-code-value-quantity", "8462-4$lt100", true)]
    [TestCase("component-code-value-quantity", "8462-4$lt100|http://unitsofmeasure.org|mm[Hg]", true)]
    [TestCase("component-code-value-quantity", "8462-4$107", false)]
    [TestCase("combo-code-value-quantity", "8480-6$107", true)]
    [TestCase("code-value-quantity", "85354-9$107", false)]
    public void The_parts_of_a_composite_belong_to_the_same_element(string name, string value, bool found) =>
        Assert.That(Pressure.IsFoundBy(name, value), Is.EqualTo(found));

    [TestCase("1$100$200", true)]
    [TestCase("1$100$3001", false)]
    [TestCase("1$gt50$lt500", true)]
    [TestCase("1$gt500$lt500", false)]
    [TestCase("http://chr|1$ge3000$gt3000", true)]
    [TestCase("2$100$200", false)]
    [TestCase("1$lt200$ge200", true)]
    [TestCase("1$lt100$ge200", false)]
    public void Several_ranges_in_one_composite_hold_for_the_same_element(string value, bool found) =>
        Assert.That(Sequence.IsFoundBy("chromosome-variant-coordinate", value), Is.EqualTo(found));

    [TestCase("replaces$DocumentReference/2", true)]
    [TestCase("http://hl7.org/fhir/document-relationship-type|replaces$2", true)]
    [TestCase("appends$DocumentReference/2", false)]
    [TestCase("replaces$DocumentReference/3", false)]
    public void The_relationship_of_documents_is_a_code_and_a_document(string value, bool found)
    {
        var document = IndexedResource.Of("DocumentReference", """
            "status":"current","relatesTo":[{"code":"replaces","target":{"reference":"DocumentReference/2"}},{"code":"signs","target":{"reference":"DocumentReference/3"}}]
            """);
        Assert.That(document.IsFoundBy("relationship", value), Is.EqualTo(found));
    }

    [Test]
    public void A_dollar_within_a_part_is_escaped()
    {
        var observation = IndexedResource.Of("Observation", """
            "status":"final","code":{"coding":[{"system":"http://s","code":"a$b"}]},"valueString":"Cost"
            """);
        Assert.That(observation.IsFoundBy("code-value-string", @"http://s|a\$b$cost"), Is.True);
    }

    [TestCase("component-code-value-quantity", "8480-6", FaultKind.Invalid)]
    [TestCase("component-code-value-quantity", "8480-6$", FaultKind.Invalid)]
    [TestCase("component-code-value-quantity", "8480-6$1$2", FaultKind.Invalid)]
    [TestCase("component-code-value-quantity", "8480-6$abc", FaultKind.Invalid)]
    [TestCase("component-code-value-quantity:text", "8480-6$1", FaultKind.NotSupported)]
    public void A_composite_of_another_form_is_refused(string name, string value, FaultKind kind) =>
        Assert.That(Assert.Throws<FhirException>(() => Pressure.Condition(name, value))!.Kind, Is.EqualTo(kind));

    [Test]
    public void The_bounds_of_an_interval_carry_the_parts_in_front_of_it()
    {
        var observation = IndexedResource.Of("Observation", """
            "status":"final","code":{"coding":[{"code":"c"}]},"valueDateTime":"2026-03"
            """);
        Assert.That(observation.Entries.Intervals.Select(i => i.Prefix), Has.Some.EqualTo("Observation.code-value-date$\"c\u0001"));
        Assert.That(observation.Condition("code-value-date", "c$2026-03").Also!.ToString(), Does.Contain("Observation.code-value-date$\\\"c\\u0001"));
    }
}
