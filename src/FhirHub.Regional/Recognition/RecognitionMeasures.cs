using System.Globalization;
using FhirHub.Engine.Errors;
using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Recognition;

/// <summary><c>DiagnosticReport/$recognition-measures</c>: recognised, refused by reason and fees saved, by institution and month.</summary>
internal sealed class RecognitionMeasures : IRegionalOperation
{
    private const string Measure = "https://fhirhub.example/fhir/cn-base/Measure/recognition-report|0.1.0";
    private const string Groups = "https://fhirhub.example/fhir/cn-base/CodeSystem/recognition-measure";
    private const int MaxRecords = 100_000;

    public OperationSignature Signature { get; } = new("recognition-measures", "DiagnosticReport", "recognition-measures", OperationLevel.Type, AffectsState: false);

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        DateOnly first = DayOf(call, "start"), last = DayOf(call, "end");
        if (last < first)
            throw FhirException.Invalid("parameter-invalid", "'end' is not before 'start'.", call.Input.PathOf("end")).InChinese("end 不能早于 start。");
        var institutions = new List<ResourceKey>();
        foreach (var reference in call.Input.All<ResourceReference>("organization"))
            institutions.Add((await ledger.GetAsync<Organization>(reference, call.Input.PathOf("organization"), cancellationToken)).Key);
        string criteria = $"{RecognitionRecord.Any}&recorded=ge{ChinaTime.ForSearch(ChinaTime.Begin(first))}&recorded=lt{ChinaTime.ForSearch(ChinaTime.End(last))}"
            + (institutions.Count > 0 ? $"&agent={string.Join(',', institutions)}" : "");
        var records = await ledger.SearchAsync<Provenance>(criteria, MaxRecords + 1, cancellationToken);
        if (records.Count > MaxRecords)
            throw FhirException.Unprocessable("too-costly", "recognition-too-many", $"More than {MaxRecords} results were recognised or refused then: ask for less time, or for some institutions.").InChinese($"该时段互认或不予互认的结果超过 {MaxRecords} 个，请缩短时间范围或限定机构。");
        var bundle = new Bundle { Type = Bundle.BundleType.Collection, Timestamp = call.Now };
        foreach (var figures in MonthFigures.Of(records.Select(r => r.Resource)))
            bundle.Entry.Add(new Bundle.EntryComponent { FullUrl = $"urn:uuid:{Guid.CreateVersion7()}", Resource = ReportOf(figures, call.Now, first, last) });
        return new OperationAnswer().Add("return", bundle);
    }

    private static DateOnly DayOf(OperationCall call, string name) =>
        DateOnly.TryParseExact(call.Input.Text(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw FhirException.Invalid("parameter-invalid", $"'{name}' is a day: year, month and day.", call.Input.PathOf(name)).InChinese($"{name} 须为具体的一天：年、月、日。");

    private static MeasureReport ReportOf(MonthFigures figures, DateTimeOffset now, DateOnly first, DateOnly last)
    {
        var end = new DateOnly(figures.Month.Year, figures.Month.Month, DateTime.DaysInMonth(figures.Month.Year, figures.Month.Month));
        return new MeasureReport
        {
            Status = MeasureReport.MeasureReportStatus.Complete,
            Type = MeasureReport.MeasureReportType.Summary,
            Measure = Measure,
            DateElement = ChinaTime.Write(now),
            Reporter = new ResourceReference(figures.Institution.ToString()),
            Period = new Period(Day(figures.Month < first ? first : figures.Month), Day(end > last ? last : end)),
            Group =
            [
                new MeasureReport.GroupComponent { Code = Group("recognised"), Population = [Count(figures.Recognised)] },
                new MeasureReport.GroupComponent
                {
                    Code = Group("refused"),
                    Population = [Count(figures.Refused.Values.Sum())],
                    Stratifier = [Refusals(figures)],
                },
                new MeasureReport.GroupComponent
                {
                    Code = Group("fees-saved"),
                    MeasureScore = new Quantity { Value = figures.Saved, Unit = "元", System = "urn:iso:std:iso:4217", Code = "CNY" },
                },
            ],
        };
    }

    private static MeasureReport.StratifierComponent Refusals(MonthFigures figures) => new()
    {
        Code = [Group("refusal-reason")],
        Stratum = [.. figures.Refused.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => new MeasureReport.StratifierGroupComponent
        {
            Value = new CodeableConcept(RecognitionRecord.Refusals, r.Key),
            Population = [new MeasureReport.StratifierGroupPopulationComponent { Code = InitialPopulation(), Count = r.Value }],
        })],
    };

    private static MeasureReport.PopulationComponent Count(int count) => new() { Code = InitialPopulation(), Count = count };

    private static CodeableConcept InitialPopulation() => new("http://terminology.hl7.org/CodeSystem/measure-population", "initial-population");

    private static CodeableConcept Group(string code) => new(Groups, code);

    private static FhirDateTime Day(DateOnly day) => new(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}
