using System.Text.Encodings.Web;
using System.Text.Json;

namespace FhirHub.EndToEndTests.Interactions;

[TestFixture]
internal sealed class CapabilitiesTests : ServerTests
{
    private static readonly JsonSerializerOptions Shown = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>For every interaction that a statement can list on a type: how it is asked for, and the answer that shows it is there.</summary>
    private static readonly Dictionary<string, Func<HttpClient, string, string, Task<Answer>>> Trials = new()
    {
        ["read"] = (http, type, id) => http.FetchAsync($"{type}/{id}"),
        ["vread"] = (http, type, id) => http.FetchAsync($"{type}/{id}/_history/1"),
        ["update"] = (http, type, id) => http.SendAsync("PUT", $"{type}/{id}", $$"""{"resourceType":"{{type}}","id":"{{id}}"}"""),
        ["patch"] = (http, type, id) => http.SendAsync("PATCH", $"{type}/{id}", """{"language":"zh"}""", FhirHttp.MergePatch),
        ["delete"] = (http, type, id) => http.SendAsync("DELETE", $"{type}/{id}x"),
        ["history-instance"] = (http, type, id) => http.FetchAsync($"{type}/{id}/_history"),
        ["history-type"] = (http, type, _) => http.FetchAsync($"{type}/_history"),
        ["search-type"] = (http, type, id) => http.FetchAsync($"{type}?_id={id}"),
        ["create"] = (http, type, _) => http.SendAsync("POST", type, $$"""{"resourceType":"{{type}}"}"""),
    };

    private static readonly string[] Searches = ["searchParam", "searchInclude", "searchRevInclude"];

    [Test]
    public async Task The_statement_matches_its_golden_file()
    {
        var statement = (await Http.FetchAsync("metadata")).Expect(HttpStatusCode.OK).Json;
        foreach (string changing in new[] { "date", "version", "url" })
            Assert.That(statement.Remove(changing), Is.True, changing);
        statement["software"]!.AsObject().Remove("version");
        statement["implementation"]!.AsObject().Remove("url");
        // All types have the same but for their searches; the file shows the first in full, with the searches of Patient, and of all types how many.
        var resources = statement["rest"]![0]!["resource"]!.AsArray();
        string[] types = [.. resources.Select(r => (string)r!["type"]!)];
        var distinct = resources.Select(r => Without(r!, ["type", "profile", "operation", .. Searches]).ToJsonString()).Distinct().ToArray();
        Assert.That(distinct, Has.Length.EqualTo(1));
        Assert.That(resources.Select(r => (string?)r!["profile"]), Is.EqualTo(types.Select(t => $"http://hl7.org/fhir/StructureDefinition/{t}")));
        statement["rest"]![0]!["resource"] = JsonNode.Parse(distinct[0]);
        var operations = resources.ToDictionary(r => (string)r!["type"]!, r => string.Join(", ", r!["operation"]!.AsArray().Select(o => (string?)o!["name"])));
        string usual = operations["Basic"];
        statement["operations"] = new JsonObject(operations.Where(o => o.Value != usual).Append(new("others", usual)).Select(o => KeyValuePair.Create(o.Key, (JsonNode?)o.Value)));
        statement["patient"] = Only(resources.Single(r => (string?)r!["type"] == "Patient")!, Searches);
        statement["types"] = new JsonObject(resources.Select(r => KeyValuePair.Create(
            (string)r!["type"]!, (JsonNode?)string.Join(", ", Searches.Select(s => $"{(r[s] as JsonArray)?.Count ?? 0} {s}")))));
        GoldenFile.Matches("capability-statement.json", statement.ToJsonString(Shown));
    }

