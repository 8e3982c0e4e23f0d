using static FhirHub.EndToEndTests.Transactions.Bundles;

namespace FhirHub.EndToEndTests.Transactions;

[TestFixture]
internal sealed class TransactionTests : ServerTests
{
    private const string Urn = "urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a";
    private const string Person = """{"resourceType":"Patient","active":true}""";

    [Test]
    public async Task A_transaction_answers_each_entry_in_the_order_of_the_request()
    {
        string updated = await NewPatientAsync();
        string deleted = await NewPatientAsync();
        var answer = (await Http.PostBundleAsync(Transaction(
            Entry("GET", $"Patient/{updated}"),
            Entry("PUT", $"Patient/{updated}", Patient(updated, "\"active\":false")),
            Entry("POST", "Patient", Person),
            Entry("DELETE", $"Patient/{deleted}")))).Expect(HttpStatusCode.OK);
        Assert.That((string?)answer.Json["type"], Is.EqualTo("transaction-response"));
        Assert.That(answer.EntryStatuses(), Is.EqualTo(new[] { "200", "200", "201", "204" }));
        Assert.That((bool?)answer.Entries[0]["resource"]!["active"], Is.False, "reads see what was written");
        Assert.That(answer.EntryTags, Is.EqualTo(new[] { "W/\"2\"", "W/\"2\"", "W/\"1\"", "W/\"2\"" }));
        var created = (await Http.FetchAsync((string)answer.Entries[2]["response"]!["location"]!)).Expect(HttpStatusCode.OK);
        Assert.That((string?)answer.Entries[2]["response"]!["lastModified"], Is.EqualTo(created.LastUpdated));
        (await Http.FetchAsync($"Patient/{deleted}")).Expect(HttpStatusCode.Gone);
    }

    [Test]
    public async Task An_empty_transaction_is_answered_by_an_empty_one()
    {
        var answer = (await Http.PostBundleAsync(Transaction())).Expect(HttpStatusCode.OK);
        Assert.That(answer.Entries, Is.Empty);
    }

    [Test]
    public async Task References_between_entries_lead_to_what_was_created()
    {
        const string Observation = $$"""
            {"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"{{Urn}}"},
             "text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><a href=\"{{Urn}}\">p</a> <img src='{{Urn}}' alt=\"{{Urn}}\"/></div>"},
             "note":[{"text":"{{Urn}}"}],
             "extension":[{"url":"{{Urn}}","valueUri":"{{Urn}}"},{"url":"http://x","valueCanonical":"{{Urn}}"},{"url":"http://x","valueUrl":"{{Urn}}#part"},
              {"url":"http://x","valueUuid":"{{Urn}}"}]}
            """;
        var answer = (await Http.PostBundleAsync(Transaction(
            Entry("POST", "Observation", Observation, "urn:uuid:2f5d2c4c-28a9-4e5c-8d1f-0000000000aa"),
            Entry("POST", "Patient", Person, Urn)))).Expect(HttpStatusCode.OK);
        string patient = answer.EntryKey(1);
        var stored = (await Http.FetchAsync(answer.EntryKey(0))).Expect(HttpStatusCode.OK).Json;
        Assert.Multiple(() =>
        {
            Assert.That((string?)stored["subject"]!["reference"], Is.EqualTo(patient));
            Assert.That((string?)stored["text"]!["div"], Is.EqualTo($"<div xmlns=\"http://www.w3.org/1999/xhtml\"><a href=\"{patient}\">p</a> <img src='{patient}' alt=\"{Urn}\"/></div>"));
            Assert.That((string?)stored["note"]![0]!["text"], Is.EqualTo(Urn));
            Assert.That((string?)stored["extension"]![0]!["url"], Is.EqualTo(Urn));
            Assert.That((string?)stored["extension"]![0]!["valueUri"], Is.EqualTo(patient));
            Assert.That((string?)stored["extension"]![1]!["valueCanonical"], Is.EqualTo(Urn));
            Assert.That((string?)stored["extension"]![2]!["valueUrl"], Is.EqualTo(patient + "#part"));
            Assert.That((string?)stored["extension"]![3]!["valueUuid"], Is.EqualTo(Urn));
        });
    }

