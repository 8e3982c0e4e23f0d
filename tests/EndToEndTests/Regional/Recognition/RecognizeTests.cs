namespace FhirHub.EndToEndTests.Regional.Recognition;

/// <summary><c>$recognize</c> and <c>$refuse-recognition</c>: what is recorded, once, and what is refused.</summary>
[TestFixture]
internal sealed class RecognizeTests : RecognitionTests
{
    private const string Saved = "https://fhirhub.example/fhir/cn-base/StructureDefinition/recognition-saved";
    private string _patient = "", _performer = "", _requester = "", _encounter = "", _report = "";

    [SetUp]
    public async Task PeopleAsync()
    {
        _patient = await NewPersonAsync();
        _performer = await NewOrganizationAsync("tertiary", Beijing);
        _requester = await NewOrganizationAsync("secondary", Beijing);
        _encounter = await NewEncounterAsync(_patient, _requester);
        _report = await NewReportAsync(_patient, _performer, DaysAgo(1));
    }

    [Test]
    public async Task A_result_that_is_used_leaves_a_record_with_what_it_saved_and_is_audited()
    {
        var record = (await RecognizeAsync(_report, _encounter, _requester)).Expect(HttpStatusCode.OK).Json;
        var audits = (await Http.FetchAsync($"AuditEvent?entity=Provenance/{record["id"]}")).Entries;
        Assert.Multiple(() =>
        {
            Assert.That((string)record["resourceType"]!, Is.EqualTo("Provenance"));
            Assert.That((string)record["activity"]!["coding"]![0]!["code"]!, Is.EqualTo("recognition-used"));
            Assert.That((string)record["target"]![0]!["reference"]!, Is.EqualTo(_report));
            Assert.That(record["entity"]!.AsArray().Select(e => (string)e!["what"]!["reference"]!), Is.EqualTo(new[] { _encounter, $"{_report}/_history/1" }));
            Assert.That((string)record["agent"]![0]!["who"]!["reference"]!, Is.EqualTo(_requester));
            Assert.That((decimal)SavedOf(record)!["value"]!, Is.EqualTo(210));
            Assert.That(audits, Has.Length.EqualTo(1));
            Assert.That((string)audits[0]["resource"]!["subtype"]![1]!["code"]!, Is.EqualTo("recognition-used"));
        });
    }

