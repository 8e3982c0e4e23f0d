namespace FhirHub.EndToEndTests.Regional.HealthCards;

[TestFixture]
internal sealed class MergeTests : HealthCardTests
{
    private string _source = string.Empty;
    private string _target = string.Empty;

    [SetUp]
    public async Task TwoRecordsAsync()
    {
        _source = "Patient/" + await NewPatientAsync($"\"name\":[{{\"text\":\"张伟\"}}],\"identifier\":[{{\"system\":\"{VisitCards}\",\"value\":\"{NewId()}\",\"assigner\":{{\"display\":\"示例医院\"}}}},{{\"system\":\"urn:oid:2.16.156.10011.1.2\",\"value\":\"{NewId()}\"}}]");
        _target = await NewHolderAsync();
    }

    private static string Reference(string name, string reference) => $"\"name\":\"{name}\",\"valueReference\":{{\"reference\":\"{reference}\"}}";

    private Task<Answer> MergeAsync(string source, string target, params string[] more) =>
        CallAsync("Patient/$merge", null, [Reference("source-patient", source), Reference("target-patient", target), .. more]);

    private Task<Answer> UnmergeAsync(string source) => CallAsync("Patient/$unmerge", null, Reference("source-patient", source));

    private async Task<string> ObservationAsync(string subject, string more = "\"status\":\"final\"") => await NewAsync(
        "Observation", $"{more},\"code\":{{\"text\":\"体温\"}},\"subject\":{{\"reference\":\"{subject}\",\"display\":\"张伟\"}},\"performer\":[{{\"reference\":\"{subject}\"}}]");

    private async Task<JsonNode> ReadAsync(string reference) => (await Http.FetchAsync(reference)).Expect(HttpStatusCode.OK).Json;

    private static string Outcome(Answer answer) =>
        (string)Output(answer.Expect(HttpStatusCode.OK), "outcome")["resource"]!["issue"]![0]!["details"]!["coding"]![0]!["code"]!;

    [Test]
    public async Task The_source_goes_into_the_target_with_all_that_refers_to_it()
    {
        string observation = await ObservationAsync(_source), appointment = await NewAsync(
            "Appointment", $"\"status\":\"proposed\",\"participant\":[{{\"status\":\"accepted\",\"actor\":{{\"reference\":\"Location/1\"}}}},{{\"status\":\"accepted\",\"actor\":{{\"reference\":\"{_source}\"}}}}]");
        var answer = await MergeAsync(_source, _target);
        Assert.That(Outcome(answer), Is.EqualTo("merge-done"), answer.Text);
        JsonNode source = await ReadAsync(_source), target = await ReadAsync(_target), moved = await ReadAsync(observation);
        Assert.Multiple(() =>
        {
            Assert.That((bool)source["active"]!, Is.False);
            Assert.That(((string)source["link"]![0]!["type"]!, (string)source["link"]![0]!["other"]!["reference"]!), Is.EqualTo(("replaced-by", _target)));
            Assert.That(((string)target["link"]![0]!["type"]!, (string)target["link"]![0]!["other"]!["reference"]!), Is.EqualTo(("replaces", _source)));
            Assert.That((string)moved["subject"]!["reference"]!, Is.EqualTo(_target));
            Assert.That((string)moved["subject"]!["display"]!, Is.EqualTo("张伟"), "the rest stays");
            Assert.That((string)moved["performer"]![0]!["reference"]!, Is.EqualTo(_target));
            Assert.That((string)Output(answer, "result")["resource"]!["meta"]!["versionId"]!, Is.EqualTo((string)target["meta"]!["versionId"]!));
            Assert.That((string)Output(answer, "task")["resource"]!["status"]!, Is.EqualTo("completed"));
            Assert.That(Output(answer, "input")["resource"]!["parameter"]!.AsArray(), Has.Count.EqualTo(2));
            Assert.That(target["identifier"]!.AsArray().Count, Is.EqualTo(4));
        });
        Assert.That((string)(await ReadAsync(appointment))["participant"]![1]!["actor"]!["reference"]!, Is.EqualTo(_target));
    }

