namespace FhirHub.EndToEndTests.Interactions;

/// <summary>A server that chooses all ids itself.</summary>
[TestFixture]
internal sealed class UpdateCreateOffTests : ServerTests
{
    protected override (string Name, string Value)[] Settings => [("UpdateCreate", "false")];

    [Test]
    public async Task Update_of_an_unknown_id_returns_405_and_creates_nothing()
    {
        string id = NewId();
        var refused = (await PutPatientAsync(id)).ExpectIssue(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        Assert.That(refused.Header("Allow"), Does.Not.Contain("PUT"));
        (await Http.FetchAsync($"Patient/{id}")).Expect(HttpStatusCode.NotFound);
    }

    [Test]
    public async Task What_was_created_is_updated_and_once_deleted_stays_deleted()
    {
        string id = (await Http.SendAsync("POST", "Patient", """{"resourceType":"Patient"}""")).Id;
        (await PutPatientAsync(id)).Expect(HttpStatusCode.OK);
        await DeletePatientAsync(id);
        (await PutPatientAsync(id)).ExpectIssue(HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        (await Http.FetchAsync($"Patient/{id}")).Expect(HttpStatusCode.Gone);
    }

    [Test]
    public async Task The_statement_says_so()
    {
        var statement = (await Http.FetchAsync("metadata")).Expect(HttpStatusCode.OK).Json;
        Assert.That(statement["rest"]![0]!["resource"]!.AsArray().Select(r => (bool)r!["updateCreate"]!), Is.All.False);
    }
}
