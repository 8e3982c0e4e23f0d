namespace FhirHub.EndToEndTests.Regional.Recognition;

/// <summary><c>DiagnosticReport/$find-recognizable</c> under the national base: what is recognised, and every reason why not.</summary>
[TestFixture]
internal sealed class FindRecognizableTests : RecognitionTests
{
    /// <summary>Of another province, which no pack governs.</summary>
    private const string Shijiazhuang = "130102";

    private string _patient = "", _performer = "", _requester = "";

    [SetUp]
    public async Task PeopleAsync()
    {
        _patient = await NewPersonAsync();
        _performer = await NewOrganizationAsync("tertiary", Beijing, name: "甲医院");
        _requester = await NewOrganizationAsync("secondary", Beijing, name: "乙医院");
    }

    [Test]
    public async Task A_marked_final_report_within_its_days_is_recognised_with_its_images_and_fee()
    {
        string study = await NewAsync("ImagingStudy", $$""" "status":"available","subject":{"reference":"{{_patient}}"} """);
        var effective = DaysAgo(3);
        string report = await NewReportAsync(_patient, _performer, effective, more: $$""","imagingStudy":[{"reference":"{{study}}"}]""");
        var answer = await FindAsync(_patient, _requester);
        Assert.Multiple(() =>
        {
            Assert.That(Outcome(answer), Is.EqualTo("recognised"));
            Assert.That(Reasons(answer), Is.Empty);
            Assert.That(Report(answer), Is.EqualTo(report));
            Assert.That((string)Part(answer, "study")!["valueReference"]!["reference"]!, Is.EqualTo(study));
            Assert.That((string)Part(answer, "listed")!["valueCoding"]!["code"]!, Is.EqualTo("ct-head"));
            Assert.That((string)Part(answer, "expires")!["valueDateTime"]!, Is.EqualTo(Text(effective.AddDays(30))));
            Assert.That((decimal)Part(answer, "fee")!["valueMoney"]!["value"]!, Is.EqualTo(210));
        });
    }

    [TestCase(0, "recognised")]
    [TestCase(1, "expired")]
    public async Task It_is_valid_to_the_last_second_of_its_days(int secondsAfter, string outcome)
    {
        var effective = DaysAgo(40);
        await NewReportAsync(_patient, _performer, effective);
        var answer = await FindAsync(_patient, _requester, time: effective.AddDays(30).AddSeconds(secondsAfter));
        Assert.That(Outcome(answer), Is.EqualTo(outcome), answer.Text);
    }

    [Test]
    public async Task An_item_with_days_of_its_own_does_not_follow_its_category()
    {
        var effective = DaysAgo(20);
        string result = await NewResultAsync(_patient, effective, 5.6m, "%", "4548-4");
        await NewReportAsync(_patient, _performer, effective, "4548-4", more: $$""","result":[{"reference":"{{result}}"}]""");
        Assert.That(Outcome(await FindAsync(_patient, _requester, "4548-4")), Is.EqualTo("recognised"));
    }

    [Test]
    public async Task A_later_report_that_does_not_pass_hides_none_that_does()
    {
        string good = await NewReportAsync(_patient, _performer, DaysAgo(5));
        await NewReportAsync(_patient, _performer, DaysAgo(1), status: "preliminary");
        await NewReportAsync(_patient, _performer, DaysAgo(2), scope: "");
        await NewReportAsync(_patient, _performer, DaysAgo(3), scope: "province", division: "140000");
        await NewReportAsync(_patient, _performer, DaysAgo(4), scope: "city", division: "140100");
        Assert.That(Report(await FindAsync(_patient, _requester)), Is.EqualTo(good));
    }

