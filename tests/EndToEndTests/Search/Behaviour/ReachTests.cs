namespace FhirHub.EndToEndTests.Search.Behaviour;

/// <summary>Where a search looks, and what comes along: includes, compartments, all types.</summary>
[TestFixture]
internal sealed class ReachTests : ServerTests
{
    protected override (string Name, string Value)[] Settings => [("MaxIncluded", "4")];

    [OneTimeSetUp]
    public async Task StoreAsync()
    {
        await PutAsync("""{"resourceType":"Organization","id":"top","name":"Top"}""");
        await PutAsync("""{"resourceType":"Organization","id":"part","name":"Part","partOf":{"reference":"Organization/top"}}""");
        await PutAsync("""{"resourceType":"Patient","id":"a","managingOrganization":{"reference":"Organization/part"}}""");
        await PutAsync("""{"resourceType":"Patient","id":"b"}""");
        for (int i = 0; i < 6; i++)
            await PutAsync($$"""{"resourceType":"Observation","id":"o{{i}}","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/{{(i < 4 ? "a" : "b")}}"},"effectiveDateTime":"2024-01-0{{i + 1}}"}""");
    }

    [TestCase("Observation?_id=o0&_include=Observation:subject", "Patient/a")]
    [TestCase("Observation?_id=o0&_include=Observation:subject:Patient", "Patient/a")]
    [TestCase("Observation?_id=o0&_include=Observation:*", "Patient/a")]
    [TestCase("Observation?_id=o0,o1&_include=Observation:subject&_include:iterate=Patient:organization", "Organization/part,Patient/a")]
    [TestCase("Observation?_id=o0&_include=Observation:subject&_include:iterate=Patient:organization&_include:iterate=Organization:partof", "Organization/part,Organization/top,Patient/a")]
    [TestCase("Organization?_id=top&_revinclude=Organization:partof", "Organization/part")]
    [TestCase("Organization?_id=top&_revinclude=Organization:partof&_revinclude:iterate=Patient:organization", "Organization/part,Patient/a")]
    [TestCase("Patient?_id=b&_revinclude=Observation:subject", "Observation/o4,Observation/o5")]
    public async Task Included_resources_come_once_behind_the_matches(string search, string included)
    {
        var answer = (await Http.FetchAsync(search, ("Prefer", "handling=strict"))).Expect(HttpStatusCode.OK);
        Assert.That(Keys(answer, "include"), Is.EqualTo(included.Split(',')));
        Assert.That(answer.Entries.TakeWhile(e => (string?)e["search"]!["mode"] == "match").Count(), Is.EqualTo(Keys(answer, "match").Length));
    }

    [Test]
    public async Task More_includes_than_the_limit_are_cut_off_with_a_warning()
    {
        var answer = (await Http.FetchAsync("Patient?_revinclude=Observation:subject")).Expect(HttpStatusCode.OK);
        Assert.That(Keys(answer, "include"), Has.Length.EqualTo(4));
        Assert.That(answer.Text, Does.Contain("includes-limited"));
    }

    [TestCase("Patient/a/Observation?date=ge2024-01-03", "Observation/o3,Observation/o2")]
    [TestCase("Patient/b/Observation", "Observation/o5,Observation/o4")]
    [TestCase("Patient/none/Observation", "")]
    public async Task A_compartment_holds_what_refers_to_its_resource(string search, string found) =>
        Assert.That(string.Join(',', Keys((await Http.FetchAsync(search, ("Prefer", "handling=strict"))).Expect(HttpStatusCode.OK), "match")), Is.EqualTo(found));

    [Test]
    public async Task A_compartment_of_all_types_has_its_resource_too()
    {
        var answer = (await Http.FetchAsync("Patient/b/*")).Expect(HttpStatusCode.OK);
        Assert.That(Keys(answer, "match").Order(), Is.EqualTo(new[] { "Observation/o4", "Observation/o5", "Patient/b" }));
        var post = (await Http.SendAsync("POST", "Patient/b/Observation/_search", "status=final", "application/x-www-form-urlencoded")).Expect(HttpStatusCode.OK);
        Assert.That(Keys(post, "match"), Has.Length.EqualTo(2));
    }

    [TestCase("Patient/a/Organization")]
    [TestCase("Organization/top/Patient")]
    public async Task A_compartment_that_does_not_exist_is_refused(string path)
    {
        var answer = await Http.FetchAsync(path, ("Prefer", "handling=strict"));
        Assert.That((int)answer.Status, Is.EqualTo(400).Or.EqualTo(404), answer.Text);
        Assert.That(answer.Issues, Is.Not.Empty);
    }

    [Test]
    public async Task A_search_of_several_types_finds_all_of_them_by_common_parameters()
    {
        var some = (await Http.FetchAsync("?_type=Patient,Organization", ("Prefer", "handling=strict"))).Expect(HttpStatusCode.OK);
        Assert.That(Keys(some, "match").Order(), Is.EqualTo(new[] { "Organization/part", "Organization/top", "Patient/a", "Patient/b" }));
        var all = (await Http.SendAsync("POST", "_search", "_id=a,top,o1", "application/x-www-form-urlencoded")).Expect(HttpStatusCode.OK);
        Assert.That(Keys(all, "match").Order(), Is.EqualTo(new[] { "Observation/o1", "Organization/top", "Patient/a" }));
        (await Http.FetchAsync("?_type=Patient,Observation&birthdate=2000", ("Prefer", "handling=strict"))).ExpectIssue(HttpStatusCode.BadRequest, "parameter-not-common");
        (await Http.FetchAsync("?_type=Nonsense")).ExpectIssue(HttpStatusCode.BadRequest, "unknown-type");
    }

    private async Task PutAsync(string json)
    {
        var resource = JsonNode.Parse(json)!;
        (await Http.SendAsync("PUT", $"{resource["resourceType"]}/{resource["id"]}", json)).Expect(HttpStatusCode.Created);
    }

    private static string[] Keys(Answer answer, string mode) =>
        [.. answer.Entries.Where(e => (string?)e["search"]!["mode"] == mode).Select(e => $"{e["resource"]!["resourceType"]}/{e["resource"]!["id"]}")];
}
