namespace FhirHub.EndToEndTests.Http;

/// <summary>Which address the server takes for its own: in Location, links, fullUrl and the statement.</summary>
[TestFixture]
internal sealed class PublicAddressTests
{
    private static readonly (string Name, string Value)[] Forwarded =
        [("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "fhir.example.org")];

    [Test]
    public async Task Forwarded_headers_mean_nothing_unless_opted_in()
    {
        await using var server = await TestServer.StartAsync();
        await AssertAddressAsync(server, server.BaseUrl.ToString().TrimEnd('/'));
    }

    [Test]
    public async Task Forwarded_headers_are_taken_when_opted_in()
    {
        await using var server = await TestServer.StartAsync(("TrustForwardedHeaders", "true"));
        await AssertAddressAsync(server, "https://fhir.example.org/fhir");
    }

    [Test]
    public async Task A_public_URL_goes_before_all()
    {
        await using var server = await TestServer.StartAsync(("TrustForwardedHeaders", "true"), ("PublicUrl", "https://public.example.org/r4/"));
        await AssertAddressAsync(server, "https://public.example.org/r4");
    }

    private static async Task AssertAddressAsync(TestServer server, string root)
    {
        var created = (await server.Http.SendAsync("POST", "Patient", """{"resourceType":"Patient"}""", headers: Forwarded)).Expect(HttpStatusCode.Created);
        Assert.That(created.Header("Location"), Is.EqualTo($"{root}/Patient/{created.Id}/_history/1"));
        var history = await server.Http.FetchAsync("_history", Forwarded);
        Assert.That(history.Link("self"), Is.EqualTo($"{root}/_history"));
        Assert.That((string?)history.Entries[0]["fullUrl"], Is.EqualTo($"{root}/Patient/{created.Id}"));
        Assert.That((string?)(await server.Http.FetchAsync("metadata", Forwarded)).Json["implementation"]!["url"], Is.EqualTo(root));
    }
}
