using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;
using Hl7.Fhir.Utility;

namespace FhirHub.Regional.Recognition;

/// <summary>Reads what a decision needs of a report, and of its results where they matter.</summary>
internal sealed class ReportReader(Ledger ledger, Participants participants, RecognitionTerms terms)
{
    private const string MarkUrl = "https://fhirhub.example/fhir/cn-base/StructureDefinition/recognition-mark";

    public async Task<ReportFacts> ReadAsync(Reading<DiagnosticReport> report, CatalogueItem item, CancellationToken cancellationToken)
    {
        bool isNamed = item.IsMeantBy(report.Resource.Code);
        var found = await ResultsAsync(report, item, isNamed, cancellationToken);
        var patient = References.Find(report.Resource.Subject);
        List<Observation> counted = [.. found.Select(r => r.Resource).Where(r => ResultReader.Counts(r) && References.Find(r.Subject) == patient)];
        return (await ReadAsync(report, counted, cancellationToken)) with { IsOfItem = counted.Count > 0 || (isNamed && found.Count == 0) };
    }

    /// <param name="report">The report.</param>
    /// <param name="results">Its results of the item.</param>
    /// <param name="cancellationToken">Given up.</param>
    public async Task<ReportFacts> ReadAsync(Reading<DiagnosticReport> report, IReadOnlyList<Observation> results, CancellationToken cancellationToken)
    {
        var content = report.Resource;
        // A mark on each of the results is as good as one on the report.
        var marks = MarksOf(content).ToList();
        if (marks.Count == 0 && results.Count > 0 && results.All(r => MarksOf(r).Any()))
            marks = [.. results.SelectMany(MarksOf).Distinct()];
        bool allied = Scopes.ConcernAlliances(terms.Scopes.Value, marks);
        return new ReportFacts
        {
            Key = report.Key,
            Status = content.Status is { } status ? EnumUtility.GetLiteral(status)! : "unknown",
            Effective = EffectiveOf(content.Effective),
            Performer = await participants.OfAsync(content.Performer, allied, cancellationToken),
            ConcernsAlliances = allied,
            Marks = marks,
            Results = [.. results.Select(ResultReader.Read)],
            OpenResult = results.Select(ResultReader.OpenStatus).FirstOrDefault(s => s is not null),
            Studies = content.ImagingStudy,
        };
    }

    /// <summary>A period counts from its end. Null where it says no time.</summary>
    public static DateTimeOffset? EffectiveOf(DataType? effective) => effective switch
    {
        Period period => EffectiveOf(period.EndElement ?? period.StartElement),
        FhirDateTime { Value.Length: > 0 } time => ChinaPeriod.BeginOf(time),
        // As text: the SDK refuses instants that R4 allows.
        Instant instant when instant.ToString() is { Length: > 0 } text => ChinaPeriod.BeginOf(new FhirDateTime(text)),
        _ => null,
    };

    /// <summary>
    /// Its results of the item; all of a report of the item that are not compared one by one. A finding that has its mark is told by the report alone.
    /// </summary>
    private async Task<IReadOnlyList<Reading<Observation>>> ResultsAsync(Reading<DiagnosticReport> report, CatalogueItem item, bool isNamed, CancellationToken cancellationToken)
    {
        if (item is { IsFinding: true, LooksAtResults: false } && (!isNamed || MarksOf(report.Resource).Any()))
            return [];
        var ids = report.Resource.Result.Select(References.Find).OfType<ResourceKey>().Where(k => k.Type == "Observation").Select(k => k.Id).Distinct().ToList();
        string codes = isNamed && !item.LooksAtResults ? "" : $"&code={string.Join(',', item.Tokens.Select(t => t.ForSearch()))}";
        return ids.Count == 0 ? [] : await ledger.SearchAsync<Observation>($"_id={string.Join(',', ids)}{codes}", ids.Count, cancellationToken);
    }

    private static IEnumerable<Mark> MarksOf(IExtendable resource) => resource.Extension.Where(e => e.Url == MarkUrl).Select(e => new Mark(
        (e.GetExtension("mark")?.Value as FhirString)?.Value ?? "HR",
        (e.GetExtension("scope")?.Value as Coding)?.Code ?? "",
        (e.GetExtension("division")?.Value as Coding)?.Code));
}
