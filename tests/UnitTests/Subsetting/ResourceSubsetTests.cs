using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Structure.Subset;
using FhirHub.UnitTests.Xml;

namespace FhirHub.UnitTests.Subsetting;

public sealed class ResourceSubsetTests
{
    private const string Tag = """{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationValue","code":"SUBSETTED"}""";

    private const string Patient =
        """{"resourceType":"Patient","id":"a","meta":{"versionId":"1"},"implicitRules":"http://r","text":{"status":"generated","div":"<div/>"},"contained":[{"resourceType":"Basic","code":{}}],"extension":[{"url":"u"}],"modifierExtension":[{"url":"m","valueDecimal":1.50}],"name":[{"extension":[{"url":"u"}],"family":"F","given":["A",null],"_given":[null,{"id":"x"}]}],"deceasedBoolean":false,"maritalStatus":{"text":"M"},"contact":[{"name":{"text":"c"}}],"link":[{"other":{"reference":"Patient/b"},"type":"seealso"}]}""";

    [Test]
    public void Summary_true_keeps_summary_and_modifier_elements_at_every_level() => Assert.That(
        Cut(SummaryMode.True, Patient),
        Is.EqualTo($$$"""{"resourceType":"Patient","id":"a","meta":{"versionId":"1","tag":[{{{Tag}}}]},"implicitRules":"http://r","modifierExtension":[{"url":"m","valueDecimal":1.50}],"name":[{"family":"F","given":["A",null],"_given":[null,{"id":"x"}]}],"deceasedBoolean":false,"link":[{"other":{"reference":"Patient/b"},"type":"seealso"}]}"""));

    [Test]
    public void Summary_true_keeps_nested_mandatory_elements() => Assert.That(
        Cut(SummaryMode.True, """{"resourceType":"Observation","status":"final","code":{"text":"c"},"component":[{"code":{"text":"d"},"valueQuantity":{"value":1.500},"interpretation":[{"text":"i"}]}],"note":[{"text":"n"}]}"""),
        Is.EqualTo($$$"""{"resourceType":"Observation","status":"final","code":{"text":"c"},"component":[{"code":{"text":"d"},"valueQuantity":{"value":1.500}}],"meta":{"tag":[{{{Tag}}}]}}"""));

    [Test]
    public void Summary_true_leaves_no_empty_object() => Assert.That(
        Cut(SummaryMode.True, """{"resourceType":"Patient","identifier":[{"extension":[{"url":"u"}]}]}"""),
        Does.Contain("""[{"extension":[{"url":"u"}]}]"""));

    [Test]
    public void Summary_true_of_a_stored_Bundle_cuts_and_tags_its_entries() => Assert.That(
        Cut(SummaryMode.True, """{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient","maritalStatus":{},"active":true}}]}"""),
        Is.EqualTo($$$$"""{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Patient","active":true,"meta":{"tag":[{{{{Tag}}}}]}}}],"meta":{"tag":[{{{{Tag}}}}]}}"""));

    [Test]
    public void Summary_text_keeps_narrative_identity_and_mandatory_elements() => Assert.That(
        Cut(SummaryMode.Text, """{"resourceType":"Observation","id":"a","meta":{"versionId":"1"},"text":{"status":"generated","div":"<div/>"},"status":"final","_status":{"id":"s"},"category":[],"code":{"text":"c","extension":[]},"valueInteger":1}"""),
        Is.EqualTo($$$"""{"resourceType":"Observation","id":"a","meta":{"versionId":"1","tag":[{{{Tag}}}]},"text":{"status":"generated","div":"<div/>"},"status":"final","_status":{"id":"s"},"code":{"text":"c","extension":[]}}"""));

    [Test]
    public void Summary_data_drops_the_narrative_alone()
    {
        var expected = JsonNode.Parse(Patient)!.AsObject();
        expected.Remove("text");
        expected["meta"]!["tag"] = new JsonArray(JsonNode.Parse(Tag));

        Assert.That(JsonNode.DeepEquals(JsonNode.Parse(Cut(SummaryMode.Data, Patient)), expected));
    }

