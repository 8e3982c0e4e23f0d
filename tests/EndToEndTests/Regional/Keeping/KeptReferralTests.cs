using FhirHub.EndToEndTests.Regional.Referrals;

namespace FhirHub.EndToEndTests.Regional.Keeping;

/// <summary>Tasks and requests of referrals, written without an operation.</summary>
[TestFixture]
internal sealed class KeptReferralTests : ReferralTests
{
    private const string Rule = "referral.by-operation";

    private async Task<(ReferralScene Scene, string Task, string Request)> NewAsync()
    {
        var scene = await NewSceneAsync();
        var answer = (await SubmitAsync(scene, Request(scene))).Expect(HttpStatusCode.OK);
        return (scene, TaskOf(answer), RequestOf(answer));
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

    [TestCaseSource(typeof(OrdinaryWrite), nameof(OrdinaryWrite.Changes))]
    public async Task The_state_of_a_referral_is_changed_by_its_steps_alone(string way)
    {
        var (scene, task, request) = await NewAsync();
        await RefusedAsync(way, task, "status", "\"completed\"");
        await RefusedAsync(way, request, "status", "\"revoked\"");
        await StepAsync(task, "accept", scene.To);
    }

    [TestCaseSource(typeof(OrdinaryWrite), nameof(OrdinaryWrite.Deletions))]
    public async Task A_referral_is_deleted_when_it_has_ended_not_before(string way)
    {
        var (scene, task, request) = await NewAsync();
        await RefusedAsync(way, task);
        await RefusedAsync(way, request);
        await StepAsync(task, "cancel", scene.From, Reason);
        await RefusedAsync("PUT", task, "status", "\"accepted\"");
        await WrittenAsync(way, task);
        await WrittenAsync(way, request);
    }

    [TestCase("businessStatus", null)]
    [TestCase("statusReason", """{"text":"x"}""")]
    [TestCase("intent", "\"plan\"")]
    [TestCase("code", null)]
    [TestCase("priority", "\"stat\"")]
    [TestCase("focus", """{"reference":"ServiceRequest/other"}""")]
    [TestCase("for", """{"reference":"Patient/other"}""")]
    [TestCase("encounter", """{"reference":"Encounter/other"}""")]
    [TestCase("requester", """{"reference":"Organization/other"}""")]
    [TestCase("owner", """{"reference":"Organization/other"}""")]
    [TestCase("location", """{"reference":"Location/other"}""")]
    [TestCase("authoredOn", "\"2020-01-01\"")]
    [TestCase("executionPeriod", """{"start":"2020-01-01"}""")]
    [TestCase("restriction", null)]
    [TestCase("input", """[{"type":{"text":"x"},"valueString":"x"}]""")]
    [TestCase("output", """[{"type":{"text":"x"},"valueString":"x"}]""")]
    [TestCase("extension", null)]
    public async Task What_the_steps_say_of_a_task_stays(string element, string? value) => await RefusedAsync("JSON Patch", (await NewAsync()).Task, element, value);

    [TestCase("intent", "\"plan\"")]
    [TestCase("category", null)]
    [TestCase("priority", "\"stat\"")]
    [TestCase("code", """{"text":"x"}""")]
    [TestCase("subject", """{"reference":"Patient/other"}""")]
    [TestCase("encounter", """{"reference":"Encounter/other"}""")]
    [TestCase("authoredOn", "\"2020-01-01\"")]
    [TestCase("requester", """{"reference":"Organization/other"}""")]
    [TestCase("performer", """[{"reference":"Organization/other"}]""")]
    [TestCase("performerType", """{"text":"x"}""")]
    [TestCase("reasonCode", """[{"text":"x"}]""")]
    [TestCase("reasonReference", """[{"reference":"Condition/other"}]""")]
    [TestCase("supportingInfo", null)]
    [TestCase("identifier", null)]
    [TestCase("extension", null)]
    public async Task What_was_asked_for_stays(string element, string? value) => await RefusedAsync("PUT", (await NewAsync()).Request, element, value);

    [Test]
    public async Task Notes_and_what_else_no_step_keeps_are_free()
    {
        var (scene, task, request) = await NewAsync();
        await WrittenAsync("PUT", task, "note", """[{"text":"已电话联系"}]""");
        await WrittenAsync("JSON Patch", task, "description", "\"心内科\"");
        await WrittenAsync("PUT", request, "note", """[{"text":"家属陪同"}]""");
        await WrittenAsync("transaction", request, "patientInstruction", "\"带医保卡\"");
        await StepAsync(task, "accept", scene.To);
    }

    [Test]
    public async Task A_draft_is_its_authors_to_write()
    {
        var scene = await NewSceneAsync();
        string request = await NewAsync("ServiceRequest", Members(Request(scene)));
        await WrittenAsync("PUT", request, "performer", $$"""[{"reference":"{{scene.From}}"}]""");
        await WrittenAsync("DELETE", request);
    }

    [TestCase("\"businessStatus\":{\"coding\":[{\"system\":\"https://fhirhub.example/fhir/cn-base/CodeSystem/referral-state\",\"code\":\"accepted\"}]}", "Task.businessStatus")]
    [TestCase("\"extension\":[{\"url\":\"https:\\/\\/fhirhub.example\\/fhir\\/cn-base\\/StructureDefinition\\/referral-receiver\",\"valueReference\":{\"reference\":\"Organization/1\"}}]", "Task.extension('referral-receiver')")]
    public async Task A_referral_that_was_not_submitted_is_not_made_up(string members, string expression)
    {
        string task = await NewAsync("Task", "\"status\":\"requested\",\"intent\":\"order\"");
        string body = $$"""{"resourceType":"Task","status":"accepted","intent":"order",{{members}}}""";
        var created = await Http.SendAsync("POST", "Task", body);
        AssertRefused(created, Rule);
        Assert.That(created.Expressions[0], Is.EqualTo(expression));
        AssertRefused(await Http.SendAsync("PUT", task, body.Replace("\"Task\",", $"\"Task\",\"id\":\"{task[5..]}\",", StringComparison.Ordinal)), Rule);
        AssertRefused(await Http.SendAsync("PUT", "Task/made-up", body.Replace("\"Task\",", "\"Task\",\"id\":\"made-up\",", StringComparison.Ordinal)), Rule);
    }

    [Test]
    public async Task A_request_that_claims_to_be_a_referral_is_a_draft_until_it_is_submitted()
    {
        var scene = await NewSceneAsync();
        string claim = $"\"meta\":{{\"profile\":[\"{Extensions}/cn-referral\"]}},";
        var active = JsonNode.Parse(Request(scene, claim))!;
        active["status"] = "active";
        AssertRefused(await Http.SendAsync("POST", "ServiceRequest", active.ToJsonString()), Rule);
    }

    [Test]
    public async Task Of_a_step_and_a_write_at_the_same_time_neither_is_lost()
    {
        for (int i = 0; i < 5; i++)
        {
            var (scene, task, _) = await NewAsync();
            var step = StepAsync(task, "accept", scene.To);
            var note = OrdinaryWrite.SendAsync(Http, "JSON Patch", task, "note", JsonNode.Parse("""[{"text":"已电话联系"}]"""));
            var state = OrdinaryWrite.SendAsync(Http, "JSON Patch", task, "status", JsonValue.Create("cancelled"));
            await Task.WhenAll(step, note, state);
            var now = await ReadAsync(task);
            Assert.Multiple(() =>
            {
                Assert.That(note.Result.Status, Is.EqualTo(HttpStatusCode.OK), note.Result.Text);
                Assert.That(state.Result.Status, Is.EqualTo(HttpStatusCode.UnprocessableEntity), state.Result.Text);
                Assert.That(StateOf(now), Is.EqualTo("accepted"));
                Assert.That((string?)now["note"]?[0]?["text"], Is.EqualTo("已电话联系"));
            });
        }
    }
}