    [Test]
    public async Task References_may_go_round_in_a_circle_and_name_versions()
    {
        const string Other = "http://other.example/fhir/Patient/7";
        string kept = await NewPatientAsync();
        var answer = (await Http.PostBundleAsync(Transaction(
            Entry("POST", "Patient", """{"resourceType":"Patient","link":[{"type":"seealso","other":{"reference":"Patient/8/_history/5"}}]}""", Other),
            Entry("POST", "Patient", """{"resourceType":"Patient","link":[{"type":"seealso","other":{"reference":"http://other.example/fhir/Patient/7"}}]}""", "http://other.example/fhir/Patient/8"),
            Entry("PUT", $"Patient/{kept}", Patient(kept, "\"link\":[{\"type\":\"seealso\",\"other\":{\"reference\":\"urn:oid:1.2.3/_history/9\"}}]"), "urn:oid:1.2.3")))).Expect(HttpStatusCode.OK);
        Assert.That(await LinkOfAsync(answer.EntryKey(0)), Is.EqualTo(answer.EntryKey(1) + "/_history/1"));
        Assert.That(await LinkOfAsync(answer.EntryKey(1)), Is.EqualTo(answer.EntryKey(0)));
        Assert.That(await LinkOfAsync($"Patient/{kept}"), Is.EqualTo($"Patient/{kept}/_history/2"));
    }

    [Test]
    public async Task Whatever_else_a_resource_holds_stays_as_it_was_written()
    {
        const string Body = $$"""
            {"resourceType":"Observation","status":"final","code":{"text":"caf\u00e9 \ud83d\ude00 \/ 中"},"valueQuantity":{"value":1.10},
             "subject":{"reference":"urn:uuid:61ebe359\u002dbfdc-4613-8bf2-c5e300945f0a","display":"\u0041"} }
            """;
        var bundle = $$"""
            {"resourceType":"Bundle","type":"transaction","entry":[
              {"fullUrl":"{{Urn}}","resource":{{Person}},"request":{"method":"POST","url":"Patient"} },
              {"resource":{{Body}},"request":{"method":"POST","url":"Observation"} }]}
            """;
        var answer = (await Http.PostBundleAsync(bundle)).Expect(HttpStatusCode.OK);
        string stored = (await Http.FetchAsync(answer.EntryKey(1))).Text;
        Assert.That(stored, Does.Contain("""caf\u00e9 \ud83d\ude00 \/ 中"""));
        Assert.That(stored, Does.Contain("\"value\":1.10"));
        Assert.That(stored, Does.Contain($"{{\"reference\":\"{answer.EntryKey(0)}\",\"display\":\"\\u0041\"}}"));
    }

    [TestCase("return=minimal", false, false)]
    [TestCase("return=representation", true, false)]
    [TestCase("return=OperationOutcome", false, true)]
    public async Task Prefer_decides_what_the_entries_of_writes_hold(string prefer, bool resource, bool outcome)
    {
        var answer = (await Http.PostBundleAsync(Transaction(Entry("POST", "Patient", Person)), ("Prefer", prefer))).Expect(HttpStatusCode.OK);
        Assert.That(answer.Entries[0].ContainsKey("resource"), Is.EqualTo(resource));
        Assert.That(answer.Entries[0]["response"]!.AsObject().ContainsKey("outcome"), Is.EqualTo(outcome));
        Assert.That(answer.Header("Preference-Applied"), Is.EqualTo(prefer));
    }

