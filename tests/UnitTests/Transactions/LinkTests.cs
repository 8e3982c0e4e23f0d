using System.Text;
using FhirHub.Engine.Conformance;
using FhirHub.Engine.Structure;
using FhirHub.Engine.Transactions;
using FsCheck;
using FsCheck.Fluent;

namespace FhirHub.UnitTests.Transactions;

[TestFixture]
internal sealed class LinkTests
{
    private const string Urn = "urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a";

    [Test]
    public void Only_the_bytes_of_links_change()
    {
        const string Json = $$"""
            { "resourceType" : "Observation", "id":"\u0041",
              "subject": { "reference": "urn:uuid:61EBE359-bfdc-4613-8bf2-c5e300945f0a" }, "note":[{"text":"{{Urn}}"}], "valueQuantity":{"value":1.00} }
            """;
        Assert.That(Rewrite(Json, "Observation"), Is.EqualTo(Json.Replace("urn:uuid:61EBE359-bfdc-4613-8bf2-c5e300945f0a", "Patient/1", StringComparison.Ordinal)));
    }

    [TestCase("""{"reference":"http://other.example/fhir/Patient/7"}""", """{"reference":"Patient/1"}""")]
    [TestCase("""{"reference":"Patient/7"}""", """{"reference":"Patient/1"}""")]
    [TestCase("""{"reference":"Patient/7/_history/9"}""", """{"reference":"Patient/1/_history/3"}""")]
    [TestCase("""{"reference":"Patient/8"}""", """{"reference":"Patient/8"}""")]
    [TestCase("""{"reference":"http://elsewhere.example/fhir/Patient/7"}""", """{"reference":"http://elsewhere.example/fhir/Patient/7"}""")]
    [TestCase("""{"reference":"http://other.example/fhir/Patient/7#part"}""", """{"reference":"Patient/1#part"}""")]
    [TestCase("""{"reference":"#contained"}""", """{"reference":"#contained"}""")]
    [TestCase("""{"reference":"http:\/\/other.example\/fhir\/Patient\/7","display":"x"}""", """{"reference":"Patient/1","display":"x"}""")]
    public void References_are_resolved_as_the_specification_says(string subject, string expected)
    {
        string json = $$"""{"resourceType":"Observation","subject":{{subject}}}""";
        Assert.That(Rewrite(json, "Observation"), Is.EqualTo($$"""{"resourceType":"Observation","subject":{{expected}}}"""));
    }

    [TestCase("CodeSystem", "url")]
    [TestCase("Patient", "system")]
    public void Identities_are_no_links(string type, string element)
    {
        string json = type == "CodeSystem"
            ? $$"""{"resourceType":"CodeSystem","{{element}}":"{{Urn}}"}"""
            : $$"""{"resourceType":"Patient","identifier":[{"{{element}}":"{{Urn}}"}],"maritalStatus":{"coding":[{"system":"{{Urn}}"}]} }""";
        Assert.That(Rewrite(json, type), Is.EqualTo(json));
    }

    [Test]
    public void Contained_and_nested_resources_are_searched_but_a_Bundle_within_is_not()
    {
        const string Contained = $$"""{"resourceType":"Observation","contained":[{"subject":{"reference":"{{Urn}}"},"resourceType":"Condition"}]}""";
        Assert.That(Rewrite(Contained, "Observation"), Does.Contain("\"Patient/1\""));
        const string Bundle = $$"""{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":"Observation","subject":{"reference":"{{Urn}}"} } }]}""";
        Assert.That(Rewrite(Bundle, "Bundle"), Is.EqualTo(Bundle));
    }

    /// <summary>Whatever surrounds links in a narrative, in whatever escapes: they change, and nothing else does.</summary>
    [FsCheck.NUnit.Property(MaxTest = 300)]
    public Property A_narrative_keeps_all_but_its_links()
    {
        var piece = Gen.Elements(
            "text", "\\u4e2d", "😀", "\\ud83d\\ude00", "\\n", $"<a href=\\\"{Urn}\\\">", "</a>", $"<img alt='{Urn}' src='{Urn}'/>", $"<!-- <a href='{Urn}'> -->",
            $"<a title=\\\"href='{Urn}'\\\" href\\n=\\n\\\"{Urn}#p\\\">", "<br/>", $"href='{Urn}'", "&lt;", "\\u003cb>", "\\t");
        return Prop.ForAll(Arb.From(Gen.ListOf(piece)), pieces =>
        {
            string div = string.Concat(pieces);
            string json = $$"""{"resourceType":"Patient","text":{"status":"generated","div":"<div>{{div}}</div>"} }""";
            string expected = json
                .Replace($"<a href=\\\"{Urn}\\\">", "<a href=\\\"Patient/1\\\">", StringComparison.Ordinal)
                .Replace($"src='{Urn}'", "src='Patient/1'", StringComparison.Ordinal)
                .Replace($"\\\"{Urn}#p\\\"", "\\\"Patient/1#p\\\"", StringComparison.Ordinal);
            // The link in a comment stays, and was not among what was replaced above.
            return Rewrite(json, "Patient") == expected;
        });
    }

    private static string Rewrite(string json, string type)
    {
        var urls = new FullUrls();
        urls.Add(Urn, 0);
        urls.Add("http://other.example/fhir/Patient/7", 0);
        byte[] bytes = Encoding.UTF8.GetBytes(json);
        var links = LinkFinder.Find(bytes, FhirSchema.R4.FindResource(type)!, urls, "http://other.example/fhir/Observation/1", "Bundle.entry[1].resource");
        var content = new EntryContent(bytes, Parsed(), links);
        return Encoding.UTF8.GetString(content.Rewrite(l => l is EntryLink.ToEntry { OfVersion: true } ? "Patient/1/_history/3" : "Patient/1").Span);
    }

    /// <summary>Any resource: rewriting needs the bytes alone.</summary>
    private static ParsedResource Parsed() =>
        FhirJsonReader.Read("""{"resourceType":"Patient","active":true}"""u8.ToArray(), ReadLimits.Default).Resource!;
}
