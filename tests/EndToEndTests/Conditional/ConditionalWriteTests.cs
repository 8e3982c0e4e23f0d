using FhirHub.EndToEndTests.Transactions;
using static FhirHub.EndToEndTests.Transactions.Bundles;

namespace FhirHub.EndToEndTests.Conditional;

/// <summary>https://hl7.org/fhir/R4/http.html#ccreate, #cond-update and conditional patch and delete.</summary>
[TestFixture]
internal sealed class ConditionalWriteTests : ServerTests
{
    private const string Patch = """[{"op":"replace","path":"/active","value":false}]""";

    [Test]
    public async Task Conditional_create_makes_one_and_then_finds_it()
    {
        string identifier = NewId();
        var created = (await CreateAsync(identifier)).Expect(HttpStatusCode.Created);
        var found = (await CreateAsync(identifier)).Expect(HttpStatusCode.OK);
        Assert.Multiple(() =>
        {
            Assert.That(found.Id, Is.EqualTo(created.Id));
            Assert.That(found.Header("ETag"), Is.EqualTo("W/\"1\""));
            Assert.That(found.Header("Location"), Is.EqualTo(created.Header("Location")));
        });
        await AssertVersionAsync($"Patient/{created.Id}", 1);
    }

    [Test]
    public async Task Conditional_create_does_not_find_what_was_deleted()
    {
        string identifier = NewId();
        var first = (await CreateAsync(identifier)).Expect(HttpStatusCode.Created);
        await DeletePatientAsync(first.Id);
        var second = (await CreateAsync(identifier)).Expect(HttpStatusCode.Created);
        Assert.That(second.Id, Is.Not.EqualTo(first.Id));
    }

    [Test]
    public async Task Conditional_create_with_several_matches_returns_412_and_creates_nothing()
    {
        string identifier = await TwoAsync();
        (await CreateAsync(identifier)).ExpectIssue(HttpStatusCode.PreconditionFailed, "multiple-matches");
        Assert.That(await CountAsync(identifier), Is.EqualTo(2));
    }

    [Test]
    public async Task Conditional_update_creates_updates_and_refuses_by_the_number_of_matches()
    {
        string identifier = NewId();
        var created = (await UpdateAsync(identifier)).Expect(HttpStatusCode.Created);
        var updated = (await UpdateAsync(identifier, members: "\"active\":false")).Expect(HttpStatusCode.OK);
        Assert.That(updated.Id, Is.EqualTo(created.Id));
        Assert.That(updated.Version, Is.EqualTo(2));
        string several = await TwoAsync();
        (await UpdateAsync(several)).ExpectIssue(HttpStatusCode.PreconditionFailed, "multiple-matches");
    }

    [Test]
    public async Task Conditional_update_heeds_an_id_in_the_body()
    {
        string identifier = NewId();
        string id = NewId();
        var created = (await UpdateAsync(identifier, id)).Expect(HttpStatusCode.Created);
        Assert.That(created.Id, Is.EqualTo(id), "no match, id given: it is taken");
        (await UpdateAsync(identifier, id)).Expect(HttpStatusCode.OK);
        (await UpdateAsync(identifier, NewId())).ExpectIssue(HttpStatusCode.BadRequest, "id-mismatch");
        (await UpdateAsync(NewId(), id)).ExpectIssue(HttpStatusCode.Conflict, "id-taken");
        await AssertVersionAsync($"Patient/{id}", 2);
    }

    [Test]
    public async Task Conditional_update_heeds_If_Match()
    {
        string identifier = NewId();
        (await UpdateAsync(identifier, headers: ("If-Match", "W/\"1\""))).ExpectIssue(HttpStatusCode.PreconditionFailed, "version-mismatch");
        (await UpdateAsync(identifier)).Expect(HttpStatusCode.Created);
        (await UpdateAsync(identifier, headers: ("If-Match", "W/\"1\""))).Expect(HttpStatusCode.OK);
        (await UpdateAsync(identifier, headers: ("If-Match", "W/\"1\""))).ExpectIssue(HttpStatusCode.PreconditionFailed, "version-mismatch");
    }

