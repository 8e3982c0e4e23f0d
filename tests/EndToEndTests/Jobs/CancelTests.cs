using FhirHub.EndToEndTests.Transactions;
using static FhirHub.EndToEndTests.Transactions.Bundles;

namespace FhirHub.EndToEndTests.Jobs;

/// <summary>A job that waits, since this server runs none, is cancelled before it begins.</summary>
[TestFixture]
internal sealed class CancelTests : ServerTests
{
    protected override (string Name, string Value)[] Settings => [("MaxJobs", "0")];

    [Test]
    public async Task DELETE_cancels_a_job_which_then_is_not_found()
    {
        string id = NewId();
        var accepted = (await Http.PostBundleAsync(Transaction(Entry("PUT", $"Patient/{id}", Patient(id))), ("Prefer", "respond-async"))).Expect(HttpStatusCode.Accepted);
        string url = accepted.Header("Content-Location")!;
        var waiting = (await Http.FetchAsync(url)).Expect(HttpStatusCode.Accepted);
        Assert.That(waiting.Header("X-Progress"), Is.EqualTo("waiting"));
        (await Http.SendAsync("DELETE", url)).Expect(HttpStatusCode.Accepted);
        (await Http.FetchAsync(url)).ExpectIssue(HttpStatusCode.NotFound, "job-cancelled");
        (await Http.SendAsync("DELETE", url)).ExpectIssue(HttpStatusCode.NotFound, "job-cancelled");
        (await Http.FetchAsync($"Patient/{id}")).Expect(HttpStatusCode.NotFound);
    }
}
