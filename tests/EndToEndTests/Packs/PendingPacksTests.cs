namespace FhirHub.EndToEndTests.Packs;

/// <summary>Writes before the configured packs are there, whose rules they have to meet.</summary>
[TestFixture]
internal sealed class PendingPacksTests
{
    private const string Bad = """{"resourceType":"Patient","meta":{"profile":["https://fhirhub.example/fhir/cn-base/StructureDefinition/cn-patient"]},"birthDate":"1990-01-01"}""";

    [Test]
    public async Task Nothing_is_written_without_the_rules_of_a_pack_that_is_being_installed()
    {
        await using var server = await TestServer.ListenAsync(await TestDatabase.NewAsync(), ("Packs:0", CompiledPacks.Archive("cn-base")));
        var answers = new List<Answer>();
        do
        {
            answers.Add(await server.Http.SendAsync("POST", "Patient", Bad));
        }
        while (answers[^1].Status == HttpStatusCode.ServiceUnavailable);
        answers[^1].ExpectIssue(HttpStatusCode.UnprocessableEntity, "missing-element");
        Assert.That(answers.Count, Is.GreaterThan(1));
        Assert.That((await server.Http.FetchAsync("Patient?_summary=count")).Text, Does.Contain("\"total\":0"));
    }

    [Test]
    public async Task Writes_that_a_pack_which_cannot_be_installed_might_refuse_are_told_to_come_again()
    {
        using var archive = new PackArchive();
        string pack = archive.Write("broken", ("package/package.json", PackArchive.Manifest("t.broken")), ("package/a.json", "{"));
        await using var server = await TestServer.ListenAsync(await TestDatabase.NewAsync(), ("Packs:0", pack));
        Answer answer;
        do
        {
            answer = await server.Http.SendAsync("POST", "Patient", Bad);
        }
        while (!answer.Text.Contains("cannot be installed", StringComparison.Ordinal));
        answer.ExpectIssue(HttpStatusCode.ServiceUnavailable, "packs-pending");
        (await server.Http.FetchAsync("Patient/none")).Expect(HttpStatusCode.NotFound);
        await using var off = await TestServer.ListenAsync(await TestDatabase.NewAsync(), ("Packs:0", pack), ("Validation:Level", "Off"));
        do
        {
            answer = await off.Http.SendAsync("POST", "Patient", Bad);
        }
        while (answer.Status == HttpStatusCode.ServiceUnavailable);
        answer.Expect(HttpStatusCode.Created);
    }
}
