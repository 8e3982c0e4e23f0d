using System.Text.Json;
using FhirHub.Engine.Storage;
using FhirHub.Engine.Terminology.Catalog;
using FhirHub.Engine.Terminology.Codes;
using FhirHub.Engine.Terminology.Fallback;
using FhirHub.Engine.Terminology.Loading;
using FhirHub.Engine.Terminology.Systems;
using FhirHub.Engine.Validation;

namespace FhirHub.EndToEndTests.Terminology;

/// <summary>Codes judged for the validator.</summary>
[TestFixture]
internal sealed class TerminologyJudgeTests : ServerTests
{
    private const string System = Terms.Root + "dis";

    [OneTimeSetUp]
    public async Task StoreAsync() => await Http.PutAsync(Terms.Diseases("dis"));

    [Test]
    public async Task What_was_answered_before_is_answered_at_once_until_something_changes()
    {
        var testDatabase = await TestDatabase.NewAsync();
        testDatabase.Share();
        using var database = new FhirDatabase(new MongoOptions { ConnectionString = testDatabase.ConnectionString, Database = testDatabase.Name });
        await database.PrepareAsync(default);
        using var catalog = new TerminologyCatalog(database, TimeProvider.System);
        var judge = new TerminologyJudge(catalog, new NoFallback());
        var question = new CodeQuestion("http://hl7.org/fhir/ValueSet/administrative-gender", null, null, "male", null);
        Assert.That((await judge.ValidateAsync(question, default)).Verdict, Is.EqualTo(CodeVerdict.Valid));
        var warm = judge.ValidateAsync(question, default);
        Assert.That(warm.IsCompletedSuccessfully, Is.True);
        Assert.That((await warm).Display, Is.EqualTo("Male"));
        catalog.Touch();
        Assert.That(catalog.Fresh, Is.Null, "the database is asked");
        Assert.That((await judge.ValidateAsync(question, default)).Verdict, Is.EqualTo(CodeVerdict.Valid));
        Assert.That(catalog.Fresh, Is.Not.Null);
        await testDatabase.ReleaseAsync();
    }

    [TestCase(null, "A1", CodeVerdict.Valid)]
    [TestCase(null, "Z", CodeVerdict.NotInSystem)]
    [TestCase(System + "/all", "A1", CodeVerdict.Valid)]
    [TestCase(System + "/all", "Z", CodeVerdict.NotInValueSet)]
    public async Task Another_server_judges_what_is_not_known(string? valueSet, string code, CodeVerdict verdict)
    {
        using var http = new HttpClient();
        var other = new ExternalTerminology(new FallbackOptions { BaseUrl = Server.BaseUrl }, http, TimeProvider.System);
        var answer = await other.ValidateAsync(new CodeQuestion(valueSet, System, null, code, null), default);
        Assert.That(answer?.Verdict, Is.EqualTo(verdict));
        Assert.That(await other.ValidateAsync(new CodeQuestion(null, "http://nowhere", null, code, null), default), Is.Null);
    }

    [Test]
    public async Task Codes_of_any_length_that_a_large_system_has_not_are_not_kept()
    {
        var testDatabase = await TestDatabase.NewAsync();
        testDatabase.Share();
        using var database = new FhirDatabase(new MongoOptions { ConnectionString = testDatabase.ConnectionString, Database = testDatabase.Name });
        using var system = JsonDocument.Parse("""{"resourceType":"CodeSystem","url":"urn:s","content":"complete"}""");
        var concepts = new StoredConcepts(database, "none", CodeSystemHead.Read(system.RootElement), 0);
        Assert.That(await concepts.FindAsync(new string('x', 10_000), default), Is.Null);
        Assert.That(concepts.Remembered, Is.Zero);
        Assert.That(await concepts.FindAsync("x", default), Is.Null);
        Assert.That(concepts.Remembered, Is.EqualTo(1));
        await testDatabase.ReleaseAsync();
    }
}