    [Test]
    public async Task Conditional_patch_changes_the_match_and_refuses_none_and_several()
    {
        string identifier = NewId();
        (await PatchAsync(identifier)).ExpectIssue(HttpStatusCode.NotFound, "not-found");
        (await CreateAsync(identifier)).Expect(HttpStatusCode.Created);
        Assert.That((bool?)(await PatchAsync(identifier)).Expect(HttpStatusCode.OK).Json["active"], Is.False);
        (await PatchAsync(await TwoAsync())).ExpectIssue(HttpStatusCode.PreconditionFailed, "multiple-matches");
    }

    [Test]
    public async Task Conditional_delete_takes_one_and_refuses_several()
    {
        string identifier = NewId();
        (await DeleteAsync(identifier)).Expect(HttpStatusCode.NoContent);
        var created = (await CreateAsync(identifier)).Expect(HttpStatusCode.Created);
        (await DeleteAsync(identifier)).Expect(HttpStatusCode.NoContent);
        (await Http.FetchAsync($"Patient/{created.Id}")).Expect(HttpStatusCode.Gone);
        string several = await TwoAsync();
        (await DeleteAsync(several)).ExpectIssue(HttpStatusCode.PreconditionFailed, "multiple-matches");
        Assert.That(await CountAsync(several), Is.EqualTo(2));
    }

    [TestCase("PUT", "Patient", HttpStatusCode.PreconditionFailed, "criteria-missing")]
    [TestCase("DELETE", "Patient", HttpStatusCode.PreconditionFailed, "criteria-missing")]
    [TestCase("DELETE", "Patient?_format=json", HttpStatusCode.PreconditionFailed, "criteria-missing")]
    [TestCase("DELETE", "Patient?colour=red", HttpStatusCode.BadRequest, "parameter-unknown")]
    [TestCase("DELETE", "Patient?identifier=", HttpStatusCode.BadRequest, "parameter-empty")]
    [TestCase("DELETE", "Patient?identifier=x&_sort=name", HttpStatusCode.BadRequest, "criteria-parameter")]
    [TestCase("DELETE", "Patient?birthdate=yesterday", HttpStatusCode.BadRequest, null)]
    [TestCase("DELETE", "Nonsense?identifier=x", HttpStatusCode.NotFound, "unknown-type")]
    public async Task Criteria_that_are_not_wholly_understood_change_nothing(string method, string path, HttpStatusCode status, string? code)
    {
        string id = await NewPatientAsync();
        var answer = await Http.SendAsync(method, path, method == "DELETE" ? null : """{"resourceType":"Patient"}""");
        answer.Expect(status);
        if (code is not null)
            Assert.That(answer.IssueCodes, Does.Contain(code));
        await AssertVersionAsync($"Patient/{id}", 1);
    }

    [TestCase("", HttpStatusCode.PreconditionFailed)]
    [TestCase("colour=red", HttpStatusCode.BadRequest)]
    [TestCase("identifier=x&_count=1", HttpStatusCode.BadRequest)]
    public async Task If_None_Exist_that_is_not_wholly_understood_creates_nothing(string criteria, HttpStatusCode status)
    {
        (await Http.SendAsync("POST", "Basic", """{"resourceType":"Basic","code":{"text":"x"}}""", headers: ("If-None-Exist", criteria))).Expect(status);
        Assert.That((await Http.FetchAsync("Basic/_history")).Entries, Is.Empty);
    }

