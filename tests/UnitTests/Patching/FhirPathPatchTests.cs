using System.Text.Json.Nodes;
using FhirHub.Engine.Patching;
using FhirHub.UnitTests.Xml;
using static FhirHub.UnitTests.Patching.PatchingText;

namespace FhirHub.UnitTests.Patching;

public sealed class FhirPathPatchTests
{
    internal const string Identifiers = """{"resourceType":"Patient","identifier":[{"value":"1"},{"value":"2"},{"value":"3"},{"value":"4"}]}""";

    [Test]
    public void No_operations_change_nothing() =>
        Assert.That(Patched("""{"resourceType":"Patient","birthDate":"1920-01-01"}"""), Is.EqualTo("""{"resourceType":"Patient","birthDate":"1920-01-01"}"""));

    [Test]
    public void Replace_changes_a_primitive_where_it_stands() => Check(
        """{"resourceType":"Patient","birthDate":"1920-01-01","active":true}""",
        """{"resourceType":"Patient","birthDate":"1930-01-01","active":true}""",
        Op("replace", "Patient.birthDate", Value("Date", "\"1930-01-01\"")));

    [Test]
    public void Replace_reaches_nested_elements() => Check(
        """{"resourceType":"Patient","contact":[{"name":{"text":"a name"},"gender":"male"}]}""",
        """{"resourceType":"Patient","contact":[{"name":{"text":"the name"},"gender":"female"}]}""",
        Op("replace", "Patient.contact[0].gender", Value("Code", "\"female\"")),
        Op("replace", "Patient.contact[0].name.text", Value("String", "\"the name\"")));

    [Test]
    public void Replace_puts_a_complex_value_with_its_id() => Check(
        """{"resourceType":"Patient","maritalStatus":{"id":"1","text":"married"}}""",
        """{"resourceType":"Patient","maritalStatus":{"id":"2","text":"not married"}}""",
        Op("replace", "Patient.maritalStatus", Value("CodeableConcept", """{"id":"2","text":"not married"}""")));

    [Test]
    public void Replace_changes_the_type_of_a_choice() => Check(
        """{"resourceType":"Patient","deceasedBoolean":true,"_deceasedBoolean":{"id":"x"},"active":true}""",
        """{"resourceType":"Patient","deceasedDateTime":"2020","active":true}""",
        Op("replace", "Patient.deceased", Value("DateTime", "\"2020\"")));

    [Test]
    public void Replace_of_an_absent_element_is_refused() =>
        Refused("patch-path-missing", """{"resourceType":"Patient"}""", Op("replace", "Patient.birthDate", Value("Date", "\"1930\"")));

    [Test]
    public void Delete_removes_a_primitive_with_its_extensions() => Check(
        """{"resourceType":"Patient","birthDate":"1920-01-01","_birthDate":{"id":"x"},"active":true}""",
        """{"resourceType":"Patient","active":true}""",
        Op("delete", "Patient.birthDate"));

    [Test]
    public void Delete_leaves_no_empty_parent() => Check(
        """{"resourceType":"Patient","contact":[{"name":{"text":"a name"},"gender":"male"}]}""",
        """{"resourceType":"Patient","contact":[{"gender":"male"}]}""",
        Op("delete", "Patient.contact[0].name.text"));

    [Test]
    public void Delete_of_the_last_content_removes_the_whole_branch() => Check(
        """{"resourceType":"Patient","contact":[{"name":{"text":"a name"}}]}""",
        """{"resourceType":"Patient"}""",
        Op("delete", "Patient.contact[0].name.text"));

    [TestCase("Patient.gender")]
    [TestCase("Patient.name[7]")]
    [TestCase("Patient.name.where(use = 'old').given")]
    public void Delete_of_an_absent_element_is_no_error(string path) =>
        Check("""{"resourceType":"Patient","active":true}""", """{"resourceType":"Patient","active":true}""", Op("delete", path));

    [TestCase(0, "2,3,4")]
    [TestCase(1, "1,3,4")]
    [TestCase(3, "1,2,3")]
    public void Delete_takes_an_item_out_of_a_list(int index, string left) =>
        Assert.That(Values(Patched(Identifiers, Op("delete", $"Patient.identifier[{index}]"))), Is.EqualTo(left));

    [Test]
    public void Delete_of_several_elements_is_refused() => Refused("patch-path-ambiguous", Identifiers, Op("delete", "Patient.identifier"));

    [Test]
    public void Delete_of_the_resource_is_refused() => Refused("patch-not-a-resource", Identifiers, Op("delete", "Patient"));

