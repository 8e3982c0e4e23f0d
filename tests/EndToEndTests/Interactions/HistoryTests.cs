namespace FhirHub.EndToEndTests.Interactions;

/// <summary>Histories, on a server whose pages hold 3 rows by default and 5 at most.</summary>
[TestFixture]
internal sealed class HistoryTests : ServerTests
{
    protected override (string Name, string Value)[] Settings => [("DefaultPageSize", "3"), ("MaxPageSize", "5")];

    [Test]
    public async Task History_of_a_resource_has_every_version_newest_first_with_request_and_response()
    {
        string id = await CreatedUpdatedPatchedDeletedAsync();
        var history = (await Http.FetchAsync($"Patient/{id}/_history?_count=5")).Expect(HttpStatusCode.OK);
        var entries = history.Entries;
        Assert.Multiple(() =>
        {
            Assert.That((string?)history.Json["type"], Is.EqualTo("history"));
            Assert.That((int?)history.Json["total"], Is.EqualTo(5));
            Assert.That(history.EntryTags, Is.EqualTo(new[] { "W/\"5\"", "W/\"4\"", "W/\"3\"", "W/\"2\"", "W/\"1\"" }));
            Assert.That(entries.Select(e => (string?)e["request"]!["method"]), Is.EqualTo(new[] { "PUT", "DELETE", "PATCH", "PUT", "POST" }));
            Assert.That(entries.Select(e => (string?)e["response"]!["status"]), Is.EqualTo(new[] { "201", "204", "200", "200", "201" }));
            Assert.That(entries.Select(e => (string?)e["request"]!["url"]).Distinct(), Is.EqualTo(new[] { $"Patient/{id}", "Patient" }));
            Assert.That(entries.Select(e => (string?)e["fullUrl"]).Distinct(), Is.EqualTo(new[] { $"{Server.BaseUrl}Patient/{id}" }));
            Assert.That(entries.Select(e => e.ContainsKey("resource")), Is.EqualTo(new[] { true, false, true, true, true }));
        });
        foreach (var entry in entries.Where(e => e.ContainsKey("resource")))
        {
            Assert.That((string?)entry["response"]!["lastModified"], Is.EqualTo((string?)entry["resource"]!["meta"]!["lastUpdated"]));
            Assert.That((string?)entry["response"]!["etag"], Is.EqualTo($"W/\"{entry["resource"]!["meta"]!["versionId"]}\""));
        }
    }

    [Test]
    public async Task History_of_an_unknown_resource_returns_404_and_of_a_bad_id_400()
    {
        (await Http.FetchAsync($"Patient/{NewId()}/_history")).ExpectIssue(HttpStatusCode.NotFound, "not-found");
        (await Http.FetchAsync("Patient/a_b/_history")).ExpectIssue(HttpStatusCode.BadRequest, "id-invalid");
        (await Http.FetchAsync("Nonsense/_history")).ExpectIssue(HttpStatusCode.NotFound, "unknown-type");
    }

    [Test]
    public async Task History_of_a_type_holds_that_type_alone_and_of_the_server_all()
    {
        string id = await NewPatientAsync();
        (await Http.SendAsync("PUT", $"Person/{id}", $$"""{"resourceType":"Person","id":"{{id}}"}""")).Expect(HttpStatusCode.Created);
        string[] persons = await VersionsAsync("Person/_history");
        Assert.That(persons, Does.Contain($"Person/{id}/1"));
        Assert.That(persons, Is.All.StartsWith("Person/"));
        string[] all = await VersionsAsync("_history");
        Assert.That(all, Does.Contain($"Person/{id}/1").And.Contain($"Patient/{id}/1"));
        Assert.That(await VersionsAsync("Flag/_history"), Is.Empty);
    }

    [Test]
    public async Task Pages_have_the_default_size_and_links_that_lead_through_all()
    {
        string id = await CreatedUpdatedPatchedDeletedAsync();
        var first = await Http.FetchAsync($"Patient/{id}/_history");
        var second = await Http.FetchAsync(first.Link("next")!);
        Assert.Multiple(() =>
        {
            Assert.That(first.EntryTags, Is.EqualTo(new[] { "W/\"5\"", "W/\"4\"", "W/\"3\"" }));
            Assert.That(first.Link("self"), Is.EqualTo($"{Server.BaseUrl}Patient/{id}/_history"));
            Assert.That(second.EntryTags, Is.EqualTo(new[] { "W/\"2\"", "W/\"1\"" }));
            Assert.That(second.Link("self"), Is.EqualTo(first.Link("next")));
            Assert.That(second.Link("first"), Is.EqualTo(first.Link("self")));
            Assert.That(second.Link("next"), Is.Null);
            Assert.That((int?)second.Json["total"], Is.EqualTo(5));
        });
    }