    [Test]
    public async Task What_the_target_has_already_is_kept_as_old()
    {
        _source = "Patient/" + await NewPatientAsync($"\"identifier\":[{Card("urn:oid:2.16.156.10011.1.2", NewId())}]");
        _target = "Patient/" + await NewPatientAsync($"\"identifier\":[{Card("urn:oid:2.16.156.10011.1.2", NewId())}]");
        Assert.That(Outcome(await MergeAsync(_source, _target)), Is.EqualTo("merge-done"));
        var identifiers = (await ReadAsync(_target))["identifier"]!.AsArray();
        Assert.That(identifiers.Select(i => (string?)i!["use"]), Is.EqualTo(new[] { null, "old" }));
    }

    [Test]
    public async Task The_cards_of_the_source_lead_to_the_target()
    {
        string hospital = await NewOrganizationAsync("primary"), number = NewId();
        string source = await NewHolderAsync(), passport = "E" + NewId()[..8].ToUpperInvariant();
        var issued = await IssueAsync(Resident(passport, "张伟", "https://fhirhub.example/fhir/sid/passport", "\"gender\":\"male\",\"birthDate\":\"1980-01-01\""));
        string target = "Patient/" + (string)Output(issued, "patient")["resource"]!["id"]!;
        string old = await CodeAsync(source, dynamic: false), now = await CodeAsync(target, dynamic: false);
        (await BindAsync(source, Card(CitizenCards, number))).Expect(HttpStatusCode.OK);
        Assert.That(Outcome(await MergeAsync(source, target)), Is.EqualTo("merge-done"));
        Answer byOld = await ResolveCodeAsync(hospital, old), byNow = await ResolveCodeAsync(hospital, now), byCard = await ResolveCardAsync(hospital, Card(CitizenCards, number));
        Assert.Multiple(() =>
        {
            foreach (var (answer, state) in new[] { (byOld, "replaced"), (byNow, "active"), (byCard, "active") })
            {
                Assert.That("Patient/" + (string)Output(answer, "patient")["resource"]!["id"]!, Is.EqualTo(target));
                Assert.That((string)Output(answer, "state")["valueCode"]!, Is.EqualTo(state));
            }
        });
        AssertRefused(await CallAsync($"{source}/$health-card-code", null), "health-card.record-replaced");
    }

    [Test]
    public async Task Merged_again_it_is_as_it_was()
    {
        Assert.That(Outcome(await MergeAsync(_source, _target)), Is.EqualTo("merge-done"));
        long version = (await Http.FetchAsync(_target)).Version;
        Assert.That(Outcome(await MergeAsync(_source, _target)), Is.EqualTo("merge-done"));
        Assert.That((await Http.FetchAsync(_target)).Version, Is.EqualTo(version));
    }

    [Test]
    public async Task Of_two_who_merge_at_once_into_two_targets_one_does()
    {
        string other = await NewHolderAsync();
        var answers = await Task.WhenAll(MergeAsync(_source, _target), MergeAsync(_source, other));
        Assert.That(answers.Count(a => a.Status == HttpStatusCode.OK), Is.EqualTo(1));
        AssertRefused(answers.Single(a => a.Status != HttpStatusCode.OK), "health-card.record-replaced");
    }

    [Test]
    public async Task A_preview_tells_and_changes_nothing()
    {
        await ObservationAsync(_source);
        long version = (await Http.FetchAsync(_target)).Version;
        var answer = await MergeAsync(_source, _target, "\"name\":\"preview\",\"valueBoolean\":true");
        Assert.That(Outcome(answer), Is.EqualTo("merge-preview"));
        Assert.Multiple(() =>
        {
            Assert.That(answer.Text, Does.Contain("refer to it: 1."));
            Assert.That((string)Output(answer, "result")["resource"]!["link"]![0]!["other"]!["reference"]!, Is.EqualTo(_source));
            Assert.That(Outputs(answer, "task"), Is.Empty);
        });
        Assert.That((await Http.FetchAsync(_target)).Version, Is.EqualTo(version));
        await AssertVersionAsync(_source, 1);
    }

