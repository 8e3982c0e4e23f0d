using FhirHub.EndToEndTests.Regional.HealthCards;

namespace FhirHub.EndToEndTests.Regional.Keeping;

/// <summary>Cards, merged records and the uses of codes, written without an operation.</summary>
[TestFixture]
internal sealed class KeptCardTests : HealthCardTests
{
    private const string Rule = "health-card.by-operation";
    private string _patient = string.Empty;

    [SetUp]
    public async Task IssueAsync() => _patient = await NewHolderAsync();

    private async Task<JsonArray> IdentifiersAsync() => (await Http.FetchAsync(_patient)).Expect(HttpStatusCode.OK).Json["identifier"]!.AsArray();

    private async Task<string> WithAsync(Action<JsonArray> change)
    {
        var identifiers = await IdentifiersAsync();
        change(identifiers);
        return identifiers.ToJsonString();
    }

    private static JsonNode CardIn(JsonArray identifiers) => identifiers.Single(i => (string)i!["system"]! == HealthCards)!;

    private async Task<string> OtherAsync() => "Patient/" + await NewPatientAsync("\"name\":[{\"text\":\"张伟\"}]");

    private Task<Answer> MergeAsync(string operation, string source, string? target = null) => CallAsync(
        $"Patient/${operation}", null, [$"\"name\":\"source-patient\",\"valueReference\":{{\"reference\":\"{source}\"}}", .. target is null ? Array.Empty<string>() : [$"\"name\":\"target-patient\",\"valueReference\":{{\"reference\":\"{target}\"}}"]]);

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
    [TestCase("conditional PUT")]
    [TestCase("JSON Patch")]
    [TestCase("JSON Merge Patch")]
    [TestCase("conditional PATCH")]
    [TestCase("transaction")]
    [TestCase("batch")]
    [TestCase("conditional entry")]
    [TestCase("later")]
    public async Task A_card_that_was_issued_does_not_get_lost_by_writing_the_record(string way)
    {
        await RefusedAsync(way, _patient, "identifier", await WithAsync(i => i.Remove(CardIn(i))));
        await RefusedAsync(way, _patient, "identifier", await WithAsync(i => CardIn(i)["value"] = "1"));
    }

    [Test]
    public async Task Number_kind_state_and_use_of_a_card_are_not_written()
    {
        await RefusedAsync("PUT", _patient, "identifier", await WithAsync(i => CardIn(i).AsObject().Remove("extension")));
        await RefusedAsync("PUT", _patient, "identifier", await WithAsync(i => CardIn(i)["use"] = "old"));
        await RefusedAsync("PUT", _patient, "identifier", await WithAsync(i => CardIn(i)["extension"]!.AsArray().Single(e => ((string)e!["url"]!).EndsWith("card-state", StringComparison.Ordinal))!["valueCoding"]!["code"] = "suspended"));
        await RefusedAsync("PUT", _patient, "identifier", await WithAsync(i => i.Add(JsonNode.Parse(Card(CitizenCards, "77")))));
    }

    [Test]
    public async Task Name_phone_address_and_numbers_that_are_no_cards_are_free()
    {
        await WrittenAsync("PUT", _patient, "telecom", """[{"system":"phone","value":"13800000000"}]""");
        await WrittenAsync("JSON Patch", _patient, "address", """[{"text":"迎泽大街 1 号"}]""");
        await WrittenAsync("PUT", _patient, "active", "false");
        await WrittenAsync("PUT", _patient, "active", "true");
        await WrittenAsync("PUT", _patient, "identifier", await WithAsync(i => i.Add(JsonNode.Parse(Card("urn:oid:2.16.156.10011.1.2", "A-1")))));
    }

    [TestCaseSource(typeof(OrdinaryWrite), nameof(OrdinaryWrite.Deletions))]
    public async Task A_bearer_of_cards_is_deleted_once_they_are_cancelled(string way)
    {
        await RefusedAsync(way, _patient);
        await WrittenAsync("PUT", _patient, "identifier", await WithAsync(i =>
        {
            CardIn(i)["extension"]!.AsArray().Single(e => ((string)e!["url"]!).EndsWith("card-state", StringComparison.Ordinal))!["valueCoding"]!["code"] = "cancelled";
            CardIn(i)["use"] = "old";
        }));
        await WrittenAsync(way, _patient);
    }

    [Test]
    public async Task Who_has_no_card_by_an_operation_is_written_and_deleted_as_before()
    {
        _patient = "Patient/" + await NewPatientAsync($"\"identifier\":[{Card(CitizenCards, NewId())}]");
        await WrittenAsync("PUT", _patient, "identifier");
        await WrittenAsync("DELETE", _patient);
    }

    [Test]
    public async Task Merged_records_keep_what_joins_them()
    {
        string source = await OtherAsync();
        (await MergeAsync("merge", source, _patient)).Expect(HttpStatusCode.OK);
        await RefusedAsync("PUT", source, "link");
        await RefusedAsync("PUT", source, "active", "true");
        await RefusedAsync("PUT", _patient, "link");
        await RefusedAsync("DELETE", source);
        await RefusedAsync("DELETE", _patient);
        await WrittenAsync("PUT", source, "birthDate", "\"1980-01-01\"");
        (await MergeAsync("unmerge", source)).Expect(HttpStatusCode.OK);
        await WrittenAsync("DELETE", source);
    }

    [Test]
    public async Task The_task_and_the_trace_of_a_merge_stay_as_long_as_it_can_be_undone()
    {
        string source = await OtherAsync();
        await NewAsync("Observation", $"\"status\":\"final\",\"code\":{{\"text\":\"体温\"}},\"subject\":{{\"reference\":\"{source}\"}}");
        string task = "Task/" + (string)Output((await MergeAsync("merge", source, _patient)).Expect(HttpStatusCode.OK), "task")["resource"]!["id"]!;
        string trace = "Provenance/" + (await Http.FetchAsync($"Provenance?entity={task}")).Entries[0]["resource"]!["id"];
        foreach (var (element, value) in new[] { ("status", "\"cancelled\""), ("focus", """{"reference":"Patient/other"}"""), ("for", """{"reference":"Patient/other"}"""), ("input", null), ("output", null), ("code", null), ("businessStatus", """{"text":"x"}""") })
            await RefusedAsync("PUT", task, element, value);
        await RefusedAsync("DELETE", task);
        await RefusedAsync("PUT", trace, "target", """[{"reference":"Patient/other"}]""");
        await RefusedAsync("DELETE", trace);
        await WrittenAsync("PUT", task, "note", """[{"text":"核对无误"}]""");
        (await MergeAsync("unmerge", source)).Expect(HttpStatusCode.OK);
        await WrittenAsync("DELETE", task);
    }

    [Test]
    public async Task A_merge_is_not_made_up()
    {
        const string Code = """{"coding":[{"system":"https://fhirhub.example/fhir/cn-base/CodeSystem/trace-event","code":"records-merged"}]}""";
        AssertRefused(await Http.SendAsync("POST", "Task", $$"""{"resourceType":"Task","status":"completed","intent":"order","code":{{Code}},"focus":{"reference":"{{_patient}}"},"for":{"reference":"{{_patient}}"} }"""), Rule);
        AssertRefused(await Http.SendAsync("POST", "Provenance", $$"""{"resourceType":"Provenance","target":[{"reference":"{{_patient}}"}],"recorded":"2026-01-01T00:00:00Z","activity":{{Code}},"agent":[{"who":{"display":"x"} }]}"""), Rule);
    }
}
