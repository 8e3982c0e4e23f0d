using static FhirHub.EndToEndTests.Transactions.Bundles;

namespace FhirHub.EndToEndTests.Transactions;

[TestFixture]
internal sealed class BatchTests : ServerTests
{
    private const string Person = """{"resourceType":"Patient","active":true}""";

    [Test]
    public async Task Entries_of_a_batch_succeed_and_fail_each_for_itself()
    {
        string id = await NewPatientAsync();
        var answer = (await Http.PostBundleAsync(Batch(
            Entry("GET", $"Patient/{id}"),
            Entry("POST", "Patient", """{"resourceType":"Patient","colour":"red"}"""),
            Entry("PUT", $"Patient/{id}", Patient(id), null, ("ifMatch", "W/\"7\"")),
            Entry("POST", "Patient", Person),
            Entry("DELETE", "Nonsense/1"),
            Entry("GET", "Patient/none"),
            Entry("FETCH", "Patient/1"),
            Entry("DELETE", "Patient/none")))).Expect(HttpStatusCode.OK);
        Assert.That((string?)answer.Json["type"], Is.EqualTo("batch-response"));
        Assert.That(answer.EntryStatuses(), Is.EqualTo(new[] { "200", "400", "412", "201", "404", "404", "400", "204" }));
        Assert.Multiple(() =>
        {
            Assert.That(answer.EntryIssues(1), Is.EqualTo(new[] { "unknown-element" }));
            Assert.That(answer.EntryIssues(2), Is.EqualTo(new[] { "version-mismatch" }));
            Assert.That(answer.EntryIssues(4), Is.EqualTo(new[] { "unknown-type" }));
            Assert.That(answer.EntryIssues(5), Is.EqualTo(new[] { "not-found" }));
            Assert.That(answer.EntryIssues(6), Is.EqualTo(new[] { "unknown-code" }));
            Assert.That((string?)answer.Entries[1]["response"]!["outcome"]!["issue"]![0]!["expression"]![0], Is.EqualTo("Bundle.entry[1].resource.colour"));
        });
        (await Http.FetchAsync(answer.EntryKey(3))).Expect(HttpStatusCode.OK);
        await AssertVersionAsync($"Patient/{id}", 1);
    }

    [Test]
    public async Task Reads_of_a_batch_come_after_its_writes_and_operations_work()
    {
        string id = NewId();
        var answer = (await Http.PostBundleAsync(Batch(
            Entry("GET", $"Patient/{id}"),
            Entry("GET", $"Patient/{id}/$meta"),
            Entry("GET", $"Patient/{id}?_elements=gender"),
            Entry("PUT", $"Patient/{id}", Patient(id, "\"birthDate\":\"1970-01-01\",\"gender\":\"male\""))))).Expect(HttpStatusCode.OK);
        Assert.That(answer.EntryStatuses(), Is.EqualTo(new[] { "200", "200", "200", "201" }));
        Assert.That((string?)answer.Entries[1]["resource"]!["parameter"]![0]!["name"], Is.EqualTo("return"));
        Assert.That(answer.Entries[2]["resource"]!.AsObject().ContainsKey("birthDate"), Is.False);
    }

    [Test]
    public async Task A_Binary_in_a_batch_comes_as_the_resource()
    {
        var made = (await Http.SendAsync("POST", "Binary", "hello", "text/plain")).Expect(HttpStatusCode.Created);
        string key = string.Join('/', made.Header("Location")!.Split('/')[^4..^2]);
        var answer = (await Http.PostBundleAsync(Batch(Entry("GET", key)))).Expect(HttpStatusCode.OK);
        Assert.That((string?)answer.Entries[0]["resource"]!["contentType"], Does.StartWith("text/plain"));
    }

    [Test]
    public async Task A_batch_of_hundreds_answers_in_the_order_of_the_request()
    {
        string[] ids = [.. Enumerable.Range(0, 300).Select(_ => NewId())];
        var answer = (await Http.PostBundleAsync(Batch([.. ids.Select(id => Entry("PUT", $"Patient/{id}", Patient(id)))]))).Expect(HttpStatusCode.OK);
        Assert.That(Enumerable.Range(0, 300).Select(answer.EntryKey), Is.EqualTo(ids.Select(id => $"Patient/{id}")));
    }

    [Test]
    public async Task A_Bundle_of_another_type_is_stored_through_its_own_endpoint()
    {
        const string Collection = """{"resourceType":"Bundle","type":"collection","entry":[{"fullUrl":"urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0a","resource":{"resourceType":"Patient","active":true}}]}""";
        var stored = (await Http.SendAsync("POST", "Bundle", Collection)).Expect(HttpStatusCode.Created);
        Assert.That((string?)(await Http.FetchAsync($"Bundle/{stored.Id}")).Json["type"], Is.EqualTo("collection"));
    }
}