    [Test]
    public async Task Records_are_named_by_identifiers_too_and_the_result_may_be_given()
    {
        string number = NewId(), target = "Patient/" + await NewPatientAsync($"\"identifier\":[{{\"system\":\"urn:a\",\"value\":\"{number}\"}}]");
        string result = $"\"name\":\"result-patient\",\"resource\":{{\"resourceType\":\"Patient\",\"id\":\"{target["Patient/".Length..]}\",\"identifier\":[{{\"system\":\"urn:a\",\"value\":\"{number}\"}}],\"birthDate\":\"1980-01-01\"}}";
        string byNumber = $"\"name\":\"target-patient-identifier\",\"valueIdentifier\":{Card("urn:a", number)}";
        var answer = await CallAsync("Patient/$merge", null, Reference("source-patient", _source), byNumber, result);
        Assert.That(Outcome(answer), Is.EqualTo("merge-done"), answer.Text);
        var read = await ReadAsync(target);
        Assert.That(((string)read["birthDate"]!, read["identifier"]!.AsArray().Count), Is.EqualTo(("1980-01-01", 3)));
    }

    [Test]
    public async Task An_identifier_of_two_records_names_none()
    {
        string number = NewId();
        foreach (int _ in new[] { 1, 2 })
            await NewPatientAsync($"\"identifier\":[{Card("urn:a", number)}]");
        AssertRefused(
            await CallAsync("Patient/$merge", null, Reference("source-patient", _source), $"\"name\":\"target-patient-identifier\",\"valueIdentifier\":{Card("urn:a", number)}"), "health-card.merge-ambiguous");
        await AssertVersionAsync(_source, 1);
    }

    [Test]
    public async Task Merges_that_cannot_be_are_refused_each_by_its_rule()
    {
        AssertRefused(await MergeAsync(_source, _source), "health-card.merge-same-record");
        AssertRefused(await MergeAsync(await NewHolderAsync(), _target), "health-card.merge-different-people");
        (await CallAsync("Patient/$merge", null, Reference("source-patient", _source))).ExpectIssue(HttpStatusCode.BadRequest, "merge-party-missing");
        (await MergeAsync(_source, "Patient/none")).ExpectIssue(HttpStatusCode.UnprocessableEntity, "reference-target-missing");
        AssertRefused(await CallAsync("Patient/$merge", null, Reference("source-patient", _source), $"\"name\":\"target-patient-identifier\",\"valueIdentifier\":{Card("urn:a", NewId())}"), "health-card.merge-unknown");
        AssertRefused(await MergeAsync(_source, _target, "\"name\":\"result-patient\",\"resource\":{\"resourceType\":\"Patient\",\"id\":\"x\"}"), "health-card.merge-result-invalid");
        AssertRefused(await MergeAsync(_source, _target, "\"name\":\"result-patient\",\"resource\":{\"resourceType\":\"Patient\"}"), "health-card.merge-result-invalid");
        AssertRefused(await UnmergeAsync(_source), "health-card.not-merged");
        await AssertVersionAsync(_source, 1);
    }