    [Test]
    public async Task Page_links_keep_what_was_asked_for()
    {
        string id = await CreatedUpdatedPatchedDeletedAsync();
        var first = await Http.FetchAsync($"Patient/{id}/_history?_count=2&_since=2000-01-01T00:00:00%2B08:00&_elements=active&_pretty=true&_format=application/fhir%2Bjson");
        string next = first.Link("next")!;
        foreach (string parameter in new[] { "_count=2", "_since=2000-01-01T00%3A00%3A00%2B08%3A00", "_elements=active", "_pretty=true", "_format=application%2Ffhir%2Bjson" })
            Assert.That(next, Does.Contain(parameter));
        var second = await Http.FetchAsync(next);
        Assert.That(second.EntryTags, Is.EqualTo(new[] { "W/\"3\"", "W/\"2\"" }));
        Assert.That((string?)second.Entries[0]["resource"]!["meta"]!["tag"]![0]!["code"], Is.EqualTo("SUBSETTED"));
    }

    [TestCase("_count=0")]
    [TestCase("_summary=count")]
    public async Task Count_alone_returns_the_total_without_entries(string query)
    {
        string id = await CreatedUpdatedPatchedDeletedAsync();
        foreach (string path in new[] { $"Patient/{id}/_history", "Patient/_history", "_history" })
        {
            var count = (await Http.FetchAsync($"{path}?{query}")).Expect(HttpStatusCode.OK);
            Assert.That((int?)count.Json["total"], Is.GreaterThanOrEqualTo(5), path);
            Assert.That(count.Json.ContainsKey("entry"), Is.False);
            Assert.That(count.Link("next"), Is.Null);
        }
    }

    [Test]
    public async Task Count_over_the_limit_is_taken_down_to_it()
    {
        await CreatedUpdatedPatchedDeletedAsync();
        await CreatedUpdatedPatchedDeletedAsync();
        Assert.That((await Http.FetchAsync("_history?_count=2147483647")).Entries, Has.Length.EqualTo(5));
    }

    [TestCase("_count=-1")]
    [TestCase("_count=1.5")]
    [TestCase("_count=ten")]
    [TestCase("_count=99999999999999999999")]
    [TestCase("_since=yesterday")]
    [TestCase("_since=2024-13-01")]
    [TestCase("_since=2024-02-30T00:00:00Z")]
    [TestCase("_at=now")]
    [TestCase("_at=12:00")]
    [TestCase("_summary=some")]
    [TestCase("_pretty=perhaps")]
    public async Task A_parameter_that_cannot_be_read_returns_400(string query)
    {
        string id = await NewPatientAsync();
        foreach (string path in new[] { $"Patient/{id}/_history", "Patient/_history", "_history" })
            (await Http.FetchAsync($"{path}?{query}")).ExpectIssue(HttpStatusCode.BadRequest, "parameter-invalid");
    }

    [TestCase("_count=1&_count=2")]
    [TestCase("_since=2024&_since=2025")]
    public async Task A_parameter_given_twice_returns_400(string query) =>
        (await Http.FetchAsync($"_history?{query}")).ExpectIssue(HttpStatusCode.BadRequest, "parameter-repeated");

    [Test]
    public async Task Since_takes_in_its_own_moment_and_all_after_it()
    {
        string id = await CreatedUpdatedPatchedDeletedAsync();
        string third = (await Http.FetchAsync($"Patient/{id}/_history/3")).LastUpdated;
        var history = await Http.FetchAsync($"Patient/{id}/_history?_count=5&_since={third}");
        Assert.That(history.EntryTags, Is.EqualTo(new[] { "W/\"5\"", "W/\"4\"", "W/\"3\"" }));
        Assert.That((int?)history.Json["total"], Is.EqualTo(3));
        string plus8 = DateTimeOffset.Parse(third, System.Globalization.CultureInfo.InvariantCulture).ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", System.Globalization.CultureInfo.InvariantCulture);
        Assert.That((await Http.FetchAsync($"Patient/{id}/_history?_since={Uri.EscapeDataString(plus8)}")).EntryTags, Has.Length.EqualTo(3));
        Assert.That((await Http.FetchAsync($"Patient/{id}/_history?_since={plus8}")).EntryTags, Has.Length.EqualTo(3), "a plus sign that was not escaped");
        Assert.That((await Http.FetchAsync($"Patient/{id}/_history?_since=2999-01-01")).Entries, Is.Empty);
    }

    [Test]
    public async Task At_returns_the_version_that_was_current_then()
    {
        string id = await CreatedUpdatedPatchedDeletedAsync();
        for (int version = 1; version <= 3; version++)
        {
            string moment = (await Http.FetchAsync($"Patient/{id}/_history/{version}")).LastUpdated;
            Assert.That((await Http.FetchAsync($"Patient/{id}/_history?_at={moment}")).EntryTags, Is.EqualTo(new[] { $"W/\"{version}\"" }));
        }

        Assert.That((await Http.FetchAsync($"Patient/{id}/_history?_at=1999")).Entries, Is.Empty);
        Assert.That((await Http.FetchAsync($"Patient/{id}/_history?_count=5&_at={TimeProvider.System.GetUtcNow().Year}")).Entries, Has.Length.EqualTo(5), "current at some time of the year");
        Assert.That((await Http.FetchAsync($"Patient/{id}/_history?_at=2999")).EntryTags, Is.EqualTo(new[] { "W/\"5\"" }));
    }