    [Test]
    public async Task Where_none_passes_every_reason_against_the_newest_is_told_in_both_languages_with_its_source()
    {
        await NewReportAsync(_patient, _performer, DaysAgo(50));
        string newest = await NewReportAsync(_patient, _performer, DaysAgo(31), status: "preliminary", scope: "");
        var answer = await FindAsync(_patient, _requester);
        Assert.Multiple(() =>
        {
            Assert.That(Outcome(answer), Is.EqualTo("preliminary"));
            Assert.That(Reasons(answer), Is.EqualTo(new[] { "preliminary", "expired", "no-quality-mark" }));
            Assert.That(Report(answer), Is.EqualTo(newest));
            foreach (var reason in Parts(answer, "reason").Select(r => r["valueCodeableConcept"]!))
            {
                Assert.That((string?)reason["text"], Is.Not.Empty);
                Assert.That((string?)reason["_text"]!["extension"]![0]!["extension"]![1]!["valueString"], Is.Not.Empty);
                Assert.That((string?)reason["extension"]![0]!["valueString"], Is.EqualTo("default"));
            }
        });
    }

    [TestCase("province", null, Beijing, "recognised")]
    [TestCase("province", null, Shijiazhuang, "outside-scope")]
    [TestCase("region", "130000", Beijing, "outside-scope")]
    [TestCase("region", "110000", Beijing, "recognised")]
    [TestCase("city", "110100", Beijing, "recognised")]
    [TestCase("city", "140100", Beijing, "outside-scope")]
    [TestCase("alliance", null, Beijing, "outside-scope")]
    public async Task A_mark_holds_where_its_scope_and_division_reach(string scope, string? division, string where, string outcome)
    {
        await NewReportAsync(_patient, _performer, DaysAgo(1), scope: scope, division: division);
        string requester = await NewOrganizationAsync("secondary", where);
        var answer = await CallAsync("DiagnosticReport/$find-recognizable", null, [(PackHeader, "cn-base")], Reference("patient", _patient), Reference("requester", requester), Item("item", CtHead));
        Assert.That(Outcome(answer), Is.EqualTo(outcome), answer.Text);
    }

    [Test]
    public async Task What_is_not_listed_is_not_recognised_whatever_there_is()
    {
        await NewReportAsync(_patient, _performer, DaysAgo(1), "99999-9");
        var answer = await FindAsync(_patient, _requester, "99999-9");
        Assert.That((Outcome(answer), Reasons(answer).Length, Part(answer, "listed")), Is.EqualTo(("not-listed", 1, (JsonNode?)null)));
    }

    [Test]
    public async Task Without_any_result_there_is_none()
    {
        var answer = await FindAsync(_patient, _requester);
        Assert.That((Outcome(answer), Report(answer)), Is.EqualTo(("no-result", (string?)null)));
    }

    [TestCase("cancelled")]
    [TestCase("entered-in-error")]
    public async Task A_report_that_was_withdrawn_is_none(string status)
    {
        await NewReportAsync(_patient, _performer, DaysAgo(1), status: status);
        Assert.That(Outcome(await FindAsync(_patient, _requester)), Is.EqualTo("no-result"));
    }

    [TestCase("umol/L", 41, 97, "recognised")]
    [TestCase("mmol/L", 0.041, 0.097, "recognised")]
    [TestCase("mg/dL", 0.5, 1.1, "other-unit")]
    [TestCase("umol/L", 20, 97, "other-range")]
    [TestCase("mmol/L", 0.041, 0.197, "other-range")]
    public async Task Results_are_compared_by_unit_and_reference_range(string unit, double low, double high, string outcome)
    {
        await NewCreatinineAsync(_patient, _performer, DaysAgo(1), 1, unit, ((decimal)low, (decimal)high));
        var answer = await FindAsync(_patient, _requester, Creatinine);
        Assert.That(Outcome(answer), Is.EqualTo(outcome), answer.Text);
    }

    [TestCase("mmol/L", 0.041, 0.097, "recognised")]
    [TestCase("umol/L", 41, 97, "recognised")]
    [TestCase("mmol/L", 41, 97, "other-range")]
    [TestCase("mg/dL", 41, 97, "other-range")]
    public async Task A_reference_range_is_read_in_its_own_unit(string unit, double low, double high, string outcome)
    {
        string result = await NewResultAsync(_patient, DaysAgo(1), range: ((decimal)low, (decimal)high), rangeUnit: unit);
        await NewReportAsync(_patient, _performer, DaysAgo(1), Creatinine, more: $$""","result":[{"reference":"{{result}}"}]""");
        var answer = await FindAsync(_patient, _requester, Creatinine);
        Assert.That(Outcome(answer), Is.EqualTo(outcome), answer.Text);
    }

