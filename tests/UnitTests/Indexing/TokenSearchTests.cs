using FhirHub.Engine.Errors;

namespace FhirHub.UnitTests.Indexing;

internal sealed class TokenSearchTests
{
    private static readonly IndexedResource Observation = IndexedResource.Of("Observation", """
        "status":"final",
        "code":{"coding":[{"system":"http://loinc.org","code":"8480-6","display":"Systolic Blood Pressure"}],"text":"收缩压"},
        "category":[{"coding":[{"code":"Vital"}]}],
        "interpretation":[{"coding":[{"system":"http://example.org/only-system"}]}],
        "valueCodeableConcept":{"coding":[{"system":"http://unitsofmeasure.org","code":"Mg"}]}
        """);

    private static readonly IndexedResource Patient = IndexedResource.Of("Patient", """
        "identifier":[{"system":"urn:oid:1.2","value":"ABC|1,2","type":{"coding":[{"system":"http://v2","code":"MR"}],"text":"Medical record"}}],
        "active":true,"gender":"male","telecom":[{"system":"phone","value":"(010) 1234-5678"},{"system":"email","value":"A@b.cn"}]
        """);

    [TestCase("code", "http://loinc.org|8480-6", true)]
    [TestCase("code", "8480-6", true)]
    [TestCase("code", "http://loinc.org|", true)]
    [TestCase("code", "|8480-6", false)]
    [TestCase("code", "http://loinc.or|", false)]
    [TestCase("code", "http://snomed.info/sct|8480-6", false)]
    [TestCase("category", "|vital", true)]
    [TestCase("category", "VITAL", true)]
    [TestCase("status", "final", true)]
    [TestCase("status", "http://hl7.org/fhir/observation-status|final", true)]
    [TestCase("status", "|final", false)]
    [TestCase("value-concept", "http://unitsofmeasure.org|Mg", true)]
    [TestCase("value-concept", "http://unitsofmeasure.org|mg", false)]
    [TestCase("value-concept", "mg", true)]
    [TestCase("code:text", "systolic blood", true)]
    [TestCase("code:text", "收缩", true)]
    [TestCase("code:text", "blood", false)]
    public void A_code_is_found_by_system_and_code(string name, string value, bool found) =>
        Assert.That(Observation.IsFoundBy(name, value), Is.EqualTo(found));

    [TestCase("identifier", @"urn:oid:1.2|abc\|1\,2", true)]
    [TestCase("identifier", @"ABC\|1\,2", true)]
    [TestCase("identifier", "urn:oid:1.2|", true)]
    [TestCase("identifier:of-type", @"http://v2|MR|abc\|1\,2", true)]
    [TestCase("identifier:of-type", @"http://v2|PI|abc\|1\,2", false)]
    [TestCase("identifier:text", "medical", true)]
    [TestCase("gender", "http://hl7.org/fhir/administrative-gender|male", true)]
    [TestCase("active", "true", true)]
    [TestCase("active", "false", false)]
    [TestCase("deceased", "false", true)]
    [TestCase("deceased", "true", false)]
    [TestCase("phone", "01012345678", true)]
    [TestCase("phone", "(010) 1234-5678", true)]
    [TestCase("phone", "a@b.cn", false)]
    [TestCase("email", "a@b.cn", true)]
    public void Other_datatypes_are_tokens_too(string name, string value, bool found) =>
        Assert.That(Patient.IsFoundBy(name, value), Is.EqualTo(found));

    [Test]
    public void A_value_set_of_the_definitions_is_enumerated()
    {
        Assert.That(Patient.IsFoundBy("gender:in", "http://hl7.org/fhir/ValueSet/administrative-gender"), Is.True);
        Assert.That(Patient.IsFoundBy("gender:in", "http://hl7.org/fhir/ValueSet/administrative-gender|4.0.1"), Is.True);
        Assert.That(Patient.IsFoundBy("gender:in", "http://hl7.org/fhir/ValueSet/observation-status"), Is.False);
    }

    [TestCase("http://example.org/unknown")]
    [TestCase("http://hl7.org/fhir/ValueSet/observation-codes")]
    public void A_value_set_that_cannot_be_enumerated_is_refused_with_the_reason(string valueSet)
    {
        var fault = Assert.Throws<FhirException>(() => Observation.Condition("code:in", valueSet))!;
        Assert.That(fault.Kind, Is.EqualTo(FaultKind.NotSupported));
        Assert.That(fault.Issues[0].Code, Is.EqualTo("value-set-not-enumerable"));
    }

    [TestCase("below", "_ActMoodCompletionTrack", "EVN", true)]
    [TestCase("below", "EVN", "_ActMoodCompletionTrack", false)]
    [TestCase("above", "EVN", "_ActMoodCompletionTrack", true)]
    [TestCase("below", "EVN", "EVN", true)]
    public void A_code_is_found_by_what_is_above_or_below_it(string modifier, string asked, string held, bool found)
    {
        const string System = "http://terminology.hl7.org/CodeSystem/v3-ActMood";
        var resource = IndexedResource.Of("Observation", $$$"""
            "status":"final","code":{"coding":[{"system":"{{{System}}}","code":"{{{held}}}"}]}
            """);
        Assert.That(resource.IsFoundBy("code:" + modifier, $"{System}|{asked}"), Is.EqualTo(found));
    }

    [TestCase("code", "a|b|c", "parameter-invalid")]
    [TestCase("code", "", "parameter-invalid")]
    [TestCase("code", "|", "parameter-invalid")]
    [TestCase("code:text", "", "parameter-invalid")]
    [TestCase("code:of-type", "a|b", "parameter-invalid")]
    [TestCase("code:below", "8480-6", "parameter-invalid")]
    [TestCase("code:below", "http://loinc.org|8480-6", "code-system-unknown")]
    [TestCase("code:exact", "8480-6", "modifier-unsupported")]
    public void A_value_or_modifier_of_another_form_is_refused(string name, string value, string code)
    {
        var fault = Assert.Throws<FhirException>(() => Observation.Condition(name, value))!;
        Assert.That(fault.Issues[0].Code, Is.EqualTo(code));
    }

    [Test]
    public void A_long_code_is_found_as_a_whole_only()
    {
        var code = new string('x', 300);
        var resource = IndexedResource.Of("Basic", $$$"""
            "code":{"coding":[{"system":"http://s","code":"{{{code}}}"}]}
            """);
        Assert.Multiple(() =>
        {
            Assert.That(resource.IsFoundBy("code", "http://s|" + code), Is.True);
            Assert.That(resource.IsFoundBy("code", code), Is.True);
            Assert.That(resource.IsFoundBy("code", code + "x"), Is.False);
            Assert.That(resource.Entries.Tokens.Max(t => t.Length), Is.LessThan(300));
        });
    }
}
