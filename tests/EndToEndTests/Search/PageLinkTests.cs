using FhirHub.EndToEndTests.Transactions;

namespace FhirHub.EndToEndTests.Search;

/// <summary>What page links carry, and what becomes of them.</summary>
[TestFixture]
internal sealed class PageLinkTests : ServerTests
{
    private const string Form = "application/x-www-form-urlencoded";
    private const int Page = 50;

    private static readonly TimeSpan Later = TimeSpan.FromMinutes(61);

    [OneTimeSetUp]
    public async Task StoreAsync()
    {
        for (int i = 0; i < 6; i++)
            (await Http.SendAsync("PUT", $"Practitioner/p{i}", $$"""{"resourceType":"Practitioner","id":"p{{i}}","active":true,"name":[{"family":"Li"}]}""")).Expect(HttpStatusCode.Created);
    }

    [Test]
    public async Task A_link_that_was_changed_moved_or_added_to_returns_400()
    {
        string next = await NextAsync("Practitioner?_count=5");
        char[] changed = next.ToCharArray();
        changed[^10] = changed[^10] == 'A' ? 'B' : 'A';
        string query = new Uri(next).Query;
        foreach (string link in new[] { new string(changed), next[..^4], "Practitioner?_page=", "Patient" + query, next + "&_count=7", next + "&active=true", next + "&" + query[1..] })
        {
            var refused = (await Http.FetchAsync(link)).ExpectIssue(HttpStatusCode.BadRequest, "page-link");
            Assert.That(refused.Text, Does.Not.Contain("Practitioner/p"), link);
        }
    }

    [Test]
    public async Task A_link_says_nothing_of_what_was_searched_for() =>
        Assert.That(await NextAsync("Practitioner?family=Li&_count=1"), Does.Not.Contain("family").And.Not.Contain("Li&"));

    [Test]
    public async Task A_link_of_a_server_with_another_key_returns_400()
    {
        await using var other = await TestServer.StartAsync();
        string query = new Uri(await NextAsync("Practitioner?_count=5")).Query;
        (await other.Http.FetchAsync("Practitioner" + query)).ExpectIssue(HttpStatusCode.BadRequest, "page-link");
    }

    [Test]
    public async Task A_link_whose_time_is_over_returns_410_and_says_what_to_do()
    {
        var database = await TestDatabase.NewAsync();
        await using var now = await TestServer.StartAsync(database);
        for (int i = 0; i < 3; i++)
            (await now.Http.SendAsync("PUT", $"Patient/{i}", Patient($"{i}"))).Expect(HttpStatusCode.Created);
        string query = new Uri((await now.Http.FetchAsync("Patient?_count=1")).Link("next")!).Query;
        await using var later = await TestServer.ListenAsync(database, new ShiftedTime(Later));
        await Readiness.UntilAsync(later.Http);
        var gone = (await later.Http.FetchAsync("Patient" + query)).ExpectIssue(HttpStatusCode.Gone, "search-expired");
        Assert.That((string?)gone.Issues[0]["diagnostics"], Does.Contain("within 60 minutes").And.Contain("Search again"));
        (await now.Http.FetchAsync("Patient" + query)).Expect(HttpStatusCode.OK);
    }

    [TestCase("lot=a")]
    [TestCase("_sort=lot")]
    [TestCase("lot:missing=false")]
    [TestCase("_sort=lot&lot=a")]
    public async Task A_link_of_a_parameter_that_is_no_longer_understood_returns_410(string search)
    {
        string[] ids = ["polymer-a", "polymer-b", "polymer-c"];
        foreach (string id in ids)
            await Http.SendAsync("DELETE", $"SubstancePolymer/{id}");
        await Http.DefineAsync("lot", CustomParameters.Definition("lot", "lot", "SubstancePolymer", expression: "SubstancePolymer.modification"));
        await Http.ReindexAsync("SubstancePolymer/$reindex");
        foreach (string id in ids)
            Assert.That((await Http.SendAsync("PUT", $"SubstancePolymer/{id}", $$"""{"resourceType":"SubstancePolymer","id":"{{id}}","modification":["a {{id}}"]}""")).Status, Is.EqualTo(HttpStatusCode.Created).Or.EqualTo(HttpStatusCode.OK));
        string next = await NextAsync($"SubstancePolymer?{search}&_count=1");
        (await Http.FetchAsync(next)).Expect(HttpStatusCode.OK);

        await Http.DefineAsync("lot", CustomParameters.Definition("lot", "lot", "SubstancePolymer", expression: "SubstancePolymer.geometry.text"));
        await AssertGoneAsync(next, "parameter-pending");
        (await Http.SendAsync("DELETE", "SearchParameter/lot")).Expect(HttpStatusCode.NoContent);
        await AssertGoneAsync(next, "parameter-unknown");
    }

    [Test]
    public async Task The_pages_of_a_search_keep_the_format_of_the_first_and_a_link_may_ask_for_another()
    {
        var first = (await Http.FetchAsync("Practitioner?_count=1&_format=xml&_pretty=true")).Expect(HttpStatusCode.OK);
        string next = XmlLink(first, "next");
        var second = (await Http.FetchAsync(next)).Expect(HttpStatusCode.OK);
        Assert.That(second.MediaType, Is.EqualTo(FhirHttp.FhirXml));
        Assert.That(second.Text, Does.Contain("\n  <"));
        var changed = (await Http.FetchAsync(next + "&_format=json")).Expect(HttpStatusCode.OK);
        Assert.That(changed.MediaType, Is.EqualTo(FhirHttp.FhirJson));
        Assert.That(changed.Text, Does.Contain("\n  \""));
        Assert.That(changed.Link("self"), Is.EqualTo(next + "&_format=json"));
        var third = (await Http.FetchAsync(changed.Link("next")!)).Expect(HttpStatusCode.OK);
        Assert.That(third.MediaType, Is.EqualTo(FhirHttp.FhirJson));
        var plain = (await Http.FetchAsync(changed.Link("next")! + "&_pretty=false")).Expect(HttpStatusCode.OK);
        Assert.That(plain.Text, Does.Not.Contain("\n  \""));
        Assert.That(plain.Entries.Select(e => e.ToJsonString()), Is.EqualTo(third.Entries.Select(e => e.ToJsonString())));
    }

