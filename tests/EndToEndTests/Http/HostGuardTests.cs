namespace FhirHub.EndToEndTests.Http;

/// <summary>A server without sign-in is for this machine: pages that a browser shows must not get at it.</summary>
[TestFixture]
internal sealed class HostGuardTests : ServerTests
{
    [TestCase("evil.example")]
    [TestCase("127.0.0.1.evil.example")]
    public async Task A_foreign_host_name_is_refused_with_421(string host)
    {
        var refused = (await Http.FetchAsync("metadata", ("Host", host))).ExpectIssue(HttpStatusCode.MisdirectedRequest, "host-refused");
        Assert.That(refused.Text, Does.Not.Contain(host));
    }

    [TestCase("localhost")]
    [TestCase("127.0.0.1")]
    [TestCase("[::1]")]
    public async Task Names_of_this_machine_are_taken(string host) =>
        (await Http.FetchAsync("metadata", ("Host", host))).Expect(HttpStatusCode.OK);

    [Test]
    public async Task A_page_of_another_site_may_not_write()
    {
        (await Http.SendAsync("POST", "Binary", "x", "text/plain", ("Sec-Fetch-Site", "cross-site"))).ExpectIssue(HttpStatusCode.Forbidden, "host-refused");
        Assert.That((await Http.FetchAsync("Binary/_history")).Entries, Is.Empty);
    }

    [Test]
    public async Task The_host_of_the_public_URL_is_taken()
    {
        await using var server = await TestServer.StartAsync(("PublicUrl", "https://fhir.example.org/fhir"));
        (await server.Http.FetchAsync("metadata", ("Host", "fhir.example.org"))).Expect(HttpStatusCode.OK);
    }
}