    [Test]
    public async Task Undone_everything_is_as_it_was()
    {
        string one = await ObservationAsync(_source), own = await ObservationAsync(_target);
        JsonNode source = await ReadAsync(_source), target = await ReadAsync(_target);
        Assert.That(Outcome(await MergeAsync(_source, _target)), Is.EqualTo("merge-done"));
        Assert.That(Outcome(await UnmergeAsync(_source)), Is.EqualTo("unmerge-done"));
        JsonNode sourceNow = await ReadAsync(_source), targetNow = await ReadAsync(_target);
        long sourceVersion = (await Http.FetchAsync(_source)).Version;
        foreach (var record in new[] { source, target, sourceNow, targetNow })
        {
            record["meta"]!.AsObject().Remove("versionId");
            record["meta"]!.AsObject().Remove("lastUpdated");
        }

        Assert.Multiple(() =>
        {
            Assert.That(JsonNode.DeepEquals(sourceNow, source), Is.True, sourceNow.ToJsonString());
            Assert.That(JsonNode.DeepEquals(targetNow, target), Is.True, targetNow.ToJsonString());
        });
        Assert.That((string)(await ReadAsync(one))["performer"]![0]!["reference"]!, Is.EqualTo(_source));
        Assert.That((string)(await ReadAsync(own))["subject"]!["reference"]!, Is.EqualTo(_target), "was the target's before");
        Assert.That(Outcome(await UnmergeAsync(_source)), Is.EqualTo("unmerge-done"), "again, as it was");
        await AssertVersionAsync(_source, (int)sourceVersion);
        Assert.That(Outcome(await MergeAsync(_source, _target)), Is.EqualTo("merge-done"), "and once more");
    }

    [Test]
    public async Task What_was_changed_since_stays_and_is_told()
    {
        string kept = await ObservationAsync(_source), other = await ObservationAsync(_source), third = await NewHolderAsync();
        Assert.That(Outcome(await MergeAsync(_source, _target)), Is.EqualTo("merge-done"));
        (await Http.SendAsync("PATCH", kept, $$"""[{"op":"replace","path":"/subject/reference","value":"{{third}}"}]""", FhirHttp.JsonPatch)).Expect(HttpStatusCode.OK);
        (await Http.SendAsync("PATCH", other, """[{"op":"replace","path":"/status","value":"amended"}]""", FhirHttp.JsonPatch)).Expect(HttpStatusCode.OK);
        (await Http.SendAsync("PATCH", _target, """[{"op":"add","path":"/birthDate","value":"1980-01-02"}]""", FhirHttp.JsonPatch)).Expect(HttpStatusCode.OK);
        var answer = (await UnmergeAsync(_source)).Expect(HttpStatusCode.OK);
        JsonNode keptNow = await ReadAsync(kept), otherNow = await ReadAsync(other), target = await ReadAsync(_target);
        Assert.Multiple(() =>
        {
            Assert.That(answer.Text, Does.Contain($"{kept} was changed since").And.Contain($"{_target} was changed since").And.Not.Contain($"{other} was changed"));
            Assert.That((string)keptNow["subject"]!["reference"]!, Is.EqualTo(third));
            Assert.That((string)keptNow["performer"]![0]!["reference"]!, Is.EqualTo(_source), "the reference that nobody changed");
            Assert.That(((string)otherNow["subject"]!["reference"]!, (string)otherNow["status"]!), Is.EqualTo((_source, "amended")));
            Assert.That((string)target["birthDate"]!, Is.EqualTo("1980-01-02"));
            Assert.That(target["link"], Is.Null);
            Assert.That(target["identifier"]!.AsArray(), Has.Count.EqualTo(2));
        });
    }

    [Test]
    public async Task The_last_merge_is_undone_first()
    {
        string third = "Patient/" + await NewPatientAsync();
        Assert.That(Outcome(await MergeAsync(_source, _target)), Is.EqualTo("merge-done"));
        Assert.That(Outcome(await MergeAsync(_target, third)), Is.EqualTo("merge-done"));
        AssertRefused(await UnmergeAsync(_source), "health-card.record-replaced");
        Assert.That(Outcome(await UnmergeAsync(_target)), Is.EqualTo("unmerge-done"));
        Assert.That(Outcome(await UnmergeAsync(_source)), Is.EqualTo("unmerge-done"));
    }

