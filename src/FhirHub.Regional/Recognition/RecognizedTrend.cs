using FhirHub.Engine.Errors;
using FhirHub.Engine.Indexing.Values;
using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Recognition;

/// <summary>
/// <c>Observation/$recognized-trend</c>: numeric results that were used, or that nothing but their age keeps from being recognised, in one unit and
/// the oldest first.
/// </summary>
internal sealed class RecognizedTrend(CatalogueBook catalogues) : IRegionalOperation
{
    private const string Final = "status=final,amended,corrected,appended";
    private const int MaxPoints = 1000;
    private const int Chunk = 50;

    public OperationSignature Signature { get; } = new("recognized-trend", "Observation", "recognized-trend", OperationLevel.Type, AffectsState: false) { TraceEvent = OperationSignature.Viewed };

    public async Task<OperationAnswer> HandleAsync(OperationCall call, Ledger ledger, CancellationToken cancellationToken)
    {
        var patient = await ledger.GetAsync<Patient>(call.Input.Get<ResourceReference>("patient"), call.Input.PathOf("patient"), cancellationToken);
        var requester = await ledger.GetAsync<Organization>(call.Input.Get<ResourceReference>("requester"), call.Input.PathOf("requester"), cancellationToken);
        var end = AsOf.Last(call.Input, "end") ?? call.Now;
        var desk = await RecognitionDesk.OpenAsync(call, ledger, catalogues, ActingOrganization.Of(requester.Resource), end, cancellationToken);
        var answer = new OperationAnswer();
        foreach (var wanted in WantedItems.Of(call.Input, "code"))
            answer.Add("series", await SeriesAsync(call, ledger, desk, patient.Key, wanted, end, cancellationToken));
        return answer;
    }

    private static async Task<OperationAnswer> SeriesAsync(
        OperationCall call, Ledger ledger, RecognitionDesk desk, ResourceKey patient, Coding wanted, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var item = desk.ItemOf(wanted);
        string window = $"date=le{ChinaTime.ForSearch(end)}"
            + (AsOf.First(call.Input, "start") is { } start ? $"&date=ge{ChinaTime.ForSearch(start)}" : "");
        var found = await ledger.SearchAsync<Observation>(
            $"patient={patient}&code={string.Join(',', item.Tokens.Select(t => t.ForSearch()))}&{Final}&{window}&_sort=-date", MaxPoints + 1, cancellationToken);
        if (found.Count > MaxPoints)
            throw FhirException.Unprocessable("too-costly", "trend-too-long", $"There are more than {MaxPoints} results of {item.Name}: ask for less time.", call.Input.PathOf("code")).InChinese($"{item.Name} 的结果超过 {MaxPoints} 个，请缩短时间。");
        var numeric = found.Where(o => ResultReader.UnitOf(o.Resource) is not null && Numbers.Of(((Quantity)o.Resource.Value!).ValueElement) is not null).ToList();
        string? unit = call.Input.Text("unit") ?? item.Unit ?? numeric.Select(o => ResultReader.UnitOf(o.Resource)).FirstOrDefault();
        if (unit is not null && !Units.AreComparable(unit, item.Unit ?? unit))
            throw FhirException.Unprocessable("value", "unit-invalid", $"'{unit}' does not convert to {item.Unit}, the unit of {item.Name}.", call.Input.PathOf("unit")).InChinese($"“{unit}”不能换算为 {item.Name} 的单位 {item.Unit}。");
        var series = new OperationAnswer().Add("code", wanted).Add("unit", unit is null ? null : new FhirString(unit));
        foreach (var chunk in numeric.AsEnumerable().Reverse().Chunk(Chunk))
        {
            foreach (var point in await PointsAsync(ledger, desk, patient, item, unit!, chunk, cancellationToken))
                series.Add("point", point);
        }

        return series;
    }

    private static async Task<IReadOnlyList<OperationAnswer>> PointsAsync(
        Ledger ledger, RecognitionDesk desk, ResourceKey patient, CatalogueItem item, string unit, IReadOnlyList<Reading<Observation>> results, CancellationToken cancellationToken)
    {
        var reports = await ledger.SearchAsync<DiagnosticReport>($"patient={patient}&result={string.Join(',', results.Select(r => r.Key))}&{Final}&_sort=-date", MaxPoints, cancellationToken);
        IReadOnlyList<Reading<Provenance>> uses = reports.Count == 0
            ? []
            : await ledger.SearchAsync<Provenance>($"target={string.Join(',', reports.Select(r => r.Key))}&{RecognitionRecord.OfUse}", MaxPoints, cancellationToken);
        var points = new List<OperationAnswer>();
        foreach (var result in results)
        {
            var quantity = (Quantity)result.Resource.Value!;
            if (reports.FirstOrDefault(r => r.Resource.Result.Any(x => References.LeadTo(x, result.Key))) is not { } report
                || Units.Convert(Numbers.Of(quantity.ValueElement)!.Value, quantity.Code!, unit) is not { } value
                || ReportReader.EffectiveOf(result.Resource.Effective) is not { } time)
            {
                continue;
            }

            // By its own item, or with the whole panel.
            bool isUsed = uses.Any(u => u.Resource.Target.Exists(r => References.LeadTo(r, report.Key))
                && (RecognitionRecord.IsOf(u.Resource, item) || RecognitionRecord.IsOf(u.Resource, desk.Catalogue.Find(report.Resource.Code))));
            if (!isUsed && !await IsRecognisableAsync(desk, item, report, result.Resource, cancellationToken))
                continue;
            points.Add(new OperationAnswer()
                .Add("time", ChinaTime.Write(time))
                .Add("value", new Quantity { Value = value, Comparator = quantity.Comparator, Unit = unit, System = Units.System, Code = unit })
                .Add("observation", result.Reference)
                .Add("report", report.Reference)
                .Add("recognised", new FhirBoolean(isUsed)));
        }

        return points;
    }

    /// <summary>Whether nothing but its age is against it.</summary>
    private static async Task<bool> IsRecognisableAsync(
        RecognitionDesk desk, CatalogueItem item, Reading<DiagnosticReport> report, Observation result, CancellationToken cancellationToken)
    {
        var facts = await desk.Reports.ReadAsync(report, [result], cancellationToken);
        return facts.Effective is { } then
            && !Decision.Against(item, desk.Terms).Concat(await desk.AgainstAsync(facts, item, then, cancellationToken)).Any();
    }
}