    [TestCase("maritalStatus")]
    [TestCase("deceased")]
    [TestCase("deceased[x]")]
    public void Elements_keeps_what_is_named_with_modifiers(string name)
    {
        var members = Members(ResourceSubset.Elements([name]), Patient);

        Assert.That(members, Is.EquivalentTo(new[] { "resourceType", "id", "meta", "implicitRules", "modifierExtension", "deceasedBoolean", "link" }
            .Union(name == "maritalStatus" ? [name] : []).Except(IsModifier("link") ? [] : ["link"])));
    }

    [Test]
    public void Elements_keeps_mandatory_elements_and_siblings()
    {
        var members = Members(
            ResourceSubset.Elements(["effective"]),
            """{"resourceType":"Observation","status":"final","code":{},"effectiveDateTime":"2020","_effectiveDateTime":{"id":"x"},"valueInteger":1,"subject":{}}""");

        Assert.That(members, Is.EqualTo(new[] { "resourceType", "status", "code", "effectiveDateTime", "_effectiveDateTime", "meta" }));
    }

    [Test]
    public void Unknown_elements_are_named() => Assert.That(
        ResourceSubset.UnknownElements("Patient", ["name", "deceased", "deceased[x]", "deceasedBoolean", "name[x]", "colour", "", "resourceType"]),
        Is.EqualTo(new[] { "deceasedBoolean", "name[x]", "colour", "", "resourceType" }));

    [TestCase("{}", "{\"tag\":[#]}")]
    [TestCase("""{ "versionId" : "1" }""", """{ "versionId" : "1" ,"tag":[#]}""")]
    [TestCase("""{"tag":[]}""", """{"tag":[#]}""")]
    [TestCase("""{"tag":[{"code":"x"}],"profile":["p"]}""", """{"tag":[{"code":"x"},#],"profile":["p"]}""")]
    [TestCase("""{"tag":[#]}""", """{"tag":[#]}""")]
    [TestCase("""{"tag":[{"system":"other","code":"SUBSETTED","extension":[{"url":"u"}]}]}""", """{"tag":[{"system":"other","code":"SUBSETTED","extension":[{"url":"u"}]},#]}""")]
    public void The_tag_is_added_once(string stored, string tagged)
    {
        var (meta, expected) = (stored.Replace("#", Tag, StringComparison.Ordinal), tagged.Replace("#", Tag, StringComparison.Ordinal));

        Assert.That(Cut(SummaryMode.Data, $$"""{"resourceType":"Basic","meta":{{meta}}}"""), Does.Contain($"\"meta\":{expected}").IgnoreCase);
    }

    [Test]
    public void Member_order_spacing_and_escapes_of_the_stored_text_do_not_matter() => Assert.That(
        Members(ResourceSubset.Summary(SummaryMode.True), """ { "g\u0065nder" : "male" , "photo" : [ { } ] , "resourceType" : "Patient" } """),
        Is.EqualTo(new[] { "gender", "resourceType", "meta" }));

    [TestCase(SummaryMode.True)]
    [TestCase(SummaryMode.Text)]
    [TestCase(SummaryMode.Data)]
    public void Every_official_instance_can_be_cut(SummaryMode mode)
    {
        var subset = ResourceSubset.Summary(mode);
        foreach (var file in OfficialExamples.All().Where((_, i) => i % 10 == 0))
        {
            var json = File.ReadAllBytes(file);
            using var whole = JsonDocument.Parse(json);
            using var part = JsonDocument.Parse(subset.Apply(json));
            var type = FhirSchema.R4.FindResource(whole.RootElement.GetProperty("resourceType").GetString()!)!;
            foreach (var element in type.Elements.Where(e => e.Min > 0).SelectMany(e => e.Properties))
                Assert.That(part.RootElement.TryGetProperty(element.Name, out _), Is.EqualTo(whole.RootElement.TryGetProperty(element.Name, out _)), $"{file} {element}");
        }
    }

    private static bool IsModifier(string element) => FhirSchema.R4.FindType("Patient")!.FindElement(element)!.IsModifier;

    private static string Cut(SummaryMode mode, string json) => Encoding.UTF8.GetString(ResourceSubset.Summary(mode).Apply(Encoding.UTF8.GetBytes(json)));

    private static IEnumerable<string> Members(ResourceSubset subset, string json)
    {
        using var part = JsonDocument.Parse(subset.Apply(Encoding.UTF8.GetBytes(json)));
        return [.. part.RootElement.EnumerateObject().Select(m => m.Name)];
    }
}