    [Test]
    public async Task The_statement_is_a_valid_resource_in_JSON_and_XML()
    {
        byte[] statement = (await Http.FetchAsync("metadata")).Expect(HttpStatusCode.OK).Bytes;
        (await Http.SendBytesAsync("POST", "CapabilityStatement", statement, FhirHttp.FhirJson)).Expect(HttpStatusCode.Created);
        var xml = (await Http.FetchAsync("metadata?_format=xml")).Expect(HttpStatusCode.OK);
        (await Http.SendBytesAsync("POST", "CapabilityStatement", xml.Bytes, FhirHttp.FhirXml)).Expect(HttpStatusCode.Created);
        byte[] terminology = (await Http.FetchAsync("metadata?mode=terminology")).Expect(HttpStatusCode.OK).Bytes;
        (await Http.SendBytesAsync("POST", "TerminologyCapabilities", terminology, FhirHttp.FhirJson)).Expect(HttpStatusCode.Created);
    }

    [Test]
    public async Task All_145_types_of_the_statement_have_every_interaction_it_lists()
    {
        var types = (await Http.FetchAsync("metadata")).Json["rest"]![0]!["resource"]!.AsArray();
        Assert.That(types, Has.Count.EqualTo(145));
        await Parallel.ForEachAsync(types, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (resource, _) => await TryAsync(resource!));
    }

    [Test]
    public async Task The_interactions_of_the_whole_system_and_the_operations_answer()
    {
        var statement = (await Http.FetchAsync("metadata")).Json["rest"]![0]!;
        Assert.That(statement["interaction"]!.AsArray().Select(i => (string?)i!["code"]), Is.EquivalentTo(new[] { "history-system", "search-system", "transaction", "batch" }));
        (await Http.FetchAsync("_history")).Expect(HttpStatusCode.OK);
        string id = await NewPatientAsync();
        const string Labels = """{"resourceType":"Parameters","parameter":[{"name":"meta","valueMeta":{"tag":[{"code":"x"}]}}]}""";
        foreach (var operation in statement["resource"]![0]!["operation"]!.AsArray())
        {
            string name = (string)operation!["name"]!;
            var answer = name is "meta" or "validate"
                ? await Http.FetchAsync($"Patient/{id}/${name}")
                : await Http.SendAsync("POST", $"Patient/{id}/${name}", name == "reindex" ? null : Labels);
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK), name);
        }
    }

    [Test]
    public async Task Modes_are_full_and_terminology()
    {
        Assert.That((string?)(await Http.FetchAsync("metadata?mode=full")).Json["resourceType"], Is.EqualTo("CapabilityStatement"));
        Assert.That((string?)(await Http.FetchAsync("metadata?mode=terminology")).Json["resourceType"], Is.EqualTo("TerminologyCapabilities"));
        (await Http.FetchAsync("metadata?mode=normative")).ExpectIssue(HttpStatusCode.BadRequest, "mode-unsupported");
        (await Http.FetchAsync("metadata?mode=x")).ExpectIssue(HttpStatusCode.BadRequest, "parameter-invalid");
    }

    [Test]
    public async Task The_statement_names_the_server_by_its_own_address()
    {
        var statement = (await Http.FetchAsync("metadata")).Json;
        Assert.That((string?)statement["implementation"]!["url"], Is.EqualTo(Server.BaseUrl.ToString().TrimEnd('/')));
    }

    private async Task TryAsync(JsonNode resource)
    {
        string type = (string)resource["type"]!;
        string id = NewId();
        foreach (var interaction in resource["interaction"]!.AsArray())
        {
            string code = (string)interaction!["code"]!;
            var answer = await Trials[code](Http, type, id);
            // Most types have required elements that the trial does not give, and then nothing to read.
            bool offered = (int)answer.Status < 300 || (answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.UnprocessableEntity
                && !answer.IssueCodes.Intersect(["method-not-allowed", "unknown-route", "unknown-type"]).Any());
            Assert.That(offered, Is.True, $"{type} {code}: {answer.Status} {answer.Text}");
        }
    }

    private static JsonObject Only(JsonNode resource, params string[] members) =>
        new(members.Where(m => resource[m] is not null).Select(m => KeyValuePair.Create(m, (JsonNode?)resource[m]!.DeepClone())));

    private static JsonObject Without(JsonNode resource, params string[] members)
    {
        var copy = resource.DeepClone().AsObject();
        foreach (string member in members)
            copy.Remove(member);
        return copy;
    }
}
