using FhirHub.Engine.Errors;
using FhirHub.Engine.Patching;
using static FhirHub.UnitTests.Patching.FhirPathPatchTests;
using static FhirHub.UnitTests.Patching.PatchingText;

namespace FhirHub.UnitTests.Patching;

public sealed class FhirPathPatchDocumentTests
{
    [TestCase("""{"resourceType":"Patient"}""", null)]
    [TestCase("""{"resourceType":"Parameters","parameter":[{"name":"other","part":[{"name":"x","valueCode":"x"}]}]}""", "Parameters.parameter[0]")]
    [TestCase("""{"resourceType":"Parameters","parameter":[{"name":"operation"}]}""", "Parameters.parameter[0].part")]
    public void A_body_that_is_no_list_of_operations_is_invalid(string body, string? expression)
    {
        var refusal = ParseRefusal(PatchFormat.FhirPathPatch, body);

        Assert.That((refusal.Kind, refusal.Issues[0].Code, refusal.Issues[0].Expression), Is.EqualTo((FaultKind.Invalid, "patch-document-invalid", expression)));
    }

    [TestCase("[]", "not-an-object", null)]
    [TestCase("{", "malformed-json", null)]
    [TestCase("""{"resourceType":"Parameters","parameter":{}}""", "wrong-json-type", "Parameters.parameter")]
    [TestCase("""{"resourceType":"Parameters","parameter":[1]}""", "wrong-json-type", "Parameters.parameter[0]")]
    [TestCase("""{"resourceType":"Parameters","nonsense":1}""", "unknown-element", "Parameters.nonsense")]
    [TestCase("""{"resourceType":"Parameters","parameter":[{"name":"operation","foo":3}]}""", "unknown-element", "Parameters.parameter[0].foo")]
    [TestCase("""{"resourceType":"Parameters","parameter":[{"name":"operation","part":[{"name":"value","valueHumanName":{"familly":"x"}}]}]}""", "unknown-element", "Parameters.parameter[0].part[0].value.familly")]
    [TestCase("""{"resourceType":"Parameters","parameter":[{"name":"operation","part":[{"name":"value","valueString":"a","valueCode":"b"}]}]}""", "multiple-choice-types", "Parameters.parameter[0].part[0].value")]
    [TestCase("""{"resourceType":"Parameters","parameter":[{"name":"operation","part":[{"name":"value","part":[]}]}]}""", "empty-array", "Parameters.parameter[0].part[0].part")]
    [TestCase("""{"resourceType":"Parameters","parameter":[{"name":"operation","part":[{"valueString":"x"}]}]}""", "missing-element", "Parameters.parameter[0].part[0].name")]
    [TestCase("""{"resourceType":"Parameters","parameter":[{"name":"operation","part":[{"name":"path","valueString":""}]}]}""", "empty-string", "Parameters.parameter[0].part[0].value")]
    public void A_body_against_the_structure_of_Parameters_is_invalid(string body, string code, string? expression)
    {
        var refusal = ParseRefusal(PatchFormat.FhirPathPatch, body);

        Assert.That((refusal.Kind, refusal.Issues[0].Code, refusal.Issues[0].Expression), Is.EqualTo((FaultKind.Invalid, code, expression)));
        Assert.That(refusal.Issues[0].Line, Is.EqualTo(1));
    }