    [TestCase(0, "9,1,2,3,4")]
    [TestCase(1, "1,9,2,3,4")]
    [TestCase(4, "1,2,3,4,9")]
    public void Insert_puts_an_item_before_the_index(int index, string result) => Assert.That(
        Values(Patched(Identifiers, Op("insert", "Patient.identifier", Integer("index", index), Value("Identifier", """{"value":"9"}""")))),
        Is.EqualTo(result));

    [TestCase(5)]
    [TestCase(-1)]
    public void Insert_outside_the_list_is_refused(int index) =>
        Refused("patch-index-out-of-range", Identifiers, Op("insert", "Patient.identifier", Integer("index", index), Value("Identifier", """{"value":"9"}""")));

    [Test]
    public void Insert_starts_an_empty_list() => Check(
        """{"resourceType":"Patient"}""",
        """{"resourceType":"Patient","identifier":[{"value":"9"}]}""",
        Op("insert", "Patient.identifier", Integer("index", 0), Value("Identifier", """{"value":"9"}""")));

    [TestCase("Patient.identifier.where(value = '1')")]
    [TestCase("Patient.birthDate")]
    [TestCase("Patient.identifier.value")]
    public void Insert_needs_all_items_of_one_list(string path) => Refused(
        "patch-not-a-list",
        """{"resourceType":"Patient","birthDate":"1920","identifier":[{"value":"1"},{"value":"2"}]}""",
        Op("insert", path, Integer("index", 0), Value("Identifier", """{"value":"9"}""")));

    [TestCase(3, 1, "1,4,2,3")]
    [TestCase(3, 0, "4,1,2,3")]
    [TestCase(3, 2, "1,2,4,3")]
    [TestCase(0, 3, "2,3,4,1")]
    public void Move_gives_an_item_its_new_index(int source, int destination, string result) =>
        Assert.That(Values(Patched(Identifiers, Move(source, destination))), Is.EqualTo(result));

    [Test]
    public void Moves_build_on_each_other()
    {
        Assert.That(Values(Patched(Identifiers, Move(1, 0), Move(2, 1))), Is.EqualTo("2,3,1,4"));
        Assert.That(Values(Patched(Identifiers, Move(3, 0), Move(3, 1), Move(3, 2))), Is.EqualTo("4,3,2,1"));
    }

    [TestCase(4, 0)]
    [TestCase(0, 4)]
    public void Move_outside_the_list_is_refused(int source, int destination) =>
        Refused("patch-index-out-of-range", Identifiers, Move(source, destination));

    [Test]
    public void Add_sets_what_does_not_exist_and_appends_to_lists() => Check(
        """{"resourceType":"Patient","name":[{"given":["A"]}]}""",
        """{"resourceType":"Patient","name":[{"given":["A","B"]}],"birthDate":"1930-01-01","maritalStatus":{"text":"married"},"identifier":[{"value":"1"}]}""",
        Add("Patient", "birthDate", Value("Date", "\"1930-01-01\"")),
        Add("Patient", "maritalStatus", Value("CodeableConcept", """{"text":"married"}""")),
        Add("Patient", "identifier", Value("Identifier", """{"value":"1"}""")),
        Add("Patient.name[0]", "given", Value("String", "\"B\"")));

    [Test]
    public void Add_of_an_existing_single_element_is_refused()
    {
        Refused("patch-element-exists", """{"resourceType":"Patient","birthDate":"1920"}""", Add("Patient", "birthDate", Value("Date", "\"1930\"")));
        Refused("patch-element-exists", """{"resourceType":"Patient","deceasedBoolean":true}""", Add("Patient", "deceased", Value("DateTime", "\"1930\"")));
    }

    [Test]
    public void Add_below_a_missing_element_is_refused() => Refused(
        "patch-path-missing",
        """{"resourceType":"Patient","identifier":[{"use":"official","value":"123"}]}""",
        Add("Patient.identifier.where(use = 'official').period", "end", Value("Date", "\"2021-12-01\"")));

    [Test]
    public void Add_of_an_unknown_element_is_refused() =>
        Refused("patch-element-unknown", """{"resourceType":"Patient"}""", Add("Patient", "colour", Value("String", "\"red\"")));

    [TestCase("deceased")]
    [TestCase("deceasedBoolean")]
    public void Add_names_a_choice_after_its_type(string name) => Check(
        """{"resourceType":"Patient"}""", """{"resourceType":"Patient","deceasedBoolean":true}""", Add("Patient", name, Value("Boolean", "true")));

