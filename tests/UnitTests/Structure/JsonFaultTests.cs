using static FhirHub.UnitTests.Structure.JsonReading;

namespace FhirHub.UnitTests.Structure;

internal sealed class JsonFaultTests
{
    [TestCase("""[]""", "not-an-object ")]
    [TestCase("""1""", "not-an-object ")]
    [TestCase("""{"id":"a"}""", "missing-resource-type ")]
    [TestCase("""{"resourceType":"Patiemt"}""", "unknown-resource-type ")]
    [TestCase("""{"resourceType":"DomainResource"}""", "unknown-resource-type ")]
    [TestCase("""{"resourceType":"HumanName"}""", "unknown-resource-type ")]
    [TestCase("""{"\ud800aaaaaaaaaaaaaa":1}""", "missing-resource-type ")]
    [TestCase("""{"\ud800aaaaaaaaaaaaaa":1,"resourceType":"Patient"}""", "unknown-element Patient")]
    [TestCase("""{"resourceType":"\ud800aaaaaaaaaaaaaa"}""", "unknown-resource-type ")]
    [TestCase("""{"resourceType":1}""", "wrong-json-type ")]
    [TestCase("""{"resourceType":"Patient","resourceType":"Patient"}""", "duplicate-member Patient")]
    [TestCase("""{"resourceType":"Patient"} {}""", "trailing-content ")]
    [TestCase("""{"resourceType":"Patient"}]""", "trailing-content ")]
    [TestCase("""{"resourceType":"Patient",}""", "malformed-json ")]
    [TestCase("""{"resourceType":"Patient","active":tru}""", "malformed-json ")]
    [TestCase("""{"resourceType":"Patient"/* c */}""", "malformed-json ")]
    [TestCase("""{"resourceType":"Patient" """, "malformed-json ")]
    [TestCase("", "empty-body ")]
    [TestCase(" \n\t", "empty-body ")]
    public void A_body_that_is_no_resource_is_refused(string json, string fault) => Assert.That(Faults(json), Is.EqualTo(new[] { fault }));

    [TestCase("""{"id":"a"}""")]
    [TestCase("""{"resourceType":"Patiemt"}""")]
    [TestCase("""{"resourceType":1}""")]
    [TestCase("""{"a":[[[[[[[[]]]]]]]],"id":"a"}""")]
    public void A_fault_before_the_type_is_known_has_no_expression(string json) =>
        Assert.That(Read(json, new Engine.Structure.ReadLimits { MaxDepth = 4 }).Issues.Select(i => i.Expression), Is.All.Null);