    [TestCase("""{"name":"operation","valueString":"x","part":[{"name":"type","valueCode":"delete"},{"name":"path","valueString":"Patient.name"}]}""", "Parameters.parameter[0]")]
    [TestCase("""{"name":"operation","resource":{"resourceType":"Patient"},"part":[{"name":"type","valueCode":"delete"},{"name":"path","valueString":"Patient.name"}]}""", "Parameters.parameter[0]")]
    [TestCase("""{"name":"operation","part":[{"name":"type","valueCode":"delete","part":[{"name":"x","valueCode":"x"}]},{"name":"path","valueString":"Patient.name"}]}""", "Parameters.parameter[0].part[0]")]
    [TestCase("""{"name":"operation","part":[{"name":"type","valueCode":"delete"},{"name":"path","valueString":"Patient.name","resource":{"resourceType":"Patient"}}]}""", "Parameters.parameter[0].part[1]")]
    [TestCase("""{"name":"operation","modifierExtension":[{"url":"http://x","valueCode":"not"}],"part":[{"name":"type","valueCode":"delete"},{"name":"path","valueString":"Patient.name"}]}""", "Parameters.parameter[0].modifierExtension")]
    public void Nothing_beside_what_an_operation_needs_is_passed_over(string operation, string expression)
    {
        var refusal = ParseRefusal(PatchFormat.FhirPathPatch, Document(operation));

        Assert.That(refusal.Issues.Select(i => (i.Code, i.Expression)), Is.EqualTo(new[] { ("patch-document-invalid", expression) }));
    }

    [Test]
    public void A_byte_order_mark_is_skipped() => Assert.That(
        Apply(PatchFormat.FhirPathPatch, """{"resourceType":"Patient","active":true}""", "\uFEFF" + Document(Op("delete", "Patient.active"))),
        Is.EqualTo("""{"resourceType":"Patient"}"""));

    [TestCase("delete", "Patient.name.where(", "part[1]", "no FHIRPath")]
    [TestCase("delete", " ", "part[1]", "no FHIRPath")]
    [TestCase("remove", "Patient.name", "part[0]", "unknown")]
    [TestCase("replace", "Patient.name", "", "needs the part \"value\"")]
    [TestCase("add", "Patient.name", "", "needs the part \"name\"")]
    [TestCase("move", "Patient.name", "", "needs the part \"source\"")]
    public void A_fault_of_an_operation_names_its_part(string type, string path, string part, string message)
    {
        var refusal = ParseRefusal(PatchFormat.FhirPathPatch, Document(Op(type, path)));

        Assert.That(refusal.Issues[0].Expression, Is.EqualTo(("Parameters.parameter[0]." + part).TrimEnd('.')));
        Assert.That(refusal.Issues[0].Diagnostics, Does.Contain(message));
    }

    [TestCase("""{"name":"index","valueInteger":1}""", "has no such part")]
    [TestCase("""{"name":"path","valueString":"Patient"}""", "given already")]
    [TestCase("""{"name":"value"}""", "one value[x]")]
    [TestCase("""{"name":"value","valueString":"a","part":[{"name":"x","valueString":"a"}]}""", "one value[x]")]
    [TestCase("""{"name":"value","valueString":"a","resource":{"resourceType":"Patient"}}""", "one value[x]")]
    [TestCase("""{"name":"value","part":[{"name":"family"}]}""", "one value[x]")]
    public void Parts_out_of_place_are_refused(string part, string message)
    {
        var refusal = ParseRefusal(PatchFormat.FhirPathPatch, Document(Op("replace", "Patient.name", part)));

        Assert.That(refusal.Issues.Select(i => i.Diagnostics), Has.Some.Contains(message));
    }

    [Test]
    public void An_index_that_is_no_integer_is_refused() => Assert.That(
        ParseRefusal(PatchFormat.FhirPathPatch, Document(Op("insert", "Patient.name", """{"name":"index","valueString":"1"}""", Value("HumanName", """{"family":"F"}""")))).Issues[0].Diagnostics,
        Does.Contain("needs a valueInteger"));

    [Test]
    public void Every_faulty_operation_is_reported()
    {
        var refusal = ParseRefusal(PatchFormat.FhirPathPatch, Document(Op("oops", "Patient"), Op("delete", "Patient.name"), Op("delete", ")")));

        Assert.That(refusal.Issues.Select(i => i.Expression), Is.EqualTo(new[] { "Parameters.parameter[0].part[0]", "Parameters.parameter[2].part[1]" }));
    }