    [Test]
    public void Add_builds_a_value_from_parts() => Check(
        """{"resourceType":"Patient"}""",
        """{"resourceType":"Patient","contact":[{"name":{"text":"a name"},"telecom":[{"value":"1"},{"value":"2"}],"extension":[{"url":"http://u","valueDecimal":1.50}]}]}""",
        Add(
            "Patient",
            "contact",
            """{"name":"value","part":[{"name":"name","valueHumanName":{"text":"a name"}},{"name":"telecom","valueContactPoint":{"value":"1"}},{"name":"telecom","valueContactPoint":{"value":"2"}},{"name":"extension","part":[{"name":"url","valueUri":"http://u"},{"name":"value","valueDecimal":1.50}]}]}"""));

    [Test]
    public void Add_gives_a_primitive_its_extension() => Check(
        """{"resourceType":"Patient","birthDate":"1974-12-25"}""",
        """{"resourceType":"Patient","birthDate":"1974-12-25","_birthDate":{"extension":[{"url":"http://t","valueDateTime":"1974-12-25T14:35:45-05:00"}]}}""",
        Add("Patient.birthDate", "extension", """{"name":"value","part":[{"name":"url","valueUri":"http://t"},{"name":"value","valueDateTime":"1974-12-25T14:35:45-05:00"}]}"""));

    [Test]
    public void Add_takes_a_resource_into_contained() => Check(
        """{"resourceType":"Patient"}""",
        """{"resourceType":"Patient","contained":[{"resourceType":"Organization","id":"o","name":"N"}]}""",
        Add("Patient", "contained", """{"name":"value","resource":{"resourceType":"Organization","id":"o"}}"""),
        Add("Patient.contained[0]", "name", Value("String", "\"N\"")));

    [Test]
    public void Values_and_extensions_of_repeating_primitives_stay_aligned()
    {
        const string stored = """{"resourceType":"Patient","name":[{"given":["A",null,"C"],"_given":[null,{"id":"b"},null]}]}""";

        Check(stored, """{"resourceType":"Patient","name":[{"given":[null,"C"],"_given":[{"id":"b"},null]}]}""", Op("delete", "Patient.name[0].given[0]"));
        Check(stored, """{"resourceType":"Patient","name":[{"given":["A","C"]}]}""", Op("delete", "Patient.name[0].given[1]"));
        Check(stored, """{"resourceType":"Patient","name":[{"given":["A",null,"C","D"],"_given":[null,{"id":"b"},null,null]}]}""", Add("Patient.name[0]", "given", Value("String", "\"D\"")));
        Check(
            stored,
            """{"resourceType":"Patient","name":[{"given":[null,"A","C"],"_given":[{"id":"b"},null,null]}]}""",
            Op("move", "Patient.name[0].given", Integer("source", 1), Integer("destination", 0)));
        Check(
            stored,
            """{"resourceType":"Patient","name":[{"given":["A","B","C"],"_given":[null,{"id":"n"},null]}]}""",
            Op("replace", "Patient.name[0].given[1]", """{"name":"value","valueString":"B","_valueString":{"id":"n"}}"""));
        Check(stored, """{"resourceType":"Patient","name":[{"given":["A",null,"C"],"_given":[null,{"id":"b","extension":[{"url":"u"}]},null]}]}""", Add("Patient.name[0].given[1]", "extension", """{"name":"value","part":[{"name":"url","valueUri":"u"}]}"""));
    }

    [TestCase("Patient.name.where(use = 'official').given.first()")]
    [TestCase("name.where(use = 'official').given[0]")]
    [TestCase("(Patient.contact.name | Patient.name).given.where($this = 'A')")]
    [TestCase("Patient.name.where(extension('http://x').exists()).given[0]")]
    [TestCase("(Patient.name[1]).given[0]")]
    [TestCase("Patient.name.last().given.where($index = 0)")]
    [TestCase("Patient.name.where(%resource.name.count() = 2 and use = 'official').given[0]")]
    public void Paths_are_full_FHIRPath(string path) => Check(
        """{"resourceType":"Patient","name":[{"use":"old","given":["X"]},{"extension":[{"url":"http://x","valueBoolean":true}],"use":"official","given":["A","B"]}]}""",
        """{"resourceType":"Patient","name":[{"use":"old","given":["X"]},{"extension":[{"url":"http://x","valueBoolean":true}],"use":"official","given":["Z","B"]}]}""",
        Op("replace", path, Value("String", "\"Z\"")));