    [TestCase("\"nme\":1", "unknown-element Patient.nme")]
    [TestCase("\"bad name\":1", "unknown-element Patient")]
    [TestCase("\"name\":[{\"given\":[\"A\"],\"x\":{\"y\":[1]}}]", "unknown-element Patient.name[0].x")]
    [TestCase("\"_name\":[{\"id\":\"a\"}]", "unknown-element Patient._name")]
    [TestCase("\"deceased\":true", "unknown-element Patient.deceased")]
    [TestCase("\"fhir_comments\":[\"x\"]", "fhir-comments Patient")]
    [TestCase("\"active\":true,\"active\":true", "duplicate-member Patient.active")]
    [TestCase("\"name\":{\"family\":\"A\"}", "wrong-json-type Patient.name")]
    [TestCase("\"name\":[[{\"family\":\"A\"}]]", "wrong-json-type Patient.name[0]")]
    [TestCase("\"name\":[\"A\"]", "wrong-json-type Patient.name[0]")]
    [TestCase("\"gender\":[\"male\"]", "wrong-json-type Patient.gender")]
    [TestCase("\"gender\":{\"x\":1}", "wrong-json-type Patient.gender")]
    [TestCase("\"active\":\"true\"", "wrong-json-type Patient.active")]
    [TestCase("\"birthDate\":2020", "wrong-json-type Patient.birthDate")]
    [TestCase("\"multipleBirthInteger\":\"1\"", "wrong-json-type Patient.multipleBirth")]
    [TestCase("\"maritalStatus\":\"M\"", "wrong-json-type Patient.maritalStatus")]
    [TestCase("\"_birthDate\":[]", "wrong-json-type Patient.birthDate")]
    [TestCase("\"active\":null", "null-value Patient.active")]
    [TestCase("\"name\":null", "null-value Patient.name")]
    [TestCase("\"name\":[null]", "null-value Patient.name[0]")]
    [TestCase("\"_birthDate\":null", "null-value Patient.birthDate")]
    [TestCase("\"name\":[]", "empty-array Patient.name")]
    [TestCase("\"name\":[{}]", "empty-object Patient.name[0]")]
    [TestCase("\"_birthDate\":{}", "empty-object Patient.birthDate")]
    [TestCase("\"meta\":{}", "empty-object Patient.meta")]
    [TestCase("\"language\":\"\"", "empty-string Patient.language")]
    [TestCase("\"deceasedBoolean\":true,\"deceasedDateTime\":\"2020\"", "multiple-choice-types Patient.deceased")]
    [TestCase("\"deceasedBoolean\":true,\"_deceasedDateTime\":{\"id\":\"a\"}", "multiple-choice-types Patient.deceased")]
    [TestCase("\"gender\":\"Male\"", "unknown-code Patient.gender")]
    [TestCase("\"birthDate\":\"2020-02-30\"", "invalid-date Patient.birthDate")]
    [TestCase("\"deceasedDateTime\":\"2020-01-01T10:00:00\"", "invalid-date-time Patient.deceased")]
    [TestCase("\"multipleBirthInteger\":1.0", "invalid-integer Patient.multipleBirth")]
    [TestCase("\"multipleBirthInteger\":2147483648", "invalid-integer Patient.multipleBirth")]
    [TestCase("\"id\":\"a_b\"", "invalid-id Patient.id")]
    [TestCase("\"id\":\"\"", "empty-string Patient.id")]
    [TestCase("\"meta\":{\"lastUpdated\":\"2020\"}", "invalid-instant Patient.meta.lastUpdated")]
    [TestCase("\"meta\":[]", "wrong-json-type Patient.meta")]
    [TestCase("\"implicitRules\":\"a b\"", "invalid-uri Patient.implicitRules")]
    [TestCase("\"name\":[{\"id\":\"a b\",\"family\":\"A\"}]", "invalid-element-id Patient.name[0].id")]
    [TestCase("\"name\":[{\"family\":\"\\u0001\"}]", "control-character Patient.name[0].family")]
    [TestCase("\"name\":[{\"family\":\"\\b\"}]", "control-character Patient.name[0].family")]
    [TestCase("\"name\":[{\"family\":\"\\ud83d\"}]", "invalid-unicode Patient.name[0].family")]
    [TestCase("\"name\":[{\"family\":\"\\ude00x\"}]", "invalid-unicode Patient.name[0].family")]
    [TestCase("\"communication\":[{\"preferred\":true}]", "missing-element Patient.communication[0].language")]
    [TestCase("\"extension\":[{\"valueString\":\"a\"}]", "missing-element Patient.extension[0].url")]
    [TestCase("\"extension\":[{\"url\":\"http://x\",\"_url\":{\"id\":\"a\"}}]", "unknown-element Patient.extension[0]._url")]
    [TestCase("\"_birthDate\":{\"extension\":[{}]}", "empty-object Patient.birthDate.extension[0]", "missing-element Patient.birthDate.extension[0].url")]
    [TestCase("\"_birthDate\":{\"value\":\"2020\"}", "unknown-element Patient.birthDate.value")]
    [TestCase("\"text\":{\"status\":\"generated\"}", "missing-element Patient.text.div")]
    [TestCase("\"text\":{\"status\":\"generated\",\"div\":\"<div>x</div>\"}", "invalid-xhtml Patient.text.div")]
    [TestCase("\"photo\":[{\"data\":\"AAA\"}]", "invalid-base64-binary Patient.photo[0].data")]
    public void A_fault_is_reported_with_its_code_and_path(string member, params string[] faults) =>
        Assert.That(Faults($$"""{"resourceType":"Patient",{{member}}}"""), Is.EqualTo(faults));

