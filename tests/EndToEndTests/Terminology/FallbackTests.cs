namespace FhirHub.EndToEndTests.Terminology;

/// <summary>Another terminology server is asked for what this one does not know.</summary>
[TestFixture]
internal sealed class FallbackTests
{
    private const string System = Terms.Root + "dis";

    [Test]
    public async Task What_is_not_known_here_is_asked_of_the_other_server()
    {
        await using var other = await TestServer.StartAsync();
        await other.Http.PutAsync(Terms.Diseases("dis"));
        await using var server = await TestServer.StartAsync(("Terminology:Fallback", other.BaseUrl.ToString()));
        Assert.That((string?)(await server.Http.FetchAsync($"CodeSystem/$lookup?system={System}&code=A1")).Expect(HttpStatusCode.OK).Parameter("display"), Is.EqualTo("急性上呼吸道感染"));
        Assert.That((await server.Http.ExpandAsync(System + "/all", "&filter=fy&count=1")).Codes(), Is.EqualTo(new[] { "A2" }));
        Assert.That(await server.Http.IsInAsync(System + "/all", System, "A1"), Is.True);
        Assert.That(await server.Http.IsInAsync(System + "/all", System, "A9"), Is.False);
        var neither = (await server.Http.FetchAsync("CodeSystem/$lookup?system=http://nowhere&code=1")).ExpectIssue(HttpStatusCode.NotFound, "code-system-unknown");
        Assert.That(neither.IssueCodes, Does.Contain("terminology-fallback"));
        Assert.That(neither.Text, Does.Contain("answered 404"));
    }

    [Test]
    public async Task A_server_that_is_away_is_said_to_be_and_stops_nothing()
    {
        await using var server = await TestServer.StartAsync(("Terminology:Fallback", "http://127.0.0.1:1/fhir"), ("Terminology:FallbackTimeoutSeconds", "1"));
        var unknown = (await server.Http.FetchAsync($"CodeSystem/$lookup?system={System}&code=A1")).ExpectIssue(HttpStatusCode.NotFound, "code-system-unknown");
        Assert.That(unknown.IssueCodes, Does.Contain("terminology-fallback"));
        Assert.That((await server.Http.FetchAsync($"CodeSystem/$lookup?system={System}&code=A1")).Text, Does.Contain("a moment ago"));
        Assert.That((await server.Http.ExpandAsync("http://hl7.org/fhir/ValueSet/administrative-gender")).Total(), Is.EqualTo(4));
        (await server.Http.SendAsync("POST", "Patient", """{"resourceType":"Patient"}""")).Expect(HttpStatusCode.Created);
    }
}