    [Test]
    public async Task At_a_time_after_its_deletion_a_resource_is_not_there()
    {
        string id = await NewPatientAsync();
        await DeletePatientAsync(id);
        Assert.That((await Http.FetchAsync($"Patient/{id}/_history?_at=2999")).Entries, Is.Empty);
    }

    [TestCase("9999")]
    [TestCase("9999-12")]
    [TestCase("9999-12-31")]
    [TestCase("9999-12-31T23:59Z")]
    [TestCase("9999-12-31T23:59:59Z")]
    [TestCase("9999-12-31T23:59:59.999Z")]
    [TestCase("9999-12-31T23:59:59.9999999-14:00")]
    [TestCase("0001")]
    [TestCase("0001-01-01T00:00:00Z")]
    [TestCase("0001-01-01T00:00:00+14:00")]
    public async Task The_ends_of_time_are_times_or_invalid_but_no_fault(string moment)
    {
        foreach (string name in new[] { "_at", "_since" })
        {
            var answer = await Http.FetchAsync($"_history?{name}={Uri.EscapeDataString(moment)}");
            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK).Or.EqualTo(HttpStatusCode.BadRequest), answer.Text);
        }
    }

    [TestCase("x")]
    [TestCase("%00")]
    [TestCase("!!!!")]
    [TestCase("MXwx")]
    [TestCase("OTk5OTk5OTk5OTk5OTk5OTk5OXwxfFBhdGllbnQvMQ")]
    [TestCase("MXwxfFBhdGllbnQ")]
    public async Task A_page_that_this_server_did_not_make_returns_400(string page) =>
        (await Http.FetchAsync($"_history?_page={page}")).ExpectIssue(HttpStatusCode.BadRequest, "page-invalid");

    [Test]
    public async Task Summary_and_elements_apply_to_each_entry()
    {
        string id = await NewPatientAsync("\"birthDate\":\"1970\",\"text\":{\"status\":\"empty\",\"div\":\"<div xmlns=\\\"http://www.w3.org/1999/xhtml\\\">x</div>\"},\"gender\":\"male\"");
        var summary = (await Http.FetchAsync($"Patient/{id}/_history?_summary=data")).Entries[0]["resource"]!.AsObject();
        Assert.That(summary.ContainsKey("text"), Is.False);
        var elements = (await Http.FetchAsync($"Patient/{id}/_history?_elements=gender")).Entries[0]["resource"]!.AsObject();
        Assert.That(elements.ContainsKey("gender"), Is.True);
        Assert.That(elements.ContainsKey("birthDate"), Is.False);
        (await Http.FetchAsync($"Patient/{id}/_history?_elements=nonsense")).ExpectIssue(HttpStatusCode.BadRequest, "elements-unknown");
    }

    [Test]
    public async Task History_is_written_as_XML_too()
    {
        string id = await CreatedUpdatedPatchedDeletedAsync();
        var xml = (await Http.FetchAsync($"Patient/{id}/_history?_count=5", ("Accept", FhirHttp.FhirXml))).Expect(HttpStatusCode.OK).Xml;
        var fhir = xml.Name.Namespace;
        Assert.That(xml.Name.LocalName, Is.EqualTo("Bundle"));
        Assert.That(xml.Elements(fhir + "entry").Count(), Is.EqualTo(5));
        Assert.That(xml.Descendants(fhir + "Patient").Count(), Is.EqualTo(4));
    }

    [Test]
    public async Task Head_of_a_history_answers_without_a_body() =>
        Assert.That((await Http.SendAsync("HEAD", "_history")).Expect(HttpStatusCode.OK).Bytes, Is.Empty);

    /// <summary>A patient with the versions POST, PUT, PATCH, DELETE and PUT.</summary>
    private async Task<string> CreatedUpdatedPatchedDeletedAsync()
    {
        string id = (await Http.SendAsync("POST", "Patient", """{"resourceType":"Patient","active":true}""")).Expect(HttpStatusCode.Created).Id;
        (await PutPatientAsync(id)).Expect(HttpStatusCode.OK);
        (await Http.SendAsync("PATCH", $"Patient/{id}", """{"active":false}""", FhirHttp.MergePatch)).Expect(HttpStatusCode.OK);
        await DeletePatientAsync(id);
        (await PutPatientAsync(id)).Expect(HttpStatusCode.Created);
        return id;
    }

    private async Task<string[]> VersionsAsync(string path)
    {
        var versions = new List<string>();
        await foreach (var page in Http.PagesAsync(path))
            versions.AddRange(page.EntryVersions);
        Assert.That(versions, Is.Unique);
        return [.. versions];
    }
}
