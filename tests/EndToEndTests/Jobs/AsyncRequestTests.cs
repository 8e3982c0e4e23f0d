using FhirHub.EndToEndTests.Transactions;
using static FhirHub.EndToEndTests.Transactions.Bundles;

namespace FhirHub.EndToEndTests.Jobs;

/// <summary><c>Prefer: respond-async</c>, https://hl7.org/fhir/R5/async-bundle.html.</summary>
[TestFixture]
internal sealed class AsyncRequestTests : ServerTests
{
    private const string Person = """{"resourceType":"Patient","active":true}""";
    private static readonly (string, string) Later = ("Prefer", "respond-async");

    [Test]
    public async Task A_transaction_is_accepted_and_its_answer_is_fetched_later()
    {
        var accepted = (await Http.PostBundleAsync(Transaction(Entry("POST", "Patient", Person)), Later)).Expect(HttpStatusCode.Accepted);
        Assert.That(accepted.Header("Preference-Applied"), Is.EqualTo("respond-async"));
        string url = accepted.Header("Content-Location")!;
        Assert.That(url, Does.StartWith($"{Server.BaseUrl}_jobs/"));
        var done = await AsyncJobs.EndAsync(Http, url);
        Assert.That(done.Header("Expires"), Is.Not.Null);
        Assert.That((string?)done.Json["type"], Is.EqualTo("batch-response"));
        Assert.That((string?)done.Entries.Single()["response"]!["status"], Is.EqualTo("200 OK"));
        var inner = done.Entries[0]["resource"]!;
        Assert.That((string?)inner["type"], Is.EqualTo("transaction-response"));
        Assert.That((string?)inner["entry"]![0]!["response"]!["status"], Is.EqualTo("201 Created"));
        (await Http.FetchAsync((string)inner["entry"]![0]!["response"]!["location"]!)).Expect(HttpStatusCode.OK);
        Assert.That((await Http.FetchAsync(url)).Text, Is.Not.Empty, "the result stays");
    }

    [Test]
    public async Task A_refused_transaction_ends_as_an_entry_with_its_status_and_outcome()
    {
        var accepted = (await Http.PostBundleAsync(Transaction(Entry("POST", "Patient", """{"resourceType":"Patient","colour":"red"}""")), Later)).Expect(HttpStatusCode.Accepted);
        var done = await AsyncJobs.EndAsync(Http, accepted.Header("Content-Location")!);
        Assert.That((string?)done.Entries[0]["response"]!["status"], Is.EqualTo("400 Bad Request"));
        Assert.That((string?)done.Entries[0]["response"]!["outcome"]!["issue"]![0]!["expression"]![0], Is.EqualTo("Bundle.entry[0].resource.colour"));
        Assert.That(done.Entries[0].ContainsKey("resource"), Is.False);
    }

    [Test]
    public async Task A_batch_runs_later_too_and_its_result_comes_in_XML_if_asked()
    {
        var accepted = (await Http.PostBundleAsync(Batch(Entry("POST", "Patient", Person), Entry("GET", "Patient/none")), Later)).Expect(HttpStatusCode.Accepted);
        string url = accepted.Header("Content-Location")!;
        var done = await AsyncJobs.EndAsync(Http, url);
        Assert.That(done.Entries[0]["resource"]!["entry"]!.AsArray().Select(e => (string?)e!["response"]!["status"]), Is.EqualTo(new[] { "201 Created", "404 Not Found" }));
        Assert.That((await Http.FetchAsync(url, ("Accept", FhirHttp.FhirXml))).Xml.Name.LocalName, Is.EqualTo("Bundle"));
    }

    [Test]
    public async Task DELETE_forgets_an_ended_job_and_an_unknown_one_is_not_found()
    {
        var accepted = (await Http.PostBundleAsync(Transaction(), Later)).Expect(HttpStatusCode.Accepted);
        string url = accepted.Header("Content-Location")!;
        await AsyncJobs.EndAsync(Http, url);
        (await Http.SendAsync("DELETE", url)).Expect(HttpStatusCode.Accepted);
        (await Http.FetchAsync(url)).ExpectIssue(HttpStatusCode.NotFound, "job-unknown");
        (await Http.SendAsync("DELETE", "_jobs/nothing")).ExpectIssue(HttpStatusCode.NotFound, "job-unknown");
    }

    [Test]
    public async Task A_repeated_kick_off_with_an_Idempotency_Key_is_the_same_job()
    {
        (string, string)[] headers = [Later, ("Idempotency-Key", NewId())];
        string bundle = Transaction(Entry("POST", "Patient", Person));
        var first = (await Http.PostBundleAsync(bundle, headers)).Expect(HttpStatusCode.Accepted);
        var again = (await Http.PostBundleAsync(bundle, headers)).Expect(HttpStatusCode.Accepted);
        Assert.That(again.Header("Content-Location"), Is.EqualTo(first.Header("Content-Location")));
    }
}
