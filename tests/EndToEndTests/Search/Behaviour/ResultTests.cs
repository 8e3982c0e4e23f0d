namespace FhirHub.EndToEndTests.Search.Behaviour;

/// <summary>What a search answers with: method, format, count, total, summary, elements.</summary>
[TestFixture]
internal sealed class ResultTests : ServerTests
{
    private const string Form = "application/x-www-form-urlencoded";

    [OneTimeSetUp]
    public async Task StoreAsync()
    {
        for (int i = 0; i < 7; i++)
            await PutPatientAsync($"p{i}", $$"""
                "text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">p</div>"},"active":{{(i < 5 ? "true" : "false")}},"name":[{"family":"Li{{i}}"}],"contact":[{"gender":"male"}]
                """);
    }

    [Test]
    public async Task POST_finds_what_GET_finds_and_a_body_of_another_kind_returns_415()
    {
        var get = (await Http.FetchAsync("Patient?active=true&_sort=family")).Expect(HttpStatusCode.OK);
        var post = (await Http.SendAsync("POST", "Patient/_search", "active=true&_sort=family", Form)).Expect(HttpStatusCode.OK);
        Assert.That(Ids(post), Is.EqualTo(Ids(get)).And.EqualTo(new[] { "p0", "p1", "p2", "p3", "p4" }));
        (await Http.SendAsync("POST", "Patient/_search", "{}", FhirHttp.FhirJson)).Expect(HttpStatusCode.UnsupportedMediaType);
    }

    [Test]
    public async Task HEAD_answers_as_GET_without_a_body()
    {
        var head = (await Http.SendAsync("HEAD", "Patient?active=true")).Expect(HttpStatusCode.OK);
        Assert.That(head.Bytes, Is.Empty);
        Assert.That(head.MediaType, Is.EqualTo(FhirHttp.FhirJson));
        (await Http.SendAsync("HEAD", "Patient?birthdate=x")).Expect(HttpStatusCode.BadRequest);
    }

    [Test]
    public async Task A_total_is_given_as_it_is_asked_for()
    {
        Assert.That((int?)(await Http.FetchAsync("Patient?active=true&_count=2&_total=accurate")).Json["total"], Is.EqualTo(5));
        Assert.That((int?)(await Http.FetchAsync("Patient?active=true&_count=2&_total=estimate")).Json["total"], Is.GreaterThanOrEqualTo(2));
        Assert.That((await Http.FetchAsync("Patient?active=true&_count=2&_total=none")).Json.ContainsKey("total"), Is.False);
        Assert.That((await Http.FetchAsync("Patient?active=true&_total=none")).Json.ContainsKey("total"), Is.False);
    }

    [TestCase("_count=0")]
    [TestCase("_summary=count")]
    public async Task A_count_alone_has_a_total_and_no_entries(string parameter)
    {
        var answer = (await Http.FetchAsync($"Patient?active=true&{parameter}")).Expect(HttpStatusCode.OK);
        Assert.That((int?)answer.Json["total"], Is.EqualTo(5));
        Assert.That(answer.Entries, Is.Empty);
        Assert.That(answer.Link("next"), Is.Null);
    }

    [Test]
    public async Task A_summary_and_elements_shorten_the_matches_and_mark_them()
    {
        var summary = (await Http.FetchAsync("Patient?_id=p0&_summary=true")).Entries[0]["resource"]!.AsObject();
        Assert.That(summary.ContainsKey("contact"), Is.False);
        Assert.That(summary.ContainsKey("name"), Is.True);
        Assert.That(summary["meta"]!.ToJsonString(), Does.Contain("SUBSETTED"));
        var text = (await Http.FetchAsync("Patient?_id=p0&_summary=text")).Entries[0]["resource"]!.AsObject();
        Assert.That((text.ContainsKey("text"), text.ContainsKey("name")), Is.EqualTo((true, false)));
        var elements = (await Http.FetchAsync("Patient?_id=p0&_elements=name")).Entries[0]["resource"]!.AsObject();
        // Elements that change the meaning of others, such as active, are there always.
        Assert.That((elements.ContainsKey("name"), elements.ContainsKey("contact"), elements.ContainsKey("text")), Is.EqualTo((true, false, false)));
    }

    [Test]
    public async Task Entries_have_their_address_and_the_mode_match()
    {
        var entry = (await Http.FetchAsync("Patient?_id=p3")).Entries.Single();
        Assert.That((string?)entry["fullUrl"], Is.EqualTo($"{Server.BaseUrl}Patient/p3"));
        Assert.That((string?)entry["search"]!["mode"], Is.EqualTo("match"));
    }

    [Test]
    public async Task A_search_answers_in_XML()
    {
        var answer = (await Http.FetchAsync("Patient?active=true&_sort=family&_count=3", ("Accept", FhirHttp.FhirXml))).Expect(HttpStatusCode.OK);
        Assert.That(answer.MediaType, Is.EqualTo(FhirHttp.FhirXml));
        var ns = answer.Xml.Name.Namespace;
        Assert.That(answer.Xml.Elements(ns + "entry").Select(e => (string?)e.Element(ns + "resource")!.Element(ns + "Patient")!.Element(ns + "id")!.Attribute("value")),
            Is.EqualTo(new[] { "p0", "p1", "p2" }));
        Assert.That(answer.Xml.Elements(ns + "link").Select(l => (string?)l.Element(ns + "relation")!.Attribute("value")), Does.Contain("next"));
    }

    [Test]
    public async Task An_explanation_names_index_and_documents_and_still_answers()
    {
        var answer = (await Http.FetchAsync("Patient?family=Li&active=true&_explain=true")).Expect(HttpStatusCode.OK);
        Assert.That(Ids(answer), Has.Length.EqualTo(5));
        string outcome = answer.Entries[^1].ToJsonString();
        Assert.That(outcome, Does.Contain("search-condition").And.Contain("search-step").And.Contain("index").And.Contain("examined"));
        Assert.That(outcome, Does.Not.Contain("COLLSCAN"));
    }

    private static string[] Ids(Answer answer) =>
        [.. answer.Entries.Where(e => (string?)e["search"]!["mode"] == "match").Select(e => (string)e["resource"]!["id"]!)];
}