    [TestCase("final", "recognised")]
    [TestCase("amended", "recognised")]
    [TestCase("corrected", "recognised")]
    [TestCase("preliminary", "preliminary")]
    [TestCase("registered", "preliminary")]
    [TestCase("unknown", "preliminary")]
    [TestCase("cancelled", "no-result")]
    [TestCase("entered-in-error", "no-result")]
    public async Task A_final_report_is_as_good_as_its_results(string status, string outcome)
    {
        string result = await NewResultAsync(_patient, DaysAgo(1), range: (41, 97), status: status), lipids = await NewResultAsync(_patient, DaysAgo(1), 4, "mmol/L", Cholesterol, status: status);
        string report = await NewReportAsync(_patient, _performer, DaysAgo(1), Creatinine, more: $$""","result":[{"reference":"{{result}}"}]""");
        string panel = await NewPanelAsync(_patient, _performer, DaysAgo(1), lipids);
        Answer[] answers = [await FindAsync(_patient, _requester, Creatinine), await FindAsync(_patient, _requester, Panel)];
        Assert.That(answers.Select(a => (Outcome(a), Report(a))), Is.EqualTo(new[] { (outcome, report), (outcome, panel) }), answers[0].Text + answers[1].Text);
        if (outcome != "recognised")
            AssertRefused(await RecognizeAsync(report, await NewEncounterAsync(_patient, _requester), _requester), "recognition." + outcome);
    }

    [Test]
    public async Task A_result_of_somebody_else_in_a_report_is_none_of_it()
    {
        string result = await NewResultAsync(await NewPersonAsync(), DaysAgo(1), range: (41, 97));
        await NewReportAsync(_patient, _performer, DaysAgo(1), Creatinine, more: $$""","result":[{"reference":"{{result}}"}]""");
        Assert.That(Outcome(await FindAsync(_patient, _requester, Creatinine)), Is.EqualTo("no-result"));
    }

    [TestCase("0001-01-01", "no-result")]
    [TestCase("0001", "no-result")]
    [TestCase("0001-01-01T00:00:00+14:00", "no-result")]
    [TestCase("9999-12-31", "expired")]
    [TestCase("9999-12-31T23:59:59-12:00", "expired")]
    public async Task It_may_be_asked_as_of_any_time_that_can_be_written(string time, string outcome)
    {
        await NewReportAsync(_patient, _performer, DaysAgo(1));
        var answer = await CallAsync("DiagnosticReport/$find-recognizable", null, Reference("patient", _patient), Reference("requester", _requester), Item("item", CtHead), $""" "name":"time","valueDateTime":"{time}" """);
        Assert.That(Outcome(answer), Is.EqualTo(outcome), answer.Text);
    }

    [Test]
    public async Task A_report_that_tells_no_time_of_its_result_is_told_with_that_and_not_recognised()
    {
        string report = await NewAsync("DiagnosticReport", $$"""
            {{Marks("national")}}"status":"final","code":{"coding":[{"system":"{{Loinc}}","code":"{{CtHead}}"}]},"subject":{"reference":"{{_patient}}"},
            "issued":"{{Text(DaysAgo(1))}}","performer":[{"reference":"{{_performer}}"}]
            """);
        var answer = await FindAsync(_patient, _requester);
        Assert.That((Outcome(answer), Report(answer)), Is.EqualTo(("expired", report)), answer.Text);
        AssertRefused(await RecognizeAsync(report, await NewEncounterAsync(_patient, _requester), _requester), "recognition.expired");
        string dated = await NewReportAsync(_patient, _performer, DaysAgo(40));
        Assert.That(Report(await FindAsync(_patient, _requester)), Is.EqualTo(dated));
    }

    [Test]
    public async Task A_report_of_a_time_to_come_is_told_only_where_there_is_no_other()
    {
        string coming = await NewReportAsync(_patient, _performer, DaysAgo(-2));
        var answer = await FindAsync(_patient, _requester);
        Assert.That((Outcome(answer), Report(answer)), Is.EqualTo(("no-result", coming)), answer.Text);
        string old = await NewReportAsync(_patient, _performer, DaysAgo(50));
        answer = await FindAsync(_patient, _requester);
        Assert.That((Outcome(answer), Report(answer)), Is.EqualTo(("expired", old)), answer.Text);
    }