    [Test]
    public async Task What_was_deleted_what_is_found_and_what_is_very_large_stand_side_by_side()
    {
        string deleted = await NewPatientAsync(), large = NewId(), mark = NewId();
        await DeletePatientAsync(deleted);
        string found = await NewPatientAsync($"\"identifier\":[{{\"system\":\"http://t\",\"value\":\"{mark}\"}}]");
        // Too large for one document of the database.
        string content = new('A', 14_000_000);
        (await Http.SendAsync("PUT", $"Binary/{large}", $$"""{"resourceType":"Binary","id":"{{large}}","contentType":"text/plain","data":"{{content}}"}""")).Expect(HttpStatusCode.Created);
        const string Patch = """{"resourceType":"Parameters","parameter":[{"name":"operation","part":[{"name":"type","valueCode":"replace"},{"name":"path","valueString":"Binary.contentType"},{"name":"value","valueCode":"text/html"}]}]}""";
        var answer = (await Http.PostBundleAsync(Transaction(
            Entry("PUT", $"Patient/{deleted}", Patient(deleted)),
            Entry("POST", "Patient", Person, null, ("ifNoneExist", $"identifier=http://t|{mark}")),
            Entry("PATCH", $"Binary/{large}", Patch),
            Entry("PUT", $"Patient/{mark}", Patient(mark)),
            Entry("DELETE", "Patient/never-was")), ("Prefer", "return=representation"))).Expect(HttpStatusCode.OK);
        Assert.That(answer.EntryStatuses(), Is.EqualTo(new[] { "201", "200", "200", "201", "204" }));
        Assert.That(answer.Entries[..4].Select(e => (string?)e["resource"]!["id"]), Is.EqualTo(new[] { deleted, found, large, mark }));
        Assert.That((string?)answer.Entries[0]["response"]!["etag"], Is.EqualTo("W/\"3\""));
        Assert.That(((string)answer.Entries[2]["resource"]!["data"]!).Length, Is.EqualTo(content.Length));
        Assert.That((string?)(await Http.FetchAsync($"Binary/{large}", ("Accept", FhirHttp.FhirJson))).Json["contentType"], Is.EqualTo("text/html"));
        (await Http.PostBundleAsync(Transaction(Entry("DELETE", $"Binary/{large}"), Entry("DELETE", $"Patient/{deleted}"), Entry("DELETE", $"Patient/{mark}")))).Expect(HttpStatusCode.OK);
        Assert.That((await Http.FetchAsync($"Binary/{large}/_history/1", ("Accept", FhirHttp.FhirJson))).Bytes, Has.Length.GreaterThan(content.Length));
    }

    [Test]
    public async Task Patches_come_as_Parameters_and_in_a_Binary()
    {
        string first = await NewPatientAsync();
        string second = await NewPatientAsync();
        const string FhirPath = """{"resourceType":"Parameters","parameter":[{"name":"operation","part":[{"name":"type","valueCode":"replace"},{"name":"path","valueString":"Patient.active"},{"name":"value","valueBoolean":false}]}]}""";
        string json = Convert.ToBase64String("""[{"op":"replace","path":"/active","value":false}]"""u8);
        var answer = (await Http.PostBundleAsync(Transaction(
            Entry("PATCH", $"Patient/{first}", FhirPath),
            Entry("PATCH", $"Patient/{second}", $$"""{"resourceType":"Binary","contentType":"application/json-patch+json","data":"{{json}}"}""", null, ("ifMatch", "W/\"1\""))))).Expect(HttpStatusCode.OK);
        Assert.That(answer.EntryStatuses(), Is.All.EqualTo("200"));
        foreach (string id in new[] { first, second })
            Assert.That((bool?)(await Http.FetchAsync($"Patient/{id}")).Json["active"], Is.False);
    }

    [Test]
    public async Task A_transaction_in_XML_is_answered_in_XML()
    {
        const string Bundle = """
            <Bundle xmlns="http://hl7.org/fhir"><type value="transaction"/><entry><resource><Patient><active value="true"/></Patient></resource>
            <request><method value="POST"/><url value="Patient"/></request></entry></Bundle>
            """;
        var answer = (await Http.SendAsync("POST", string.Empty, Bundle, FhirHttp.FhirXml, ("Accept", FhirHttp.FhirXml))).Expect(HttpStatusCode.OK);
        Assert.That(answer.Xml.Descendants().Where(e => e.Name.LocalName == "status").Select(e => (string)e.Attribute("value")!), Is.EqualTo(new[] { "201 Created" }));
    }