    [Test]
    public async Task A_posted_search_keeps_the_format_of_its_form()
    {
        var first = (await Http.SendAsync("POST", "Practitioner/_search", "_count=1&_format=xml", Form)).Expect(HttpStatusCode.OK);
        Assert.That((await Http.FetchAsync(XmlLink(first, "next"))).Expect(HttpStatusCode.OK).MediaType, Is.EqualTo(FhirHttp.FhirXml));
        var wrong = (await Http.SendAsync("POST", "Practitioner/_search", "_count=x&_format=xml", Form)).Expect(HttpStatusCode.BadRequest);
        Assert.That(wrong.MediaType, Is.EqualTo(FhirHttp.FhirXml));
    }

    [Test]
    public async Task The_pages_of_everything_keep_the_format_of_the_first()
    {
        string id = await NewPatientAsync();
        (await Http.SendAsync("POST", "Observation", $$"""{"resourceType":"Observation","status":"final","code":{"text":"c"},"subject":{"reference":"Patient/{{id}}"} }""")).Expect(HttpStatusCode.Created);
        string next = XmlLink((await Http.FetchAsync($"Patient/{id}/$everything?_count=1&_format=xml")).Expect(HttpStatusCode.OK), "next");
        Assert.That((await Http.FetchAsync(next)).Expect(HttpStatusCode.OK).MediaType, Is.EqualTo(FhirHttp.FhirXml));
        var json = (await Http.FetchAsync(next + "&_format=json")).Expect(HttpStatusCode.OK);
        Assert.That(json.MediaType, Is.EqualTo(FhirHttp.FhirJson));
        Assert.That(json.Link("self"), Is.EqualTo(next + "&_format=json"));
        (await Http.FetchAsync(next + "&_type=Patient")).ExpectIssue(HttpStatusCode.BadRequest, "page-link");
    }

    [Test]
    public async Task A_posted_search_of_400_ids_can_be_paged_to_its_end_and_back()
    {
        string[] ids = [.. Enumerable.Range(0, 400).Select(_ => NewId())];
        (await Http.PostBundleAsync(Bundles.Batch([.. ids.Select(id => Bundles.Entry("PUT", $"Patient/{id}", Patient(id)))]))).Expect(HttpStatusCode.OK);
        var page = (await Http.SendAsync("POST", "Patient/_search", $"_count={Page}&_sort=_id&_id={string.Join(',', ids)}", Form)).Expect(HttpStatusCode.OK);
        Assert.That(page.Link("next"), Has.Length.GreaterThan(8192));
        var pages = new List<string[]> { Ids(page) };
        while (page.Link("next") is { } next)
        {
            page = (await Http.FetchAsync(next)).Expect(HttpStatusCode.OK);
            pages.Add(Ids(page));
        }

        Assert.That(pages, Has.Count.EqualTo(ids.Length / Page));
        Assert.That(pages.SelectMany(p => p), Is.EqualTo(ids.Order(StringComparer.Ordinal)));
        page = (await Http.FetchAsync(page.Link("previous")!)).Expect(HttpStatusCode.OK);
        Assert.That(Ids(page), Is.EqualTo(pages[^2]));
        Assert.That(Ids(await Http.FetchAsync(page.Link("first")!)), Is.EqualTo(pages[0]));
    }

    [Test]
    public async Task A_search_too_long_for_links_says_so_and_works_on_one_page()
    {
        string others = string.Join(',', Enumerable.Range(0, 4000).Select(_ => NewId()));
        var refused = await Http.SendAsync("POST", "Practitioner/_search", $"_count=1&_id=p1,p2,{others}", Form);
        refused.ExpectIssue(HttpStatusCode.RequestEntityTooLarge, "page-link-too-long");
        var whole = (await Http.SendAsync("POST", "Practitioner/_search", $"_id=p1,p2,{others}", Form)).Expect(HttpStatusCode.OK);
        Assert.That(Ids(whole), Is.EquivalentTo(new[] { "p1", "p2" }));
    }

    private static string[] Ids(Answer page) => [.. page.Entries.Select(e => (string)e["resource"]!["id"]!)];

    private static string XmlLink(Answer page, string relation) => page.Xml.Elements().Where(e => e.Name.LocalName == "link")
        .Single(l => (string?)l.Elements().First(e => e.Name.LocalName == "relation").Attribute("value") == relation)
        .Elements().First(e => e.Name.LocalName == "url").Attribute("value")!.Value;

    private async Task<string> NextAsync(string search) => (await Http.FetchAsync(search, ("Prefer", "handling=strict"))).Expect(HttpStatusCode.OK).Link("next")!;

    private async Task AssertGoneAsync(string link, string cause)
    {
        var gone = (await Http.FetchAsync(link)).ExpectIssue(HttpStatusCode.Gone, "search-changed");
        Assert.That((string?)gone.Issues[0]["diagnostics"], Does.Contain("Search again"));
        Assert.That(gone.IssueCodes, Does.Contain(cause));
    }

    private sealed class ShiftedTime(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