    [Test]
    public async Task Newer_results_without_a_report_hide_no_panel()
    {
        string expired = await NewPanelAsync(_patient, _performer, DaysAgo(20), await NewResultAsync(_patient, DaysAgo(20), 4, "mmol/L", Cholesterol));
        await NewResultAsync(_patient, DaysAgo(0.5), 5, "mmol/L", Cholesterol);
        var answer = await FindAsync(_patient, _requester, Cholesterol);
        Assert.That((Outcome(answer), Report(answer)), Is.EqualTo(("expired", expired)), answer.Text);
        string valid = await NewPanelAsync(_patient, _performer, DaysAgo(3), await NewResultAsync(_patient, DaysAgo(3), 4, "mmol/L", Cholesterol));
        for (int i = 0; i < 51; i++)
            await NewResultAsync(_patient, DaysAgo(1 + (i / 100d)), 4, "mmol/L", Cholesterol);
        answer = await FindAsync(_patient, _requester, Cholesterol);
        Assert.That((Outcome(answer), Report(answer)), Is.EqualTo(("recognised", valid)), answer.Text);
    }

    [Test]
    public async Task A_result_within_a_panel_is_found_by_its_own_code()
    {
        string result = await NewResultAsync(_patient, DaysAgo(1), range: (41, 97));
        string panel = await NewReportAsync(_patient, _performer, DaysAgo(1), "24362-6", more: $$""","result":[{"reference":"{{result}}"}]""");
        var answer = await FindAsync(_patient, _requester, Creatinine);
        Assert.That((Outcome(answer), Report(answer)), Is.EqualTo(("recognised", panel)), answer.Text);
    }

    [Test]
    public async Task A_local_code_is_an_item_by_a_ConceptMap_in_reports_and_in_questions()
    {
        const string Local = "https://hospital.example/codes";
        string id = NewId();
        string report = await NewReportAsync(_patient, _performer, DaysAgo(1), "CT|01," + id, system: Local);
        Assert.That(Outcome(await FindAsync(_patient, _requester)), Is.EqualTo("no-result"));
        await NewAsync("ConceptMap", $$"""
            "url":"https://hospital.example/map-{{id}}","status":"active","group":[{"source":"{{Local}}","target":"{{Items}}","element":[
            {"code":"CT|01,{{id}}","target":[{"code":"ct-head","equivalence":"equivalent"}]},{"code":"CT02{{id}}","target":[{"code":"ct-head","equivalence":"narrower","comment":"也包括其他部位"}]}]}]
            """);
        var byItem = await FindAsync(_patient, _requester, "ct-head", Items);
        var byLocal = await FindAsync(_patient, _requester, "CT|01," + id, Local);
        Assert.Multiple(async () =>
        {
            Assert.That((Outcome(byItem), Report(byItem)), Is.EqualTo(("recognised", report)));
            Assert.That((Outcome(byLocal), Report(byLocal)), Is.EqualTo(("recognised", report)));
            Assert.That(Outcome(await FindAsync(_patient, _requester, "CT02" + id, Local)), Is.EqualTo("not-listed"), "what is wider than the item does not mean it");
        });
    }

    [TestCase(true, "recognised")]
    [TestCase(false, "no-quality-mark")]
    public async Task A_report_without_a_mark_is_as_good_as_its_results_are_when_each_has_one(bool all, string outcome)
    {
        string one = await NewMarkedResultAsync("national"), other = await NewMarkedResultAsync(all ? "national" : "");
        await NewReportAsync(_patient, _performer, DaysAgo(1), Creatinine, scope: "", more: $$""","result":[{"reference":"{{one}}"},{"reference":"{{other}}"}]""");
        Assert.That(Outcome(await FindAsync(_patient, _requester, Creatinine)), Is.EqualTo(outcome));
    }

