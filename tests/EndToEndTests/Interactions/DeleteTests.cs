namespace FhirHub.EndToEndTests.Interactions;

[TestFixture]
internal sealed class DeleteTests : ServerTests
{
    [Test]
    public async Task Delete_returns_204_without_a_body_and_leaves_a_tombstone()
    {
        string id = await NewPatientAsync();
        var deleted = (await Http.SendAsync("DELETE", $"Patient/{id}")).Expect(HttpStatusCode.NoContent);
        Assert.That(deleted.Bytes, Is.Empty);
        Assert.That(deleted.Header("ETag"), Is.EqualTo("W/\"2\""));
        (await Http.FetchAsync($"Patient/{id}")).ExpectIssue(HttpStatusCode.Gone, "deleted");
        var newest = (await Http.FetchAsync($"Patient/{id}/_history")).Entries[0];
        Assert.Multiple(() =>
        {
            Assert.That((string?)newest["request"]!["method"], Is.EqualTo("DELETE"));
            Assert.That((string?)newest["request"]!["url"], Is.EqualTo($"Patient/{id}"));
            Assert.That((string?)newest["response"]!["status"], Is.EqualTo("204"));
            Assert.That(newest.ContainsKey("resource"), Is.False);
        });
    }

    [Test]
    public async Task Delete_may_be_repeated_and_makes_no_further_version()
    {
        string id = await NewPatientAsync();
        await DeletePatientAsync(id);
        await DeletePatientAsync(id);
        await AssertVersionAsync($"Patient/{id}", 2);
    }

    [Test]
    public async Task Delete_of_what_never_was_returns_204_and_leaves_nothing()
    {
        string id = NewId();
        await DeletePatientAsync(id);
        (await Http.FetchAsync($"Patient/{id}")).Expect(HttpStatusCode.NotFound);
        (await Http.FetchAsync($"Patient/{id}/_history")).Expect(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task Prefer_OperationOutcome_returns_200_and_tells_what_happened()
    {
        string id = await NewPatientAsync();
        foreach (string said in new[] { "is deleted", "was deleted before" })
        {
            var deleted = (await Http.SendAsync("DELETE", $"Patient/{id}", headers: ("Prefer", "return=OperationOutcome"))).ExpectIssue(HttpStatusCode.OK, "deleted");
            Assert.That((string?)deleted.Issues[0]["diagnostics"], Does.Contain(said));
            Assert.That(deleted.Header("Preference-Applied"), Is.EqualTo("return=OperationOutcome"));
        }
    }

    [Test]
    public async Task A_representation_of_a_deletion_is_not_claimed()
    {
        string id = await NewPatientAsync();
        var deleted = (await Http.SendAsync("DELETE", $"Patient/{id}", headers: ("Prefer", "return=representation"))).Expect(HttpStatusCode.NoContent);
        Assert.That(deleted.Header("Preference-Applied"), Is.Null);
    }

    [Test]
    public async Task If_Match_with_a_stale_version_returns_412_and_deletes_nothing()
    {
        string id = await NewPatientAsync();
        await PutPatientAsync(id);
        (await Http.SendAsync("DELETE", $"Patient/{id}", headers: ("If-Match", "W/\"1\""))).ExpectIssue(HttpStatusCode.PreconditionFailed, "version-mismatch");
        await AssertVersionAsync($"Patient/{id}", 2);
        (await Http.SendAsync("DELETE", $"Patient/{id}", headers: ("If-Match", "W/\"2\""))).Expect(HttpStatusCode.NoContent);
    }

    [Test]
    public async Task Unknown_types_and_ids_that_break_the_rule_are_refused()
    {
        (await Http.SendAsync("DELETE", "Nonsense/1")).ExpectIssue(HttpStatusCode.NotFound, "unknown-type");
        (await Http.SendAsync("DELETE", "Patient/a_b")).ExpectIssue(HttpStatusCode.BadRequest, "id-invalid");
    }

    [Test]
    public async Task Of_many_deletions_at_once_one_makes_a_version()
    {
        string id = await NewPatientAsync();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => DeletePatientAsync(id)));
        await AssertVersionAsync($"Patient/{id}", 2);
    }
}
