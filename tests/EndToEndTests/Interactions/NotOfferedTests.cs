namespace FhirHub.EndToEndTests.Interactions;

/// <summary>What the specification has and this version has not: it says so, and changes nothing.</summary>
[TestFixture]
internal sealed class NotOfferedTests : ServerTests
{
    [TestCase("$validate")]
    [TestCase("Patient/1/$graphql")]
    [TestCase("Measure/$evaluate-measure")]
    [TestCase("$meta")]
    [TestCase("Patient/$meta")]
    [TestCase("$nonsense")]
    public async Task An_operation_that_is_not_offered_returns_404_and_says_its_name(string path)
    {
        foreach (string method in new[] { "GET", "POST" })
        {
            var answer = await Http.SendAsync(method, path, method == "POST" ? """{"resourceType":"Parameters"}""" : null);
            answer.ExpectIssue(HttpStatusCode.NotFound, "unknown-route");
            Assert.That((string?)answer.Issues[0]["code"], Is.EqualTo("not-supported"));
            Assert.That((string?)answer.Issues[0]["diagnostics"], Does.Contain(path.Split('/')[^1]));
        }
    }

    [TestCase("PUT", "metadata", "GET, HEAD")]
    [TestCase("DELETE", "_history", "GET, HEAD")]
    [TestCase("POST", "Patient/1", "GET, PUT, PATCH, DELETE, HEAD")]
    [TestCase("OPTIONS", "Patient/1", "GET, PUT, PATCH, DELETE, HEAD")]
    [TestCase("TRACE", "Patient/1", "GET, PUT, PATCH, DELETE, HEAD")]
    [TestCase("BREW", "Patient/1", "GET, PUT, PATCH, DELETE, HEAD")]
    [TestCase("DELETE", "Patient/1/$meta", "GET, POST, HEAD")]
    [TestCase("GET", "Patient/1/$meta-add", "POST")]
    public async Task A_method_that_a_path_has_not_returns_405_and_those_it_has(string method, string path, string allow)
    {
        var answer = (await Http.SendAsync(method, path)).ExpectIssue(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        Assert.That(answer.Header("Allow"), Is.EqualTo(allow));
    }

    [OneTimeTearDown]
    public async Task Nothing_was_changed() =>
        Assert.That((int?)(await Http.FetchAsync("_history?_summary=count")).Json["total"], Is.Zero);
}