    [Test]
    public async Task A_mark_of_results_alone_reaches_no_further_than_it_says()
    {
        string result = await NewMarkedResultAsync("province");
        await NewReportAsync(_patient, _performer, DaysAgo(1), Creatinine, scope: "", more: $$""","result":[{"reference":"{{result}}"}]""");
        string far = await NewOrganizationAsync("secondary", "310101");
        Assert.Multiple(async () =>
        {
            Assert.That(Outcome(await FindAsync(_patient, _requester, Creatinine)), Is.EqualTo("recognised"));
            Assert.That(Outcome(await FindAsync(_patient, far, Creatinine)), Is.EqualTo("outside-scope"));
        });
    }

    private Task<string> NewMarkedResultAsync(string scope) => NewAsync("Observation", $$"""
        {{Marks(scope)}}"status":"final","code":{"coding":[{"system":"{{Loinc}}","code":"{{Creatinine}}"}]},"subject":{"reference":"{{_patient}}"},"effectiveDateTime":"{{Text(DaysAgo(1))}}",
        "valueQuantity":{"value":66,"unit":"umol/L","system":"http://unitsofmeasure.org","code":"umol/L"},"referenceRange":[{"low":{"value":41},"high":{"value":97} }]
        """);

    [Test]
    public async Task A_code_for_a_kind_of_an_item_is_one_in_reports_and_none_in_questions()
    {
        const string Local = "https://hospital.example/codes";
        string id = NewId();
        await NewAsync("ConceptMap", $$"""
            "url":"https://hospital.example/map-{{id}}","status":"active","group":[{"source":"{{Local}}","target":"{{Items}}","element":[
            {"code":"K{{id}}","target":[{"code":"ct-head","equivalence":"wider"}]},
            {"code":"D{{id}}","target":[{"code":"ct-head","equivalence":"equivalent"},{"code":"ct-chest","equivalence":"equivalent"}]}]}]
            """);
        await NewReportAsync(_patient, _performer, DaysAgo(2));
        Assert.That(Outcome(await FindAsync(_patient, _requester, "K" + id, Local)), Is.EqualTo("not-listed"), "the report may be of another kind");
        var double_ = await FindAsync(_patient, _requester, "D" + id, Local);
        Assert.That(Outcome(double_), Is.EqualTo("not-listed"));
        Assert.That(double_.Text, Does.Contain("several items"));
        string kind = await NewReportAsync(_patient, _performer, DaysAgo(1), "K" + id, system: Local);
        var found = await FindAsync(_patient, _requester);
        Assert.That((Outcome(found), Report(found)), Is.EqualTo(("recognised", kind)));
        var used = (await RecognizeAsync(kind, await NewEncounterAsync(_patient, _requester), _requester)).Expect(HttpStatusCode.OK);
        Assert.That(used.Text, Does.Contain("ct-head"));
    }

    [TestCase("2026-11-20T23:59:60+08:00")]
    [TestCase("0001-01-01T00:00:00+14:00")]
    [TestCase("9999-12-31T23:59:59-12:00")]
    public async Task One_report_of_an_odd_time_stops_nothing(string effective)
    {
        string odd = await NewAsync("DiagnosticReport", $$"""
            {{Marks("national")}}"status":"final","code":{"coding":[{"system":"{{Loinc}}","code":"{{CtHead}}"}]},"subject":{"reference":"{{_patient}}"},
            "effectiveDateTime":"{{effective}}","issued":"{{effective}}","performer":[{"reference":"{{_performer}}"}]
            """);
        string good = await NewReportAsync(_patient, _performer, DaysAgo(1));
        Assert.Multiple(async () =>
        {
            Assert.That(Report(await FindAsync(_patient, _requester)), Is.EqualTo(good));
            Assert.That((int)(await RecognizeAsync(odd, await NewEncounterAsync(_patient, _requester), _requester)).Status, Is.AnyOf(200, 422));
        });
        foreach (string name in (string[])["start", "end"])
        {
            (await CallAsync("Observation/$recognized-trend", null, Reference("patient", _patient), Reference("requester", _requester), Item("code", Creatinine), $""" "name":"{name}","valueDateTime":"{effective}" """)).Expect(HttpStatusCode.OK);
        }
    }

