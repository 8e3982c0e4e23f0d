namespace FhirHub.EndToEndTests.Hosting;

/// <summary>A server whose database does not answer.</summary>
[TestFixture]
internal sealed class DatabaseAwayTests
{
    private TestServer? _server;

    private HttpClient Http => _server!.Http;

    // Never disposed of as others are: there is no database to drop.
    [OneTimeSetUp]
    public async Task StartAsync() => _server = await TestServer.ListenAsync(TestDatabase.Unreachable());

    [OneTimeTearDown]
    public Task StopAsync() => _server!.StopAsync();

    [Test]
    public async Task It_is_alive_but_not_ready()
    {
        (await Http.FetchAsync("/healthz/live")).Expect(HttpStatusCode.OK);
        (await Http.FetchAsync("/healthz/ready")).Expect(HttpStatusCode.ServiceUnavailable);
    }

    [Test]
    public async Task What_needs_no_database_is_answered() => (await Http.FetchAsync("metadata")).Expect(HttpStatusCode.OK);

    [TestCase("GET", "Patient/1")]
    [TestCase("GET", "Patient/1/_history")]
    [TestCase("GET", "_history")]
    [TestCase("PUT", "Patient/1")]
    [TestCase("POST", "Patient")]
    [TestCase("DELETE", "Patient/1")]
    public async Task What_needs_it_returns_503_says_so_and_when_to_try_again(string method, string path)
    {
        string? body = method is "PUT" or "POST" ? """{"resourceType":"Patient","id":"1"}""" : null;
        var answer = (await Http.SendAsync(method, path, body)).Expect(HttpStatusCode.ServiceUnavailable);
        Assert.That(answer.Header("Retry-After"), Is.EqualTo("1"));
        Assert.That((string?)answer.Issues[0]["code"], Is.EqualTo("transient"));
        Assert.That(answer.Text, Does.Not.Contain("127.0.0.1"), "internals stay inside");
    }
}
