using System.Globalization;

namespace FhirHub.EndToEndTests.Regional.Recognition;

/// <summary>What is made of the records: figures by institution and month, and trends in one unit.</summary>
[TestFixture]
internal sealed class MeasuresAndTrendTests : RecognitionTests
{
    [Test]
    public async Task Figures_count_what_was_used_and_refused_by_reason_and_what_it_saved()
    {
        string patient = await NewPersonAsync(), performer = await NewOrganizationAsync("tertiary", Beijing), requester = await NewOrganizationAsync("secondary", Beijing);
        string report = await NewReportAsync(patient, performer, DaysAgo(1));
        foreach (string? reason in (string?[])[null, null, "decisive", "decisive", "emergency"])
        {
            string encounter = await NewEncounterAsync(patient, requester);
            (reason is null ? await RecognizeAsync(report, encounter, requester) : await RefuseAsync(report, encounter, requester, reason)).Expect(HttpStatusCode.OK);
        }

        var reports = (await MeasureAsync(0, requester)).Expect(HttpStatusCode.OK).Entries;
        Assert.That(reports, Has.Length.EqualTo(1));
        var groups = reports[0]["resource"]!["group"]!;
        Assert.Multiple(async () =>
        {
            Assert.That((string)reports[0]["resource"]!["reporter"]!["reference"]!, Is.EqualTo(requester));
            Assert.That((int)groups[0]!["population"]![0]!["count"]!, Is.EqualTo(2));
            Assert.That((int)groups[1]!["population"]![0]!["count"]!, Is.EqualTo(3));
            Assert.That(groups[1]!["stratifier"]![0]!["stratum"]!.AsArray().Select(s => ((string)s!["value"]!["coding"]![0]!["code"]!, (int)s["population"]![0]!["count"]!)), Is.EqualTo(new[] { ("decisive", 2), ("emergency", 1) }));
            Assert.That((decimal)groups[2]!["measureScore"]!["value"]!, Is.EqualTo(420));
            Assert.That((await MeasureAsync(0, performer)).Entries, Is.Empty, "it decided nothing");
            Assert.That((await MeasureAsync(-400, requester)).Entries, Is.Empty, "another year");
        });
    }

    [Test]
    public async Task A_time_that_ends_before_it_begins_is_refused() => (await CallAsync(
        "DiagnosticReport/$recognition-measures", null, """ "name":"start","valueDate":"2026-02-01" """, """ "name":"end","valueDate":"2026-01-31" """)).ExpectIssue(HttpStatusCode.BadRequest, "parameter-invalid");

    [Test]
    public async Task An_institution_that_is_not_here_is_refused() =>
        (await MeasureAsync(0, "Organization/none")).ExpectIssue(HttpStatusCode.UnprocessableEntity, "reference-target-missing");

    [Test]
    public async Task Of_a_panel_only_the_item_that_was_used_is_told_as_recognised()
    {
        string patient = await NewPersonAsync(), performer = await NewOrganizationAsync("tertiary", Beijing), requester = await NewOrganizationAsync("secondary", Beijing);
        string panel = await NewPanelAsync(patient, performer, DaysAgo(1), await NewResultAsync(patient, DaysAgo(1), 300, code: Urate), await NewResultAsync(patient, DaysAgo(1), 4, "mmol/L", Cholesterol));
        (await RecognizeAsync(panel, await NewEncounterAsync(patient, requester), requester, Item("item", Urate))).Expect(HttpStatusCode.OK);
        Assert.That((await UsedAsync(Urate), await UsedAsync(Cholesterol)), Is.EqualTo((true, false)));
        (await RecognizeAsync(panel, await NewEncounterAsync(patient, requester), requester)).Expect(HttpStatusCode.OK);
        Assert.That((await UsedAsync(Urate), await UsedAsync(Cholesterol)), Is.EqualTo((true, true)), "with the whole panel");

        async Task<bool> UsedAsync(string code)
        {
            var answer = await CallAsync("Observation/$recognized-trend", null, Reference("patient", patient), Reference("requester", requester), Item("code", code));
            var point = Output(answer.Expect(HttpStatusCode.OK), "series")["part"]!.AsArray().Single(p => (string)p!["name"]! == "point");
            return (bool)point!["part"]!.AsArray().First(p => (string)p!["name"]! == "recognised")!["valueBoolean"]!;
        }
    }

    [TestCase("0001-01-01", "0001-01-02")]
    [TestCase("2026-01-01", "9999-12-31")]
    [TestCase("0001-01-01", "9999-12-31")]
    public async Task Any_days_that_can_be_written_may_be_asked_for(string start, string end) => (await CallAsync(
        "DiagnosticReport/$recognition-measures", null, $""" "name":"start","valueDate":"{start}" """, $""" "name":"end","valueDate":"{end}" """,
        Reference("organization", await NewOrganizationAsync("secondary", Beijing)))).Expect(HttpStatusCode.OK);