    [Test]
    public async Task A_place_in_a_list_that_was_changed_since_is_told_and_stays_the_targets()
    {
        string Member(string patient) => $"{{\"entity\":{{\"reference\":\"{patient}\"}}}}";
        string group = await NewAsync("Group", $"\"type\":\"person\",\"actual\":true,\"member\":[{Member(_source)},{Member(_target)}]");
        Assert.That(Outcome(await MergeAsync(_source, _target)), Is.EqualTo("merge-done"));
        (await Http.SendAsync("PATCH", group, """[{"op":"remove","path":"/member/0"}]""", FhirHttp.JsonPatch)).Expect(HttpStatusCode.OK);
        var undone = (await UnmergeAsync(_source)).Expect(HttpStatusCode.OK);
        Assert.That(((string)(await ReadAsync(group))["member"]![0]!["entity"]!["reference"]!, undone.Text.Contains($"{group} was changed since", StringComparison.Ordinal)), Is.EqualTo((_target, true)));
    }

    [Test]
    public async Task Records_that_are_named_by_identifiers_are_the_same_when_it_is_asked_again()
    {
        string one = NewId(), two = NewId(), source = "Patient/" + await NewPatientAsync($"\"identifier\":[{Card("urn:a", one)}]"), target = "Patient/" + await NewPatientAsync($"\"identifier\":[{Card("urn:a", two)},{Card("urn:b", two)}]");
        string[] parties = [$"\"name\":\"source-patient-identifier\",\"valueIdentifier\":{Card("urn:a", one)}", $"\"name\":\"target-patient-identifier\",\"valueIdentifier\":{Card("urn:b", two)}"];
        Assert.That(Outcome(await CallAsync("Patient/$merge", null, parties)), Is.EqualTo("merge-done"));
        Assert.That(Outcome(await CallAsync("Patient/$merge", null, parties)), Is.EqualTo("merge-done"));
        await AssertVersionAsync(source, 2);
        Assert.That(Outcome(await CallAsync("Patient/$unmerge", null, parties[0])), Is.EqualTo("unmerge-done"));
        Assert.That((await ReadAsync(target))["link"], Is.Null);
    }

    [Test]
    public async Task Who_died_does_not_go_into_who_lives_and_what_differs_is_told()
    {
        string died = "Patient/" + await NewPatientAsync("\"deceasedBoolean\":true"), girl = "Patient/" + await NewPatientAsync("\"gender\":\"female\",\"birthDate\":\"2015-01-01\"");
        AssertRefused(await MergeAsync(died, _target), "health-card.merge-one-deceased");
        AssertRefused(await MergeAsync(_source, died), "health-card.merge-one-deceased");
        var preview = await MergeAsync(girl, _target, "\"name\":\"preview\",\"valueBoolean\":true");
        Assert.That(Output(preview.Expect(HttpStatusCode.OK), "outcome")["resource"]!["issue"]!.AsArray().Count(i => (string)i!["severity"]! == "warning"), Is.EqualTo(2));
    }

    [Test]
    public async Task What_is_made_for_a_patient_while_the_record_is_merged_goes_with_it_or_is_refused()
    {
        string hospital = await NewOrganizationAsync("tertiary");
        for (int round = 0; round < 5; round++)
        {
            string source = "Patient/" + await NewPatientAsync("\"active\":true"), target = await NewHolderAsync();
            string schedule = await NewAsync("Schedule", "\"actor\":[{\"display\":\"x\"}]");
            string slot = await NewAsync("Slot", $"\"schedule\":{{\"reference\":\"{schedule}\"}},\"status\":\"free\",\"start\":\"2099-01-01T08:00:00+08:00\",\"end\":\"2099-01-01T09:00:00+08:00\"");
            var book = CallAsync("Appointment/$book", hospital, Reference("slot", slot), Reference("patient", source));
            var merge = MergeAsync(source, target);
            await Task.WhenAll(book, merge);
            Assert.That(Outcome(await merge), Is.EqualTo("merge-done"));
            Assert.That((await Http.FetchAsync($"Appointment?patient={source}")).Entries, Is.Empty, (await book).Text);
        }
    }
}