    [Test]
    public async Task Again_it_answers_the_same_and_of_many_at_once_one_is_recorded()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RecognizeAsync(_report, _encounter, _requester)));
        var again = await RecognizeAsync(_report, _encounter, _requester);
        Assert.Multiple(async () =>
        {
            Assert.That(answers.Select(a => a.Expect(HttpStatusCode.OK).Id).Append(again.Id).Distinct().Count(), Is.EqualTo(1));
            Assert.That((await Http.FetchAsync($"Provenance?target={_report}")).Entries, Has.Length.EqualTo(1));
        });
        Assert.That((await RecognizeAsync(_report, await NewEncounterAsync(_patient, _requester), _requester)).Expect(HttpStatusCode.OK).Id, Is.Not.EqualTo(again.Id), "another encounter");
    }

    [Test]
    public async Task Of_using_and_refusing_at_once_one_wins_and_the_other_is_told_the_state()
    {
        var answers = await Task.WhenAll(RecognizeAsync(_report, _encounter, _requester), RefuseAsync(_report, _encounter, _requester, "decisive"));
        Assert.That(answers.Count(a => a.Status == HttpStatusCode.OK), Is.EqualTo(1));
        var loser = answers.Single(a => a.Status != HttpStatusCode.OK);
        loser.ExpectIssue(HttpStatusCode.Conflict, "recognition.recorded");
        Assert.That((string)loser.Issues[0]["extension"]![0]!["valueString"]!, Is.EqualTo(answers[0] == loser ? "refused" : "recognised"));
    }

    [Test]
    public async Task Who_used_it_may_be_a_person_of_the_institution_that_calls()
    {
        string doctor = await NewAsync("Practitioner", """ "name":[{"text":"王医师"}] """);
        AssertRefused(await CallAsync($"{_report}/$recognize", _requester, Reference("encounter", _encounter), Reference("requester", doctor)), "recognition.requester");
        await NewAsync("PractitionerRole", $$""" "practitioner":{"reference":"{{doctor}}"},"organization":{"reference":"{{_requester}}"},"period":{"end":"2015-01-01"} """);
        AssertRefused(await CallAsync($"{_report}/$recognize", _requester, Reference("encounter", _encounter), Reference("requester", doctor)), "recognition.requester");
        string role = await NewAsync("PractitionerRole", $$""" "practitioner":{"reference":"{{doctor}}"},"organization":{"reference":"{{_requester}}"} """);
        var byDoctor = await CallAsync($"{_report}/$recognize", _requester, Reference("encounter", _encounter), Reference("requester", doctor));
        var byRole = await CallAsync($"{_report}/$recognize", null, Reference("encounter", await NewEncounterAsync(_patient, _requester)), Reference("requester", role));
        Assert.Multiple(() =>
        {
            Assert.That((string)byDoctor.Expect(HttpStatusCode.OK).Json["agent"]![1]!["who"]!["reference"]!, Is.EqualTo(doctor));
            Assert.That((string)byDoctor.Json["agent"]![1]!["onBehalfOf"]!["reference"]!, Is.EqualTo(_requester));
            Assert.That((string)byRole.Expect(HttpStatusCode.OK).Json["agent"]![0]!["who"]!["reference"]!, Is.EqualTo(_requester));
        });
        (await CallAsync($"{_report}/$recognize", null, Reference("encounter", _encounter), Reference("requester", doctor))).ExpectIssue(HttpStatusCode.BadRequest, "organization-missing");
        AssertRefused(await CallAsync($"{_report}/$recognize", _performer, Reference("encounter", _encounter), Reference("requester", _requester)), "recognition.requester");
    }

    [Test]
    public async Task What_is_not_recognised_is_refused_by_every_rule_it_breaks()
    {
        string report = await NewReportAsync(_patient, _performer, DaysAgo(31), status: "preliminary", scope: "");
        var answer = await RecognizeAsync(report, _encounter, _requester);
        foreach (string rule in (string[])["recognition.preliminary", "recognition.expired", "recognition.no-quality-mark"])
            AssertRefused(answer, rule);
        Assert.That((await Http.FetchAsync($"Provenance?target={report}")).Entries, Is.Empty);
    }

    [Test]
    public async Task What_was_saved_may_be_told_but_only_in_yuan()
    {
        const string Told = """ "name":"saved","valueMoney":{"value":199.5,"currency":"CNY"} """;
        AssertRefused(await RecognizeAsync(_report, _encounter, _requester, Told.Replace("CNY", "USD", StringComparison.Ordinal)), "recognition.saved");
        AssertRefused(await RecognizeAsync(_report, _encounter, _requester, Told.Replace("199.5", "-1", StringComparison.Ordinal)), "recognition.saved");
        var record = (await RecognizeAsync(_report, _encounter, _requester, Told)).Expect(HttpStatusCode.OK).Json;
        Assert.That((decimal)SavedOf(record)!["value"]!, Is.EqualTo(199.5m));
    }

    [Test]
    public async Task The_encounter_is_one_of_the_patient_and_takes_place()
    {
        AssertRefused(await RecognizeAsync(_report, await NewEncounterAsync(await NewPersonAsync(), _requester), _requester), "recognition.encounter");
        AssertRefused(await RecognizeAsync(_report, await NewEncounterAsync(_patient, _requester, "cancelled"), _requester), "recognition.encounter");
        (await RecognizeAsync(_report, "Encounter/none", _requester)).ExpectIssue(HttpStatusCode.UnprocessableEntity, "reference-target-missing");
        (await RecognizeAsync("DiagnosticReport/none", _encounter, _requester)).ExpectIssue(HttpStatusCode.NotFound, "not-found");
    }

    [TestCase("changed-condition")]
    [TestCase("fast-changing")]
    [TestCase("decisive")]
    [TestCase("emergency")]
    [TestCase("appraisal")]
    public async Task It_is_refused_for_a_coded_reason_once(string reason)
    {
        var record = (await RefuseAsync(_report, _encounter, _requester, reason)).Expect(HttpStatusCode.OK).Json;
        Assert.Multiple(async () =>
        {
            Assert.That((string)record["activity"]!["coding"]![0]!["code"]!, Is.EqualTo("recognition-refused"));
            Assert.That((string)record["reason"]![0]!["coding"]![0]!["code"]!, Is.EqualTo(reason));
            Assert.That(SavedOf(record), Is.Null);
            Assert.That((await RefuseAsync(_report, _encounter, _requester, reason)).Expect(HttpStatusCode.OK).Id, Is.EqualTo((string)record["id"]!));
        });
    }

    [Test]
    public async Task Other_reasons_need_a_note_and_there_are_no_more()
    {
        AssertRefused(await RefuseAsync(_report, _encounter, _requester, "other"), "recognition.refusal-note");
        (await RefuseAsync(_report, _encounter, _requester, "no-time")).ExpectIssue(HttpStatusCode.BadRequest, "parameter-code");
        var record = (await RefuseAsync(_report, _encounter, _requester, "other", "患者要求复查")).Expect(HttpStatusCode.OK).Json;
        Assert.That((string)record["reason"]![0]!["text"]!, Is.EqualTo("患者要求复查"));
        (await RefuseAsync(_report, _encounter, _requester, "decisive")).ExpectIssue(HttpStatusCode.Conflict, "recognition.recorded");
    }

    [TestCase("cancelled")]
    [TestCase("entered-in-error")]
    [TestCase("planned")]
    public async Task An_encounter_that_has_not_taken_place_uses_nothing(string status) =>
        AssertRefused(await RecognizeAsync(_report, await NewEncounterAsync(_patient, _requester, status), _requester), "recognition.encounter");

    [Test]
    public async Task An_institution_decides_in_its_own_encounters_and_in_those_of_its_parts()
    {
        string ward = await NewAsync("Organization", $$""" "name":"内科","partOf":{"reference":"{{_requester}}"} """);
        AssertRefused(await RecognizeAsync(_report, await NewEncounterAsync(_patient, _performer), _requester), "recognition.encounter");
        AssertRefused(await RecognizeAsync(_report, await NewEncounterAsync(_patient, null), _requester), "recognition.encounter");
        AssertRefused(await RefuseAsync(_report, await NewEncounterAsync(_patient, _performer), _requester, "decisive"), "recognition.encounter");
        (await RecognizeAsync(_report, await NewEncounterAsync(_patient, ward), _requester)).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task An_encounter_that_was_over_before_the_result_cannot_have_used_it()
    {
        string day = Text(DaysAgo(1))[..10];
        AssertRefused(await RecognizeAsync(_report, await NewEncounterAsync(_patient, _requester, "finished", Text(DaysAgo(1.01))), _requester), "recognition.encounter");
        AssertRefused(await RecognizeAsync(_report, await NewEncounterAsync(_patient, _requester, "finished", "2020-01-02"), _requester), "recognition.encounter");
        (await RecognizeAsync(_report, await NewEncounterAsync(_patient, _requester, "finished", day), _requester)).Expect(HttpStatusCode.OK);
        (await RecognizeAsync(_report, await NewEncounterAsync(_patient, _requester, end: "9999-12-31"), _requester)).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_report_is_used_for_its_own_items_alone()
    {
        string limb = await NewReportAsync(_patient, _performer, DaysAgo(1), "37637-6");
        AssertRefused(await RecognizeAsync(limb, _encounter, _requester, Item("item", CtHead)), "recognition.no-result");
        AssertRefused(await RecognizeAsync(_report, _encounter, _requester, Item("item", Urate)), "recognition.no-result");
        AssertRefused(await RefuseAsync(limb, _encounter, _requester, "decisive", more: Item("item", CtHead)), "recognition.no-result");
        (await RecognizeAsync(_report, _encounter, _requester, Item("item", "ct-head", Items))).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_result_of_a_time_to_come_is_none_yet()
    {
        string report = await NewReportAsync(_patient, _performer, DaysAgo(-1));
        AssertRefused(await RecognizeAsync(report, _encounter, _requester), "recognition.no-result");
        string last = await NewAsync("DiagnosticReport", $$"""
            {{Marks("national")}}"status":"final","code":{"coding":[{"system":"{{Loinc}}","code":"{{CtHead}}"}]},"subject":{"reference":"{{_patient}}"},
            "effectiveDateTime":"9999-12-31","performer":[{"reference":"{{_performer}}"}]
            """);
        AssertRefused(await RecognizeAsync(last, _encounter, _requester), "recognition.no-result");
    }

    [Test]
    public async Task Each_item_of_a_panel_is_decided_and_counted_for_itself()
    {
        string panel = await NewPanelAsync(_patient, _performer, DaysAgo(1), await NewResultAsync(_patient, DaysAgo(1), 300, code: Urate), await NewResultAsync(_patient, DaysAgo(1), 4, "mmol/L", Cholesterol));
        var urate = (await RecognizeAsync(panel, _encounter, _requester, Item("item", Urate))).Expect(HttpStatusCode.OK);
        var cholesterol = (await RefuseAsync(panel, _encounter, _requester, "decisive", more: Item("item", Cholesterol))).Expect(HttpStatusCode.OK);
        var whole = (await RecognizeAsync(panel, _encounter, _requester)).Expect(HttpStatusCode.OK);
        Assert.Multiple(async () =>
        {
            Assert.That((decimal)SavedOf(urate.Json)!["value"]!, Is.EqualTo(10));
            Assert.That((decimal)SavedOf(whole.Json)!["value"]!, Is.EqualTo(35));
            Assert.That(new[] { urate, cholesterol, whole }.Select(ItemOf), Is.EqualTo(new[] { "uric-acid", "cholesterol", "lipid-panel" }));
            Assert.That((await RecognizeAsync(panel, _encounter, _requester, Item("item", Urate))).Expect(HttpStatusCode.OK).Id, Is.EqualTo(urate.Id));
            Assert.That((await RefuseAsync(panel, _encounter, _requester, "decisive", more: Item("item", "cholesterol", Items))).Expect(HttpStatusCode.OK).Id, Is.EqualTo(cholesterol.Id));
            Assert.That((await RecognizeAsync(panel, _encounter, _requester, Item("item", Panel))).Expect(HttpStatusCode.OK).Id, Is.EqualTo(whole.Id));
            (await RecognizeAsync(panel, _encounter, _requester, Item("item", Cholesterol))).ExpectIssue(HttpStatusCode.Conflict, "recognition.recorded");
        });
    }

    [Test]
    public async Task Of_many_at_once_each_item_is_recorded_once()
    {
        string panel = await NewPanelAsync(_patient, _performer, DaysAgo(1), await NewResultAsync(_patient, DaysAgo(1), 300, code: Urate), await NewResultAsync(_patient, DaysAgo(1), 4, "mmol/L", Cholesterol));
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => RecognizeAsync(panel, _encounter, _requester, Item("item", i % 2 == 0 ? Urate : Cholesterol))));
        Assert.That(answers.Select(a => a.Expect(HttpStatusCode.OK).Id).Distinct().Count(), Is.EqualTo(2));
        Assert.That((await Http.FetchAsync($"Provenance?target={panel}")).Entries, Has.Length.EqualTo(2));
    }

    [Test]
    public async Task Another_word_about_what_is_recorded_is_a_conflict_that_tells_it()
    {
        const string Told = """ "name":"saved","valueMoney":{"value":100,"currency":"CNY"} """;
        string doctor = await NewAsync("Practitioner", """ "name":[{"text":"王医师"}] """);
        await NewAsync("PractitionerRole", $$""" "practitioner":{"reference":"{{doctor}}"},"organization":{"reference":"{{_requester}}"} """);
        var first = (await RecognizeAsync(_report, _encounter, _requester, Told)).Expect(HttpStatusCode.OK);
        var other = await RecognizeAsync(_report, _encounter, _requester, Told.Replace("100", "99999", StringComparison.Ordinal));
        other.ExpectIssue(HttpStatusCode.Conflict, "recognition.recorded");
        (await CallAsync($"{_report}/$recognize", _requester, Reference("encounter", _encounter), Reference("requester", doctor))).ExpectIssue(HttpStatusCode.Conflict, "recognition.recorded");
        (await RefuseAsync(_report, _encounter, _requester, "decisive")).ExpectIssue(HttpStatusCode.Conflict, "recognition.recorded");
        Assert.Multiple(async () =>
        {
            Assert.That((string)other.Issues[0]["diagnostics"]!, Does.Contain("100 yuan"));
            Assert.That((await RecognizeAsync(_report, _encounter, _requester, Told)).Expect(HttpStatusCode.OK).Id, Is.EqualTo(first.Id));
            Assert.That((await RecognizeAsync(_report, _encounter, _requester)).Expect(HttpStatusCode.OK).Id, Is.EqualTo(first.Id));
        });
    }

    [TestCase("100000.01")]
    [TestCase("12.345")]
    [TestCase("79228162514264337593543950335")]
    public async Task What_was_saved_is_an_amount_in_fen_within_the_limit_of_the_policy(string amount)
    {
        AssertRefused(await RecognizeAsync(_report, _encounter, _requester, $$""" "name":"saved","valueMoney":{"value":{{amount}},"currency":"CNY"} """), "recognition.saved");
        (await RecognizeAsync(_report, _encounter, _requester, """ "name":"saved","valueMoney":{"value":100000.00,"currency":"CNY"} """)).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_number_that_cannot_be_counted_with_is_refused_where_it_stands()
    {
        var answer = await RecognizeAsync(_report, _encounter, _requester, """ "name":"saved","valueMoney":{"value":1e30,"currency":"CNY"} """);
        answer.ExpectIssue(HttpStatusCode.BadRequest, "parameter-number");
        Assert.That((string)answer.Issues[0]["expression"]![0]!, Is.EqualTo("Parameters.parameter[2].value.value"));
    }

    private static string ItemOf(Answer record) => (string)record.Json["extension"]!.AsArray().First(e => ((string)e!["url"]!).EndsWith("recognition-item", StringComparison.Ordinal))!["valueCoding"]!["code"]!;

    private static JsonNode? SavedOf(JsonNode record) => record["extension"]?.AsArray().FirstOrDefault(e => (string)e!["url"]! == Saved)?["valueMoney"];
}