    [Test]
    public async Task Entries_of_a_transaction_are_conditional_and_referred_to_like_others()
    {
        string identifier = NewId();
        const string Urn = "urn:uuid:61ebe359-bfdc-4613-8bf2-c5e300945f0b";
        string person = Person(identifier);
        string observation = $$"""{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"{{Urn}}"} }""";
        string byCondition = $$"""{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"Patient?identifier=http://t|{{identifier}}"} }""";
        string bundle = Transaction(
            Entry("POST", "Patient", person, Urn, ("ifNoneExist", $"identifier=http://t|{identifier}")),
            Entry("POST", "Observation", observation),
            Entry("POST", "Observation", byCondition),
            Entry("POST", "Patient", person, null, ("ifNoneExist", $"Patient?identifier=http%3A%2F%2Ft%7C{identifier}")));
        var first = (await Http.PostBundleAsync(bundle)).Expect(HttpStatusCode.OK);
        Assert.That(first.EntryStatuses(), Is.EqualTo(new[] { "201", "201", "201", "200" }));
        var second = (await Http.PostBundleAsync(bundle)).Expect(HttpStatusCode.OK);
        Assert.That(second.EntryStatuses(), Is.EqualTo(new[] { "200", "201", "201", "200" }));
        foreach (var answer in new[] { first, second })
        {
            Assert.That(answer.EntryKey(0), Is.EqualTo(first.EntryKey(0)));
            Assert.That(answer.EntryKey(3), Is.EqualTo(first.EntryKey(0)));
            foreach (int i in new[] { 1, 2 })
                Assert.That((string?)(await Http.FetchAsync(answer.EntryKey(i))).Json["subject"]!["reference"], Is.EqualTo(first.EntryKey(0)));
        }
    }

    [Test]
    public async Task What_a_transaction_deletes_is_no_match_for_its_other_entries()
    {
        string identifier = NewId();
        var old = (await CreateAsync(identifier)).Expect(HttpStatusCode.Created);
        var answer = (await Http.PostBundleAsync(Transaction(
            Entry("POST", "Patient", Person(identifier), null, ("ifNoneExist", $"identifier=http://t|{identifier}")),
            Entry("DELETE", $"Patient/{old.Id}")))).Expect(HttpStatusCode.OK);
        Assert.That(answer.EntryStatuses(), Is.EqualTo(new[] { "201", "204" }));
    }

    [Test]
    public async Task A_resource_that_is_named_and_matched_in_one_transaction_is_refused()
    {
        string identifier = NewId();
        var old = (await CreateAsync(identifier)).Expect(HttpStatusCode.Created);
        var answer = (await Http.PostBundleAsync(Transaction(
            Entry("PUT", $"Patient/{old.Id}", Patient(old.Id)),
            Entry("PUT", $"Patient?identifier=http://t|{identifier}", Person(identifier))))).ExpectIssue(HttpStatusCode.BadRequest, "resource-repeated");
        Assert.That(answer.Expressions, Is.EqualTo(new[] { "Bundle.entry[1].request.url" }));
        await AssertVersionAsync($"Patient/{old.Id}", 1);
    }

    private static string Person(string identifier, string members = "\"active\":true") =>
        $$"""{"resourceType":"Patient","identifier":[{"system":"http://t","value":"{{identifier}}"}],{{members}}}""";

    private Task<Answer> CreateAsync(string identifier) =>
        Http.SendAsync("POST", "Patient", Person(identifier), headers: ("If-None-Exist", $"identifier=http://t|{identifier}"));

    private Task<Answer> UpdateAsync(string identifier, string? id = null, string members = "\"active\":true", params (string Name, string Value)[] headers) => Http.SendAsync(
        "PUT", $"Patient?identifier=http://t|{identifier}", Person(identifier, id is null ? members : $"\"id\":\"{id}\",{members}"), headers: headers);

    private Task<Answer> PatchAsync(string identifier) => Http.SendAsync("PATCH", $"Patient?identifier=http://t|{identifier}", Patch, FhirHttp.JsonPatch);

    private Task<Answer> DeleteAsync(string identifier) => Http.SendAsync("DELETE", $"Patient?identifier=http://t|{identifier}");

    /// <summary>Two with one identifier, created without conditions.</summary>
    private async Task<string> TwoAsync()
    {
        string identifier = NewId();
        for (int i = 0; i < 2; i++)
            (await Http.SendAsync("POST", "Patient", Person(identifier))).Expect(HttpStatusCode.Created);
        return identifier;
    }

    private async Task<int> CountAsync(string identifier)
    {
        var history = await Http.FetchAsync("Patient/_history?_count=1000");
        return history.Entries.Count(e => e["resource"]?.ToJsonString().Contains(identifier, StringComparison.Ordinal) == true);
    }
}
