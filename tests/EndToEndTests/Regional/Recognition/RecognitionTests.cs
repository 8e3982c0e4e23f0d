using System.Globalization;

namespace FhirHub.EndToEndTests.Regional.Recognition;

/// <summary>Institutions, alliances, patients and reports to be recognised.</summary>
internal abstract class RecognitionTests : RegionalTests
{
    /// <summary>Divisions of no region's pack, of one city.</summary>
    protected const string Beijing = "110101";
    protected const string Taiyuan = "140105";
    protected const string Guiyang = "520102";
    protected const string Yichang = "420502";
    protected const string Jining = "370811";
    protected const string Yanzhou = "370812";
    protected const string Jinan = "370102";

    protected const string Loinc = "http://loinc.org";
    protected const string Items = "https://fhirhub.example/fhir/cn-base/CodeSystem/recognition-item";

    /// <summary>CT of the head: nothing but the report is looked at; 30 days, 210 yuan.</summary>
    protected const string CtHead = "24725-4";

    /// <summary>10 yuan, umol/L, reference range within 30..140; laboratory: 7 days.</summary>
    protected const string Creatinine = "14682-9";

    /// <summary>Lipid panel; nothing but the report is compared.</summary>
    protected const string Panel = "24331-1";

    /// <summary>10 yuan, umol/L.</summary>
    protected const string Urate = "14933-6";

    /// <summary>8 yuan, mmol/L.</summary>
    protected const string Cholesterol = "14647-2";

    private const string Base = "https://fhirhub.example/fhir/cn-base";

    protected MovableClock Clock { get; } = new();

    protected override TimeProvider Time => Clock;

    protected DateTimeOffset DaysAgo(double days) => new DateTimeOffset(Clock.GetUtcNow().Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero).AddDays(-days);

    protected static string Text(DateTimeOffset moment) => moment.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    protected Task<string> NewPersonAsync() => NewAsync("Patient", """ "active":true,"name":[{"text":"李梅"}] """);

    /// <summary>An encounter of an institution; of none that it says where that is null.</summary>
    protected Task<string> NewEncounterAsync(string patient, string? institution, string status = "in-progress", string? end = null) => NewAsync("Encounter", $$"""
        "status":"{{status}}","class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},"subject":{"reference":"{{patient}}"}
        {{(institution is null ? "" : $$""","serviceProvider":{"reference":"{{institution}}"}""")}}{{(end is null ? "" : $$""","period":{"start":"2020-01-01","end":"{{end}}"}""")}}
        """);

    /// <summary>A report with a mark, of a moment; no mark for an empty scope.</summary>
    protected Task<string> NewReportAsync(
        string patient, string performer, DateTimeOffset effective, string code = CtHead, string status = "final", string scope = "national", string? division = null, string more = "", string system = Loinc) =>
        NewAsync("DiagnosticReport", $$"""
            {{Marks(scope, division)}}"status":"{{status}}","code":{"coding":[{"system":"{{system}}","code":"{{code}}"}]},"subject":{"reference":"{{patient}}"},
            "effectiveDateTime":"{{Text(effective)}}","issued":"{{Text(effective)}}","performer":[{"reference":"{{performer}}"}]{{more}}
            """);

    protected static string Marks(string scope, string? division = null) => scope.Length == 0 ? "" : $$"""
        "extension":[{"url":"{{Base}}/StructureDefinition/recognition-mark","extension":[{"url":"mark","valueString":"全国HR"},
        {"url":"scope","valueCoding":{"system":"{{Base}}/CodeSystem/recognition-scope","code":"{{scope}}"} }{{(division is null ? "" : $$""",{"url":"division","valueCoding":{"system":"{{Base}}/CodeSystem/gb-t-2260","code":"{{division}}"} }""")}}]}],
        """;

