using System.Text;
using static FhirHub.EndToEndTests.Transactions.Bundles;

namespace FhirHub.EndToEndTests.Transactions;

/// <summary>Patches in transactions that refer to other entries, https://hl7.org/fhir/R4/http.html#trules.</summary>
[TestFixture]
internal sealed class PatchLinkTests : ServerTests
{
    private const string Urn = "urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a";
    private const string Nobody = "urn:uuid:00000000-0000-0000-0000-00000000dead";

    /// <summary>Each sets the subject of an Observation to what <c>%</c> stands for.</summary>
    private static IEnumerable<TestCaseData> Subjects()
    {
        yield return Case("FHIRPath, a Reference", Operation("replace", "Observation.subject", null, """{"name":"value","valueReference":{"reference":"%"}}"""));
        yield return Case("FHIRPath, parts", Operation("replace", "Observation.subject", null, """{"name":"value","part":[{"name":"reference","valueString":"%"}]}"""));
        yield return Case("FHIRPath, the text itself", Operation("replace", "Observation.subject.reference", null, """{"name":"value","valueString":"%"}"""));
        yield return Case("JSON Patch, an object", Binary("json-patch", """[{"op":"add","path":"/subject","value":{"reference":"%"}}]"""));
        yield return Case("JSON Patch, the text itself", Binary("json-patch", """[{"value":"%","path":"/subject/reference","op":"replace"},{"op":"test","path":"/subject/reference","value":"%"}]"""));
        yield return Case("Merge Patch", Binary("merge-patch", """{"subject":{"reference":"%"}}"""));

        static TestCaseData Case(string name, Func<string, string> patch) => new TestCaseData(patch).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Subjects))]
    public async Task A_patch_refers_to_what_another_entry_creates(Func<string, string> patch)
    {
        string id = await NewObservationAsync();
        var answer = (await PatchAsync(id, patch(Urn))).Expect(HttpStatusCode.OK);
        Assert.That(await SubjectOfAsync(id), Is.EqualTo(answer.EntryKey(0)));
    }

    [TestCaseSource(nameof(Subjects))]
    public async Task A_patch_refers_to_what_a_condition_matches(Func<string, string> patch)
    {
        string id = await NewObservationAsync(), code = NewId();
        string patient = await NewPatientAsync($$"""
            "identifier":[{"system":"http://x","value":"{{code}}"}]
            """);
        (await PatchAsync(id, patch($"Patient?identifier=http://x|{code}"))).Expect(HttpStatusCode.OK);
        Assert.That(await SubjectOfAsync(id), Is.EqualTo($"Patient/{patient}"));
    }

    [TestCaseSource(nameof(Subjects))]
    public async Task A_patch_with_a_reference_to_nothing_is_refused_and_nothing_is_written(Func<string, string> patch)
    {
        string id = await NewObservationAsync();
        var refused = (await PatchAsync(id, patch(Nobody))).ExpectIssue(HttpStatusCode.BadRequest, "reference-unresolved");
        Assert.That(refused.Expressions[0], Is.EqualTo("Bundle.entry[1].resource"));
        (await PatchAsync(id, patch($"Patient?identifier=http://x|{NewId()}"))).ExpectIssue(HttpStatusCode.PreconditionFailed, "reference-unresolved");
        await AssertVersionAsync($"Observation/{id}", 1);
    }

    [Test]
    public async Task Typed_addresses_and_narratives_are_links_and_identities_are_not()
    {
        string id = await NewObservationAsync();
        string[] operations =
        [
            Parameter("add", "Observation", "extension", $$"""{"name":"value","part":[{"name":"url","valueUri":"{{Urn}}"},{"name":"value","valueUri":"{{Urn}}"}]}"""),
            Parameter("add", "Observation", "identifier", $$"""{"name":"value","valueIdentifier":{"system":"{{Urn}}","value":"1"} }"""),
            Parameter("add", "Observation", "note", $$"""{"name":"value","valueAnnotation":{"text":"{{Urn}}"} }"""),
        ];
        var answer = (await PatchAsync(id, $$"""{"resourceType":"Parameters","parameter":[{{string.Join(',', operations)}}]}""")).Expect(HttpStatusCode.OK);
        var stored = (await Http.FetchAsync($"Observation/{id}")).Json;
        Assert.Multiple(() =>
        {
            Assert.That((string?)stored["extension"]![0]!["valueUri"], Is.EqualTo(answer.EntryKey(0)));
            Assert.That((string?)stored["extension"]![0]!["url"], Is.EqualTo(Urn));
            Assert.That((string?)stored["identifier"]![0]!["system"], Is.EqualTo(Urn));
            Assert.That((string?)stored["note"]![0]!["text"], Is.EqualTo(Urn));
        });
        string div = $$$"""{"text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><a href=\"{{{Urn}}}\">p</a> {{{Urn}}}</div>"} }""";
        answer = (await PatchAsync(id, Binary("merge-patch", div)(Urn))).Expect(HttpStatusCode.OK);
        Assert.That((string?)(await Http.FetchAsync($"Observation/{id}")).Json["text"]!["div"], Does.Contain($"href=\"{answer.EntryKey(0)}\">p</a> {Urn}<"));
    }

    [TestCase("json-patch", """[{"op":"add","path":"/extension","value":[{"url":"http://x","valueUri":"%"}]}]""")]
    [TestCase("merge-patch", """{"note":[{"text":"%"}]}""")]
    public async Task What_may_be_a_link_or_not_is_refused(string format, string patch)
    {
        string id = await NewObservationAsync();
        var refused = (await PatchAsync(id, Binary(format, patch)(Urn))).ExpectIssue(HttpStatusCode.BadRequest, "patch-link-unclear");
        Assert.That(refused.Expressions[0], Is.EqualTo("Bundle.entry[1].resource"));
        await AssertVersionAsync($"Observation/{id}", 1);
        (await PatchAsync(id, Binary(format, patch)("http://elsewhere.example/x"))).Expect(HttpStatusCode.OK);
    }

    private Task<Answer> PatchAsync(string id, string patch) => Http.PostBundleAsync(Transaction(
        Entry("POST", "Patient", """{"resourceType":"Patient","active":true}""", Urn), Entry("PATCH", $"Observation/{id}", patch)));

    private async Task<string> NewObservationAsync()
    {
        string id = NewId();
        (await Http.SendAsync("PUT", $"Observation/{id}", $$"""
            {"resourceType":"Observation","id":"{{id}}","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/before"} }
            """)).Expect(HttpStatusCode.Created);
        return id;
    }

    private async Task<string?> SubjectOfAsync(string id) => (string?)(await Http.FetchAsync($"Observation/{id}")).Json["subject"]!["reference"];

    private static Func<string, string> Operation(string type, string path, string? name, string value) =>
        target => $$"""{"resourceType":"Parameters","parameter":[{{Parameter(type, path, name, value.Replace("%", target, StringComparison.Ordinal))}}]}""";

    private static string Parameter(string type, string path, string? name, string value)
    {
        string named = name is null ? string.Empty : $$"""{"name":"name","valueString":"{{name}}"},""";
        return $$"""{"name":"operation","part":[{"name":"type","valueCode":"{{type}}"},{"name":"path","valueString":"{{path}}"},{{named}}{{value}}]}""";
    }

    private static Func<string, string> Binary(string format, string patch) => target =>
    {
        string data = Convert.ToBase64String(Encoding.UTF8.GetBytes(patch.Replace("%", target, StringComparison.Ordinal)));
        return $$"""{"resourceType":"Binary","contentType":"application/{{format}}+json","data":"{{data}}"}""";
    };
}