    [TestCase("Patient.name.where(family.matches('(a+)+$'))", "function matches")]
    [TestCase("(Patient.name.family.replaceMatches('(a+)+$', '') | 'x').first()", "function replaceMatches")]
    [TestCase("Patient.name.where(family = 'aaaa'.replace('a', 'aaaa').replace('a', 'aaaa'))", "function replace")]
    [TestCase("'a'.repeat($this & $this)", "function repeat")]
    [TestCase("Patient.name[1 + 1]", "operator +")]
    [TestCase("Patient.name.where(family & given.first() = 'x')", "operator &")]
    [TestCase("Patient.name.where(given.join(',') = 'x')", "function join")]
    [TestCase("Patient.name.where(-(2 * 3) < 1)", "operator *")]
    [TestCase("Patient.descendants()", "function descendants")]
    [TestCase("Patient.children()", "function children")]
    [TestCase("Patient.name.where(family.toChars().exists())", "function toChars")]
    [TestCase("Patient.link.where(other.resolve().exists())", "function resolve")]
    [TestCase("iif(true, Patient.name)", "function iif")]
    [TestCase("Patient.name.nonsense()", "function nonsense")]
    [TestCase("Patient.name.where((family | ('x').trace('y')).exists())", "function trace")]
    [TestCase("Patient.name.where($total = 1)", "variable $total")]
    public void What_does_not_select_elements_is_not_offered_in_a_path(string path, string named)
    {
        var issue = ParseRefusal(PatchFormat.FhirPathPatch, Document(Op("delete", path))).Issues.Single();

        Assert.That((issue.Type, issue.Code, issue.Expression), Is.EqualTo(("not-supported", "patch-path-not-offered", "Parameters.parameter[0].part[1]")));
        Assert.That(issue.Diagnostics, Does.StartWith($"The {named} is not offered"));
    }

    [TestCase("where(true)")]
    [TestCase("first().last().tail().skip(1).take(1)")]
    [TestCase("where(exists() and empty().not() or count() = 1 xor single() implies true)")]
    [TestCase("where($this is HumanName).ofType(HumanName).as(HumanName)")]
    [TestCase("where(($this as HumanName).exists() and is(HumanName))")]
    [TestCase("where($index < 1 or $index > 2 or $index <= 3 or $index >= -1 or $index != 5)")]
    [TestCase("where(family ~ 'f' or family !~ 'f' or 'a' in given or given contains 'a')")]
    [TestCase("where(extension('http://x').exists() and extension(%`ext-x`).empty())")]
    [TestCase("where((given | prefix).exists() and {}.empty() and period.start > @2020-01-01 and %resource.id = 'x')")]
    public void What_selects_elements_is_offered(string selection) =>
        Assert.DoesNotThrow(() => ResourcePatch.Parse(PatchFormat.FhirPathPatch, Utf8(Document(Op("delete", "Patient.name." + selection)))));

    [Test]
    public void Operations_without_number_are_refused()
    {
        var operations = Document([.. Enumerable.Repeat(Op("delete", "Patient.name"), 1001)]);

        Assert.That(ParseRefusal(PatchFormat.FhirPathPatch, operations).Kind, Is.EqualTo(FaultKind.TooLarge));
        Assert.That(ParseRefusal(PatchFormat.JsonPatch, $"[{string.Join(",", Enumerable.Repeat("1", 1001))}]").Kind, Is.EqualTo(FaultKind.TooLarge));
    }

    [TestCase(5000)]
    [TestCase(100_000)]
    public void A_path_that_nests_or_runs_on_without_end_is_refused(int length)
    {
        foreach (var path in new[] { new string('(', length), string.Concat(Enumerable.Repeat("a.where(", length)), string.Concat(Enumerable.Repeat("a.", length)) + "a" })
            Assert.That(ParseRefusal(PatchFormat.FhirPathPatch, Document(Op("delete", path))).Issues[0].Code, Is.EqualTo("patch-document-invalid"));
    }

    private static string Document(params string[] operations) => $$"""{"resourceType":"Parameters","parameter":[{{string.Join(",", operations)}}]}""";
}