    [Test]
    public async Task A_value_that_cannot_be_counted_with_is_no_point_of_a_trend_and_a_bound_stays_one()
    {
        string patient = await NewPersonAsync(), performer = await NewOrganizationAsync("tertiary", Beijing), requester = await NewOrganizationAsync("secondary", Beijing);
        foreach (var (value, ago) in new[] { ("1e30", 2), ("\"comparator\":\"<\",4", 1) })
        {
            string result = await NewAsync("Observation", $$"""
                "status":"final","code":{"coding":[{"system":"{{Loinc}}","code":"{{Cholesterol}}"}]},"subject":{"reference":"{{patient}}"},"effectiveDateTime":"{{Text(DaysAgo(ago))}}",
                "valueQuantity":{ {{(value.StartsWith('"') ? value.Replace(",", ",\"value\":", StringComparison.Ordinal) : "\"value\":" + value)}},"system":"http://unitsofmeasure.org","code":"mmol/L"},
                "referenceRange":[{"low":{"value":1e30},"high":{"value":-1e30} }]
                """);
            await NewReportAsync(patient, performer, DaysAgo(ago), Cholesterol, more: $$""","result":[{"reference":"{{result}}"}]""");
        }

        var answer = await CallAsync("Observation/$recognized-trend", null, Reference("patient", patient), Reference("requester", requester), Item("code", Cholesterol));
        var points = Output(answer.Expect(HttpStatusCode.OK), "series")["part"]!.AsArray().Where(p => (string)p!["name"]! == "point").ToList();
        Assert.That(points, Has.Count.EqualTo(1), answer.Text);
        Assert.That((string)points[0]!["part"]!.AsArray().First(p => (string)p!["name"]! == "value")!["valueQuantity"]!["comparator"]!, Is.EqualTo("<"));
    }

    [Test]
    public async Task A_trend_is_in_one_unit_the_oldest_first_of_what_was_or_can_be_recognised()
    {
        string patient = await NewPersonAsync(), performer = await NewOrganizationAsync("tertiary", Beijing), requester = await NewOrganizationAsync("secondary", Beijing);
        await NewCreatinineAsync(patient, performer, DaysAgo(100), 60);
        string used = await NewCreatinineAsync(patient, performer, DaysAgo(2), 0.08m, "mmol/L", (0.041m, 0.097m));
        await NewCreatinineAsync(patient, performer, DaysAgo(1), 0.9m, "mg/dL");
        await NewReportAsync(patient, performer, DaysAgo(1), Creatinine, scope: "", more: $$""","result":[{"reference":"{{await NewResultAsync(patient, DaysAgo(1), 90)}}"}]""");
        (await RecognizeAsync(used, await NewEncounterAsync(patient, requester), requester)).Expect(HttpStatusCode.OK);
        Assert.Multiple(async () =>
        {
            Assert.That(await TrendAsync(patient, requester, null), Is.EqualTo(new[] { (60m, "umol/L", false), (80m, "umol/L", true) }));
            Assert.That(await TrendAsync(patient, requester, "mmol/L"), Is.EqualTo(new[] { (0.06m, "mmol/L", false), (0.08m, "mmol/L", true) }));
        });
        (await CallTrendAsync(patient, requester, "mg/dL")).ExpectIssue(HttpStatusCode.UnprocessableEntity, "unit-invalid");
    }

    private Task<Answer> CallTrendAsync(string patient, string requester, string? unit) => CallAsync(
        "Observation/$recognized-trend", null, [Reference("patient", patient), Reference("requester", requester), Item("code", Creatinine), .. unit is null ? Array.Empty<string>() : [$""" "name":"unit","valueString":"{unit}" """]]);

    private async Task<(decimal, string, bool)[]> TrendAsync(string patient, string requester, string? unit)
    {
        var series = Output((await CallTrendAsync(patient, requester, unit)).Expect(HttpStatusCode.OK), "series");
        return [.. series["part"]!.AsArray().Where(p => (string)p!["name"]! == "point").Select(p =>
        {
            var parts = p!["part"]!.AsArray().ToDictionary(q => (string)q!["name"]!, q => q!);
            return ((decimal)parts["value"]["valueQuantity"]!["value"]!, (string)parts["value"]["valueQuantity"]!["code"]!, (bool)parts["recognised"]["valueBoolean"]!);
        })];
    }

    private Task<Answer> MeasureAsync(int days, string organization) => CallAsync(
        "DiagnosticReport/$recognition-measures", null,
        Day("start", days - 1), Day("end", days + 1), Reference("organization", organization));

    private string Day(string name, int days) =>
        $""" "name":"{name}","valueDate":"{Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" """;
}