    [Test]
    public async Task Reads_versions_and_histories_see_what_the_transaction_writes()
    {
        string id = await NewPatientAsync();
        var answer = (await Http.PostBundleAsync(Transaction(
            Entry("PUT", $"Patient/{id}", Patient(id, "\"active\":false")),
            Entry("GET", $"Patient/{id}/_history/2"),
            Entry("GET", $"Patient/{id}/_history"),
            Entry("HEAD", $"Patient/{id}"),
            Entry("GET", $"Patient/{id}", null, null, ("ifNoneMatch", "W/\"2\""))))).Expect(HttpStatusCode.OK);
        Assert.That(answer.EntryStatuses(), Is.EqualTo(new[] { "200", "200", "200", "200", "304" }));
        Assert.That((bool?)answer.Entries[1]["resource"]!["active"], Is.False);
        Assert.That(answer.Entries[2]["resource"]!["entry"]!.AsArray(), Has.Count.EqualTo(2));
        Assert.That(answer.Entries[3].ContainsKey("resource"), Is.False);
        Assert.That(answer.Entries[4].ContainsKey("resource"), Is.False);
    }

    [Test]
    public async Task Searches_of_a_transaction_find_what_it_writes_and_not_what_it_deletes()
    {
        string mark = NewId();
        string identifier = $$"""
            "identifier":[{"system":"http://t","value":"{{mark}}"}]
            """;
        string kept = await NewPatientAsync(identifier);
        string deleted = await NewPatientAsync(identifier);
        var answer = (await Http.PostBundleAsync(Transaction(
            Entry("GET", $"Patient?identifier=http://t|{mark}&_count=1&_total=accurate"),
            Entry("GET", $"Observation?subject:Patient.identifier={mark}"),
            Entry("POST", "Patient", $$"""{"resourceType":"Patient",{{identifier}}}""", Urn),
            Entry("POST", "Observation", $$"""{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"{{Urn}}"} }"""),
            Entry("DELETE", $"Patient/{deleted}")))).Expect(HttpStatusCode.OK);
        var found = answer.Entries[0]["resource"]!;
        Assert.That((int?)found["total"], Is.EqualTo(2));
        Assert.That(answer.Entries[1]["resource"]!["entry"]!.AsArray(), Has.Count.EqualTo(1));
        var keys = new List<string> { (string)found["entry"]![0]!["resource"]!["id"]! };
        string next = (string)found["link"]!.AsArray().Single(l => (string?)l!["relation"] == "next")!["url"]!;
        keys.AddRange((await Http.FetchAsync(next)).Expect(HttpStatusCode.OK).Entries.Select(e => (string)e["resource"]!["id"]!));
        Assert.That(keys, Is.EquivalentTo(new[] { kept, answer.EntryKey(2).Split('/')[1] }));
    }

    [Test]
    public async Task A_thousand_entries_that_refer_to_each_other_are_written_at_once()
    {
        string mark = NewId();
        var entries = Enumerable.Range(0, 1000).Select(i => i == 0
            ? Entry("POST", "Patient", Person, Urn)
            : Entry("POST", "Observation", $$"""{"resourceType":"Observation","status":"final","code":{"text":"{{mark}}{{i}}"},"subject":{"reference":"{{Urn}}"} }""")).ToArray();
        var answer = (await Http.PostBundleAsync(Transaction(entries))).Expect(HttpStatusCode.OK);
        Assert.That(answer.EntryStatuses(), Has.Length.EqualTo(1000).And.All.EqualTo("201"));
        var last = await Http.FetchAsync(answer.EntryKey(999));
        Assert.That((string?)last.Json["subject"]!["reference"], Is.EqualTo(answer.EntryKey(0)));
        Assert.That((string?)last.Json["code"]!["text"], Is.EqualTo(mark + "999"));
    }

    private async Task<string?> LinkOfAsync(string key) =>
        (string?)(await Http.FetchAsync(key)).Expect(HttpStatusCode.OK).Json["link"]![0]!["other"]!["reference"];
}