    protected Task<string> NewResultAsync(
        string patient, DateTimeOffset effective, decimal value = 66, string unit = "umol/L", string code = Creatinine, (decimal Low, decimal High)? range = null, string? method = null, string system = Loinc,
        string status = "final", string? rangeUnit = null)
    {
        string units = rangeUnit is null ? "" : $$""","unit":"{{rangeUnit}}","system":"http://unitsofmeasure.org","code":"{{rangeUnit}}" """;
        string ranges = range is { } limits ? string.Create(CultureInfo.InvariantCulture, $$""","referenceRange":[{"low":{"value":{{limits.Low}}{{units}} },"high":{"value":{{limits.High}}{{units}} } }]""") : "";
        string methods = method is null ? "" : $$""","method":{"text":"{{method}}"}""";
        return NewAsync("Observation", string.Create(CultureInfo.InvariantCulture, $$"""
            "status":"{{status}}","code":{"coding":[{"system":"{{system}}","code":"{{code}}"}]},"subject":{"reference":"{{patient}}"},"effectiveDateTime":"{{Text(effective)}}",
            "valueQuantity":{"value":{{value}},"unit":"{{unit}}","system":"http://unitsofmeasure.org","code":"{{unit}}"}{{ranges}}{{methods}}
            """));
    }

    /// <summary>A report of creatinine with one result.</summary>
    protected async Task<string> NewCreatinineAsync(
        string patient, string performer, DateTimeOffset effective, decimal value = 66, string unit = "umol/L", (decimal Low, decimal High)? range = null)
    {
        string result = await NewResultAsync(patient, effective, value, unit, range: range ?? (41, 97));
        return await NewReportAsync(patient, performer, effective, Creatinine, more: $$""","result":[{"reference":"{{result}}"}]""");
    }

    /// <summary>A panel with results.</summary>
    protected Task<string> NewPanelAsync(string patient, string performer, DateTimeOffset effective, params string[] results) => NewReportAsync(
        patient, performer, effective, Panel, more: $$""","result":[{{string.Join(',', results.Select(r => $$"""{"reference":"{{r}}"}"""))}}]""");

    protected Task<string> AffiliateAsync(string lead, string member, string kind, string period = """ "start":"2020-01-01" """) => NewAsync("OrganizationAffiliation", $$"""
        "active":true,"period":{ {{period}} },"organization":{"reference":"{{lead}}"},"participatingOrganization":{"reference":"{{member}}"},
        "code":[{"coding":[{"system":"{{Base}}/CodeSystem/alliance-kind","code":"{{kind}}"}]}]
        """);

    protected Task<Answer> FindAsync(string patient, string requester, string code = CtHead, string system = Loinc, DateTimeOffset? time = null) => CallAsync(
        "DiagnosticReport/$find-recognizable", null,
        [Reference("patient", patient), Reference("requester", requester), Item("item", code, system), .. time is { } at ? [$""" "name":"time","valueDateTime":"{Text(at)}" """] : Array.Empty<string>()]);

    protected Task<Answer> RecognizeAsync(string report, string encounter, string requester, params string[] more) =>
        CallAsync($"{report}/$recognize", requester, [Reference("encounter", encounter), Reference("requester", requester), .. more]);

    protected Task<Answer> RefuseAsync(string report, string encounter, string requester, string reason, string? note = null, string? more = null) => CallAsync(
        $"{report}/$refuse-recognition", requester,
        [Reference("encounter", encounter), Reference("requester", requester), Item("reason", reason, $"{Base}/CodeSystem/recognition-refusal"), .. note is null ? Array.Empty<string>() : [$""" "name":"note","valueString":"{note}" """], .. more is null ? Array.Empty<string>() : [more]]);

    protected static string Reference(string name, string reference) => $$""" "name":"{{name}}","valueReference":{"reference":"{{reference}}"} """;

    protected static string Item(string name, string code, string system = Loinc) => $$""" "name":"{{name}}","valueCoding":{"system":"{{system}}","code":"{{code}}"} """;

    /// <summary>A part of the first item in an answer; null where there is none.</summary>
    protected static JsonNode? Part(Answer answer, string name) => Parts(answer, name) is [var first, ..] ? first : null;

    protected static IReadOnlyList<JsonNode> Parts(Answer answer, string name) =>
        [.. Output(answer.Expect(HttpStatusCode.OK), "item")["part"]!.AsArray().Where(p => (string)p!["name"]! == name).Select(p => p!)];

    protected static string Outcome(Answer answer) => (string)Part(answer, "outcome")!["valueCode"]!;

    protected static string[] Reasons(Answer answer) => [.. Parts(answer, "reason").Select(r => (string)r["valueCodeableConcept"]!["coding"]![0]!["code"]!)];

    protected static string? Report(Answer answer) => (string?)Part(answer, "report")?["valueReference"]!["reference"];
}
