using static FhirHub.EndToEndTests.Transactions.Bundles;

namespace FhirHub.EndToEndTests.Transactions;

/// <summary>One fault anywhere: nothing is written, and the outcome says which entry and what in it.</summary>
[TestFixture]
internal sealed class TransactionFaultTests : ServerTests
{
    private const string Person = """{"resourceType":"Patient","active":true}""";
    private const string Good = """{"resourceType":"Basic","code":{"text":"x"}}""";

    private static IEnumerable<TestCaseData> Faults()
    {
        TestCaseData Case(string name, JsonObject entry, HttpStatusCode status, string code, string expression) =>
            new TestCaseData(entry, status, code, "Bundle.entry[1]" + expression).SetArgDisplayNames(name);

        const HttpStatusCode Bad = HttpStatusCode.BadRequest;
        yield return Case("unknown element", Entry("POST", "Patient", """{"resourceType":"Patient","colour":"red"}"""), Bad, "unknown-element", ".resource.colour");
        yield return Case("bad value deep inside", Entry("POST", "Patient", """{"resourceType":"Patient","contact":[{"name":{"period":{"start":"x"}}}]}"""), Bad, "invalid-date-time", ".resource.contact[0].name.period.start");
        yield return Case("another type than the url's", Entry("POST", "Patient", Good), Bad, "type-mismatch", ".resource");
        yield return Case("no resource", Entry("PUT", "Patient/1"), Bad, "resource-missing", ".resource");
        yield return Case("a resource to delete", Entry("DELETE", "Patient/1", Person), Bad, "resource-unexpected", ".resource");
        yield return Case("no request", new JsonObject { ["resource"] = JsonNode.Parse(Person) }, Bad, "request-missing", ".request");
        yield return Case("unknown method", Entry("FETCH", "Patient/1"), Bad, "unknown-code", ".request.method");
        yield return Case("unknown type", Entry("POST", "Nonsense", Person), HttpStatusCode.NotFound, "unknown-type", ".request.url");
        yield return Case("id that breaks the rule", Entry("DELETE", "Patient/a_b"), Bad, "id-invalid", ".request.url");
        yield return Case("no id in the resource", Entry("PUT", "Patient/1", Person), Bad, "id-missing", ".resource.id");
        yield return Case("another id in the resource", Entry("PUT", "Patient/1", Patient("2")), Bad, "id-mismatch", ".resource.id");
        yield return Case("url of another server", Entry("DELETE", "http://elsewhere.example/fhir/Patient/1"), Bad, "url-invalid", ".request.url");
        yield return Case("url too long", Entry("DELETE", "Patient/1/_history/1"), Bad, "url-invalid", ".request.url");
        yield return Case("relative fullUrl", Entry("POST", "Patient", Person, "Patient/1"), Bad, "fullurl-invalid", ".fullUrl");
        yield return Case("fullUrl of a version", Entry("POST", "Patient", Person, "http://x/Patient/1/_history/2"), Bad, "fullurl-invalid", ".fullUrl");
        yield return Case("same fullUrl as another", Entry("POST", "Patient", Person, "urn:uuid:00000000-0000-0000-0000-000000000001"), Bad, "fullurl-repeated", ".fullUrl");
        yield return Case("unresolved urn", Entry("POST", "Patient", """{"resourceType":"Patient","generalPractitioner":[{"display":"a"},{"reference":"urn:uuid:00000000-0000-0000-0000-00000000dead"}]}"""), Bad, "reference-unresolved", ".resource.generalPractitioner[1].reference");
        yield return Case("condition where it means nothing", Entry("POST", "Patient", Person, null, ("ifMatch", "W/\"1\"")), Bad, "entry-element", ".request.ifMatch");
        yield return Case("malformed version tag", Entry("PUT", "Patient/1", Patient("1"), null, ("ifMatch", "1")), Bad, "etag-invalid", ".request.ifMatch");
        yield return Case("stale If-Match", Entry("PUT", "Patient/1", Patient("1"), null, ("ifMatch", "W/\"7\"")), HttpStatusCode.PreconditionFailed, "version-mismatch", "");
        yield return Case("the same resource twice", Entry("DELETE", "Basic/twice"), Bad, "resource-repeated", ".request.url");
        yield return Case("patch of what is not there", Entry("PATCH", "Patient/none", """{"resourceType":"Parameters","parameter":[{"name":"operation","part":[{"name":"type","valueCode":"delete"},{"name":"path","valueString":"Patient.active"}]}]}"""), HttpStatusCode.NotFound, "not-found", "");
        yield return Case("patch that is none", Entry("PATCH", "Patient/1", Person), Bad, "patch-resource", ".resource");
        yield return Case("patch of an unknown kind", Entry("PATCH", "Patient/1", """{"resourceType":"Binary","contentType":"text/plain","data":"AAAA"}"""), Bad, "media-type-unsupported", ".resource.contentType");
        yield return Case("read of what is not there", Entry("GET", "Patient/none"), HttpStatusCode.NotFound, "not-found", ".request.url");
        yield return Case("operation", Entry("GET", "Patient/1/$meta"), Bad, "not-in-transaction", ".request.url");
        yield return Case("POST search", Entry("POST", "Patient/_search", Person), Bad, "url-unsupported", ".request.url");
        yield return Case("unknown criterion", Entry("DELETE", "Patient?colour=red"), Bad, "parameter-unknown", ".request.url");
        yield return Case("unknown criterion of a create", Entry("POST", "Patient", Person, null, ("ifNoneExist", "colour=red")), Bad, "parameter-unknown", ".request.ifNoneExist");
        yield return Case("criteria without any", Entry("DELETE", "Patient?"), HttpStatusCode.PreconditionFailed, "criteria-missing", ".request.url");
        yield return Case("conditional reference without match", Entry("POST", "Patient", """{"resourceType":"Patient","managingOrganization":{"reference":"Organization?identifier=http://x|nobody"}}"""), HttpStatusCode.PreconditionFailed, "reference-unresolved", ".resource.managingOrganization.reference");
        yield return Case("conditional reference by an unknown criterion", Entry("POST", "Patient", """{"resourceType":"Patient","managingOrganization":{"reference":"Organization?colour=red"}}"""), Bad, "parameter-unknown", ".resource.managingOrganization.reference");
        yield return Case("a creation with a query", Entry("POST", "Patient?_format=json", Person, null, ("ifNoneExist", "active=true")), Bad, "url-invalid", ".request.url");
        yield return Case("patch of an unstated kind", Entry("PATCH", "Patient/1", """{"resourceType":"Binary","_contentType":{"extension":[{"url":"http://x","valueCode":"unknown"}]},"data":"W10="}"""), Bad, "content-type-missing", ".resource.contentType");
        yield return Case("conditional patch without match", Entry("PATCH", "Patient?identifier=http://x|nobody", """{"resourceType":"Parameters","parameter":[{"name":"operation","part":[{"name":"type","valueCode":"delete"},{"name":"path","valueString":"Patient.active"}]}]}"""), HttpStatusCode.NotFound, "not-found", ".request.url");
    }