    [Test]
    public async Task As_of_a_day_is_as_of_its_end()
    {
        string report = await NewReportAsync(_patient, _performer, DaysAgo(3));
        var answer = await CallAsync("DiagnosticReport/$find-recognizable", null, Reference("patient", _patient), Reference("requester", _requester), Item("item", CtHead), $""" "name":"time","valueDateTime":"{Text(DaysAgo(3))[..10]}" """);
        Assert.That((Outcome(answer), Report(answer)), Is.EqualTo(("recognised", report)), answer.Text);
    }

    [Test]
    public async Task What_a_department_made_or_asks_for_its_institution_made_and_asks()
    {
        string made = await DepartmentAsync(_performer), asks = await DepartmentAsync(_requester);
        string report = await NewReportAsync(_patient, made, DaysAgo(1), scope: "province");
        Assert.That(Outcome(await FindAsync(_patient, _requester)), Is.EqualTo("recognised"));
        var used = await RecognizeAsync(report, await NewEncounterAsync(_patient, _requester), asks);
        Assert.That((string)used.Expect(HttpStatusCode.OK).Json["agent"]![0]!["who"]!["reference"]!, Is.EqualTo(_requester));
    }

    [Test]
    public async Task An_institution_that_does_not_work_any_more_asks_for_nothing()
    {
        string closed = await NewAsync("Organization", """ "active":false,"name":"已撤销" """);
        string report = await NewReportAsync(_patient, _performer, DaysAgo(1));
        AssertRefused(await FindAsync(_patient, closed), "recognition.requester");
        AssertRefused(await CallAsync($"{report}/$recognize", null, Reference("encounter", await NewEncounterAsync(_patient, closed)), Reference("requester", closed)), "recognition.requester");
    }

    private Task<string> DepartmentAsync(string institution) => NewAsync("Organization", $$""" "name":"影像科","partOf":{"reference":"{{institution}}"} """);

    [Test]
    public async Task Each_wanted_item_has_its_own_answer()
    {
        await NewReportAsync(_patient, _performer, DaysAgo(1));
        var answer = await CallAsync("DiagnosticReport/$find-recognizable", null, Reference("patient", _patient), Reference("requester", _requester), Item("item", CtHead), Item("item", "24627-2"));
        string[] outcomes = [.. Outputs(answer.Expect(HttpStatusCode.OK), "item").Select(i => (string)i["part"]!.AsArray().First(p => (string)p!["name"]! == "outcome")!["valueCode"]!)];
        Assert.That(outcomes, Is.EqualTo(new[] { "recognised", "no-result" }));
    }

    [Test]
    public async Task It_may_be_asked_in_a_URL()
    {
        await NewReportAsync(_patient, _performer, DaysAgo(1));
        var answer = await Http.FetchAsync($"DiagnosticReport/$find-recognizable?patient={_patient}&requester={_requester}&item={Uri.EscapeDataString($"{Loinc}|{CtHead}")}");
        Assert.That(Outcome(answer), Is.EqualTo("recognised"));
    }

    [Test]
    public async Task Wrong_input_is_refused()
    {
        var (patient, requester) = (Reference("patient", _patient), Reference("requester", _requester));
        const string Path = "DiagnosticReport/$find-recognizable";
        (await CallAsync(Path, null, patient, requester)).ExpectIssue(HttpStatusCode.BadRequest, "parameter-missing");
        (await CallAsync(Path, null, patient, Item("item", CtHead))).ExpectIssue(HttpStatusCode.BadRequest, "parameter-missing");
        (await CallAsync(Path, null, patient, requester, """ "name":"item","valueCoding":{"system":"http://loinc.org"} """)).ExpectIssue(HttpStatusCode.BadRequest, "parameter-empty");
        (await CallAsync(Path, null, Reference("patient", "Patient/none"), requester, Item("item", CtHead))).ExpectIssue(HttpStatusCode.UnprocessableEntity, "reference-target-missing");
        (await CallAsync(Path, null, patient, Reference("requester", _patient), Item("item", CtHead))).ExpectIssue(HttpStatusCode.UnprocessableEntity, "reference-invalid");
        (await CallAsync(Path, null, patient, requester, Item("item", CtHead), """ "name":"when","valueString":"x" """)).ExpectIssue(HttpStatusCode.BadRequest, "parameter-unknown");
    }
}
