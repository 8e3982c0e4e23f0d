using FhirHub.EndToEndTests.Regional.Recognition;

namespace FhirHub.EndToEndTests.Regional.Keeping;

/// <summary>Records of recognition, written without an operation.</summary>
[TestFixture]
internal sealed class KeptRecognitionTests : RecognitionTests
{
    private const string Rule = "recognition.by-operation";

    private async Task<string> RecognizedAsync()
    {
        string patient = await NewPersonAsync(), maker = await NewOrganizationAsync("tertiary", Beijing), user = await NewOrganizationAsync("secondary", Beijing);
        string report = await NewReportAsync(patient, maker, DaysAgo(1)), encounter = await NewEncounterAsync(patient);
        return "Provenance/" + (await RecognizeAsync(report, encounter, user)).Expect(HttpStatusCode.OK).Id;
    }

    private async Task RefusedAsync(string way, string reference, string element = "", string? value = null)
    {
        string before = (await Http.FetchAsync(reference)).Expect(HttpStatusCode.OK).Text;
        var (status, text) = await OrdinaryWrite.SendAsync(Http, way, reference, element, value is null ? null : JsonNode.Parse(value));
        Assert.Multiple(() =>
        {
            Assert.That(status, Is.EqualTo(HttpStatusCode.UnprocessableEntity), text);
            Assert.That(text, Does.Contain(Rule).And.Contain("business-rule").And.Contain("业务操作"));
        });
        Assert.That((await Http.FetchAsync(reference)).Text, Is.EqualTo(before), "nothing is written");
    }

    private async Task WrittenAsync(string way, string reference, string element = "", string? value = null)
    {
        var (status, text) = await OrdinaryWrite.SendAsync(Http, way, reference, element, value is null ? null : JsonNode.Parse(value));
        Assert.That((int)status, Is.InRange(200, 204), text);
    }

    [TestCase("PUT")]
    [TestCase("JSON Patch")]
    [TestCase("transaction")]
    [TestCase("batch")]
    [TestCase("later")]
    public async Task What_was_recorded_of_a_result_does_not_change(string way)
    {
        string record = await RecognizedAsync();
        await RefusedAsync(way, record, "recorded", "\"2020-01-01T00:00:00Z\"");
        await RefusedAsync(way, record, "extension");
        await WrittenAsync(way, record, "meta", """{"tag":[{"system":"http://t","code":"x"}]}""");
    }

    [TestCaseSource(typeof(OrdinaryWrite), nameof(OrdinaryWrite.Deletions))]
    public async Task What_was_recorded_of_a_result_is_not_deleted(string way) => await RefusedAsync(way, await RecognizedAsync());

    [TestCase("recognition-used")]
    [TestCase("recognition-refused")]
    public async Task A_recognition_is_not_made_up(string activity) => AssertRefused(await Http.SendAsync("POST", "Provenance", $$"""
        {"resourceType":"Provenance","target":[{"reference":"DiagnosticReport/1"}],"recorded":"2026-01-01T00:00:00Z","agent":[{"who":{"display":"x"} }],
        "activity":{"coding":[{"system":"https://fhirhub.example/fhir/cn-base/CodeSystem/trace-event","code":"{{activity}}"}] } }
        """), Rule);

    [Test]
    public async Task Any_other_Provenance_is_free()
    {
        string record = await NewAsync("Provenance", """ "target":[{"reference":"Patient/1"}],"recorded":"2026-01-01T00:00:00Z","agent":[{"who":{"display":"x"}}] """);
        await WrittenAsync("PUT", record, "recorded", "\"2026-01-02T00:00:00Z\"");
        await WrittenAsync("DELETE", record);
    }
}