    [TestCase("\"given\":[\"A\",null]", "null-item Patient.name[0].given")]
    [TestCase("\"given\":[null]", "null-array Patient.name[0].given", "null-item Patient.name[0].given")]
    [TestCase("\"_given\":[null,{\"id\":\"a\"}]", "null-item Patient.name[0].given")]
    [TestCase("\"given\":[\"A\",\"B\"],\"_given\":[{\"id\":\"a\"}]", "array-length-mismatch Patient.name[0].given")]
    [TestCase("\"given\":[\"A\",null],\"_given\":[{\"id\":\"a\"},null]", "null-item Patient.name[0].given")]
    [TestCase("\"given\":[\"A\"],\"_given\":[null]", "null-array Patient.name[0].given")]
    [TestCase("\"given\":[\"A\"],\"_given\":[\"B\"]", "wrong-json-type Patient.name[0].given[0]")]
    public void Arrays_of_values_and_siblings_must_line_up(string members, params string[] faults) =>
        Assert.That(Faults($$"""{"resourceType":"Patient","name":[{{{members}}}]}"""), Is.EqualTo(faults));

    [TestCase("\"given\":[\"A\",null],\"_given\":[null,{\"id\":\"b\"}]")]
    [TestCase("\"_given\":[null,{\"extension\":[{\"url\":\"http://x\",\"valueString\":\"y\"}]}],\"given\":[\"A\",null]")]
    [TestCase("\"_given\":[{\"id\":\"b\"}]")]
    public void Nulls_that_line_up_are_kept(string members) =>
        Assert.That(Text(ReadValid($$"""{"resourceType":"Patient","name":[{{{members}}}]}""").Body), Is.EqualTo($$"""
            "name":[{{{members}}}]
            """.Trim()));

    [Test]
    public void Nulls_of_an_inner_array_are_not_mixed_with_those_of_the_outer()
    {
        const string Inner = """{"url":"http://x","valueHumanName":{"given":["A",null],"_given":[null,{"id":"b"}]}}""";
        ReadValid($$"""{"resourceType":"Patient","name":[{"given":[null,"B"],"_given":[{"extension":[{{Inner}}]},null]}]}""");
    }

    [Test]
    public void Every_fault_is_reported_not_only_the_first()
    {
        var faults = Faults("""{"resourceType":"Observation","status":"x","valueQuantity":{"value":"1"},"component":[{"valueString":""}],"y":1}""");
        Assert.That(faults, Is.EqualTo(new[]
        {
            "unknown-code Observation.status",
            "wrong-json-type Observation.value.value",
            "empty-string Observation.component[0].value",
            "missing-element Observation.component[0].code",
            "unknown-element Observation.y",
            "missing-element Observation.code",
        }));
    }

    [Test]
    public void Faults_before_malformed_JSON_are_reported_too() =>
        Assert.That(Faults("""{"resourceType":"Patient","x":1,"active":}"""), Is.EqualTo(new[] { "unknown-element Patient.x", "malformed-json " }));

    [TestCase("""{"resourceType":"Patient","contained":[{"id":"a"}]}""", "missing-resource-type Patient.contained[0]")]
    [TestCase("""{"resourceType":"Patient","contained":[{"resourceType":"X"}]}""", "unknown-resource-type Patient.contained[0]")]
    [TestCase(
        """{"resourceType":"Patient","contained":[{"resourceType":"Patient","contained":[{"resourceType":"Patient","id":"b"}]}]}""",
        "nested-contained Patient.contained[0].contained")]
    [TestCase(
        """{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient","name":[{"given":[1]}]}}]}""",
        "wrong-json-type Bundle.entry[0].resource.name[0].given[0]")]
    [TestCase(
        """{"resourceType":"Parameters","parameter":[{"name":"r","resource":{"active":true,"x":1,"resourceType":"Patient"}}]}""",
        "unknown-element Parameters.parameter[0].resource.x")]
    [TestCase("""{"resourceType":"Bundle","type":"collection","entry":[{"resource":[]}]}""", "wrong-json-type Bundle.entry[0].resource")]
    public void Resources_in_resources_are_checked(string json, string fault) => Assert.That(Faults(json), Is.EqualTo(new[] { fault }));
}