    /// <summary>Each would create a resource, and the condition would match two ever after.</summary>
    [TestCase("PUT", "PUT")]
    [TestCase("POST", "PUT")]
    public async Task Two_writes_by_one_condition_that_matches_nothing_are_refused(string first, string second)
    {
        string criteria = $"identifier=http://x|{NewId()}";
        JsonObject ByCondition(string method) => method == "POST"
            ? Entry("POST", "Patient", Person, null, ("ifNoneExist", criteria))
            : Entry("PUT", $"Patient?{criteria}", Person);
        var answer = await Http.PostBundleAsync(Transaction(ByCondition(first), ByCondition(second)));
        answer.ExpectIssue(HttpStatusCode.BadRequest, "resource-repeated");
        Assert.That((int?)(await Http.FetchAsync($"Patient?{criteria}&_summary=count")).Json["total"], Is.Zero);
    }

    [TestCaseSource(nameof(Faults))]
    public async Task A_fault_in_one_entry_is_named_and_nothing_is_written(JsonObject entry, HttpStatusCode status, string code, string expression)
    {
        string id = NewId();
        var bundle = Transaction(
            Entry("PUT", $"Basic/{id}", $$"""{"resourceType":"Basic","id":"{{id}}","code":{"text":"x"} }""", "urn:uuid:00000000-0000-0000-0000-000000000001"),
            entry.DeepClone().AsObject(),
            Entry("PUT", "Basic/twice", """{"resourceType":"Basic","id":"twice","code":{"text":"x"}}"""));
        // The repetition is told of the later of the two.
        if (code == "resource-repeated")
            expression = "Bundle.entry[2].request.url";
        var answer = (await Http.PostBundleAsync(bundle)).ExpectIssue(status, code);
        int at = Array.IndexOf(answer.IssueCodes, code);
        Assert.That(answer.Expressions[at], Is.EqualTo(expression), answer.Text);
        (await Http.FetchAsync($"Basic/{id}")).Expect(HttpStatusCode.NotFound);
        (await Http.FetchAsync("Basic/twice")).Expect(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task All_faults_of_all_entries_are_told_at_once_with_their_lines()
    {
        const string Body = """
            {"resourceType":"Bundle","type":"transaction","entry":[
             {"resource":{"resourceType":"Patient","active":true},"request":{"method":"POST","url":"Patient"}},
             {"resource":{"resourceType":"Patient",
               "active":"yes"},"request":{"method":"POST","url":"Patient"}},
             {"resource":{"resourceType":"Patient","birthDate":"x","gender":"y"},"request":{"method":"POST","url":"Patient"}}]}
            """;
        var answer = (await Http.PostBundleAsync(Body)).Expect(HttpStatusCode.BadRequest);
        Assert.That(answer.Expressions, Is.EqualTo(new[]
        {
            "Bundle.entry[1].resource.active", "Bundle.entry[2].resource.birthDate", "Bundle.entry[2].resource.gender",
        }));
        Assert.That(answer.Locations, Is.EqualTo(new[] { "line 4, column 13", "line 5, column 52", "line 5, column 65" }));
    }

    [Test]
    public async Task A_fault_of_the_Bundle_itself_is_told_with_its_place()
    {
        const string Body = """
            {"resourceType":"Bundle","type":"transaction",
             "entry":[{"resource":{"resourceType":"Patient","active":true},"request":{"method":"POST","url":"Patient"}}],
             "colour":"red"}
            """;
        var answer = (await Http.PostBundleAsync(Body)).ExpectIssue(HttpStatusCode.BadRequest, "unknown-element");
        Assert.That(answer.Locations, Is.EqualTo(new[] { "line 3, column 2" }));
    }

    [TestCase("""{"resourceType":"Patient"}""", "type-mismatch")]
    [TestCase("""{"resourceType":"Bundle","type":"collection"}""", "bundle-type")]
    [TestCase("""{"resourceType":"Bundle","type":"nonsense"}""", "unknown-code")]
    [TestCase("""{"resourceType":"Bundle"}""", "missing-element")]
    [TestCase("""{"resourceType":"Bundle","type":"transaction","total":1}""", "bundle-total")]
    [TestCase("""{"resourceType":"Bundle","type":"transaction","entry":{}}""", "wrong-json-type")]
    [TestCase("""{"resourceType":"Bundle","type":"transaction","entry":[1]}""", "wrong-json-type")]
    [TestCase("""{"resourceType":"Bundle","type":"transaction" """, "malformed-json")]
    [TestCase("""{"resourceType":"Bundle","type":"transaction"} x""", "trailing-content")]
    [TestCase("", "empty-body")]
    [TestCase("[]", "not-an-object")]
    public async Task A_body_that_is_no_batch_or_transaction_returns_400(string body, string code) =>
        (await Http.PostBundleAsync(body)).ExpectIssue(HttpStatusCode.BadRequest, code);

    [Test]
    public async Task Of_a_transaction_that_fails_late_nothing_stays()
    {
        string[] ids = [.. Enumerable.Range(0, 50).Select(_ => NewId())];
        var entries = ids.Select(id => Entry("PUT", $"Patient/{id}", Patient(id)))
            .Append(Entry("PUT", "Patient/late", Patient("late"), null, ("ifMatch", "W/\"3\""))).ToArray();
        (await Http.PostBundleAsync(Transaction(entries))).ExpectIssue(HttpStatusCode.PreconditionFailed, "version-mismatch");
        foreach (string id in ids)
            (await Http.FetchAsync($"Patient/{id}")).Expect(HttpStatusCode.NotFound);
    }
}