    [TestCase("'constant'", "patch-path-not-element")]
    [TestCase("Patient.name.count()", "patch-path-not-element")]
    [TestCase("Patient.name.family = 'x'", "patch-path-not-element")]
    [TestCase("%nothing", "patch-path-failed")]
    [TestCase("Patient.name.given.single()", "patch-path-failed")]
    [TestCase("Patient.name.given", "patch-path-ambiguous")]
    [TestCase("Observation.status", "patch-path-missing")]
    public void A_path_that_selects_no_single_element_is_refused(string path, string code) =>
        Refused(code, """{"resourceType":"Patient","name":[{"family":"F","given":["A","B"]}]}""", Op("replace", path, Value("String", "\"Z\"")));

    [TestCase("Resource.birthDate")]
    [TestCase("DomainResource.birthDate")]
    [TestCase("$this.birthDate")]
    [TestCase("birthDate")]
    public void Paths_start_at_the_resource_by_any_of_its_names(string path) =>
        Check("""{"resourceType":"Patient","birthDate":"1920","active":true}""", """{"resourceType":"Patient","active":true}""", Op("delete", path));

    [TestCase("Patient.deceased", "String", "\"x\"")]
    [TestCase("Patient.name[0]", "String", "\"x\"")]
    [TestCase("Patient.birthDate", "Period", "{\"start\":\"2020\"}")]
    public void A_value_of_the_wrong_form_is_refused(string path, string type, string json) =>
        Refused("patch-value-mismatch", """{"resourceType":"Patient","birthDate":"1920","name":[{"family":"F"}],"deceasedBoolean":true}""", Op("replace", path, Value(type, json)));

    [Test]
    public void Identity_may_not_change_but_its_version_is_kept()
    {
        Refused("patch-id-changed", """{"resourceType":"Patient","id":"a"}""", Op("replace", "Patient.id", Value("Id", "\"b\"")));
        Check(
            """{"resourceType":"Patient","id":"a","meta":{"versionId":"1"}}""",
            """{"resourceType":"Patient","id":"a","meta":{"versionId":"1"}}""",
            Op("delete", "Patient.meta.versionId"));
    }

    [Test]
    public void Numbers_that_no_decimal_holds_stay_as_they_are()
    {
        var stored = Compact(File.ReadAllText(OfficialExamples.PathOf("Observation-decimal.json")));
        var patched = Patched(stored, Op("replace", "Observation.component[6].value.value", Value("Decimal", "-1.000E-99")), Op("replace", "Observation.component[6].value.value", Value("Decimal", JsonNode.Parse(stored)!["component"]![6]!["valueQuantity"]!["value"]!.ToJsonString())));

        Assert.That(patched, Is.EqualTo(stored));
    }

    internal static string Op(string type, string path, params string[] parts) =>
        $$"""{"name":"operation","part":[{"name":"type","valueCode":"{{type}}"},{"name":"path","valueString":{{JsonValue.Create(path).ToJsonString()}}}{{string.Concat(parts.Select(p => "," + p))}}]}""";

    internal static string Value(string type, string json) => $$"""{"name":"value","value{{type}}":{{json}}}""";

    internal static string Add(string path, string name, string value) => Op("add", path, $$"""{"name":"name","valueString":"{{name}}"}""", value);

    internal static string Integer(string name, int value) => $$"""{"name":"{{name}}","valueInteger":{{value}}}""";

    internal static string Move(int source, int destination) =>
        Op("move", "Patient.identifier", Integer("source", source), Integer("destination", destination));

    internal static string Patch(string[] operations) => operations.Length == 0
        ? """{"resourceType":"Parameters"}"""
        : $$"""{"resourceType":"Parameters","parameter":[{{string.Join(",", operations)}}]}""";

    internal static string Patched(string resource, params string[] operations) => Apply(PatchFormat.FhirPathPatch, resource, Patch(operations));

    private static void Check(string resource, string expected, params string[] operations) =>
        Assert.That(Patched(resource, operations), Is.EqualTo(expected));

    internal static void Refused(string code, string resource, params string[] operations)
    {
        var refusal = Refusal(PatchFormat.FhirPathPatch, resource, Patch(operations));
        Assert.That((refusal.Kind, refusal.Issues[0].Code), Is.EqualTo((FhirHub.Engine.Errors.FaultKind.Unprocessable, code)), refusal.Issues[0].Diagnostics);
    }

    internal static string Values(string patient) => string.Join(",", JsonNode.Parse(patient)!["identifier"]!.AsArray().Select(i => (string?)i!["value"]));
}
