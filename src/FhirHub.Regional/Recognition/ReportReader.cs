using FhirHub.Engine.Indexing.Values;
using FhirHub.Engine.Resources;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;
using Hl7.Fhir.Utility;

namespace FhirHub.Regional.Recognition;

/// <summary>Reads what a decision needs of a report, and of its results where the item looks at them.</summary>
internal sealed class ReportReader(Ledger ledger, Participants participants, RecognitionTerms terms)
{
    private const string MarkUrl = "https://fhirhub.example/fhir/cn-base/StructureDefinition/recognition-mark";
    private const int MaxResults = 200;

    public async Task<ReportFacts> ReadAsync(Reading<DiagnosticReport> report, CatalogueItem item, CancellationToken cancellationToken)
    {
        var results = await ResultsAsync(report, item, cancellationToken);
        return await ReadAsync(report, [.. results.Select(r => r.Resource)], cancellationToken);
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
            Effective = EffectiveOf(content.Effective) ?? content.Issued ?? DateTimeOffset.MinValue,
            Performer = await participants.OfAsync(content.Performer, allied, cancellationToken),
            ConcernsAlliances = allied,
            Marks = marks,
            Results = [.. results.Select(FactsOf)],
            Studies = content.ImagingStudy,
        };
    }

    /// <summary>A period counts from its end.</summary>
    public static DateTimeOffset? EffectiveOf(DataType? effective) => effective switch
    {
        FhirDateTime { Value: not null } time => time.ToDateTimeOffset(ChinaTime.Offset),
        Period period => (period.EndElement ?? period.StartElement)?.ToDateTimeOffset(ChinaTime.Offset),
        Instant { Value: { } instant } => instant,
        _ => null,
    };

    /// <summary>Of UCUM; null for a value without, and for what is no quantity.</summary>
    public static string? UnitOf(Observation observation) =>
        observation.Value is Quantity { System: Units.System, Code: { Length: > 0 } unit } ? unit : null;

    private async Task<IReadOnlyList<Reading<Observation>>> ResultsAsync(Reading<DiagnosticReport> report, CatalogueItem item, CancellationToken cancellationToken)
    {
        var keys = report.Resource.Result.Select(References.Find).OfType<ResourceKey>().Where(k => k.Type == "Observation").Select(k => k.Id).ToList();
        bool isMarked = MarksOf(report.Resource).Any();
        return keys.Count == 0 || (isMarked && !item.LooksAtResults)
            ? []
            : await ledger.SearchAsync<Observation>($"_id={string.Join(',', keys)}&code={string.Join(',', item.Tokens.Select(t => t.ForSearch()))}", MaxResults, cancellationToken);
    }

    private static ResultFacts FactsOf(Observation observation)
    {
        var range = observation.ReferenceRange.FirstOrDefault(r => r.Low is not null || r.High is not null);
        return new ResultFacts(
            [.. new[] { observation.Method?.Text }.Concat(observation.Method?.Coding.SelectMany(c => new[] { c.Display, c.Code }) ?? []).OfType<string>()],
            UnitOf(observation),
            range is null ? null : new ReferenceLimits(range.Low?.Value, range.High?.Value));
    }

    private static IEnumerable<Mark> MarksOf(IExtendable resource) => resource.Extension.Where(e => e.Url == MarkUrl).Select(e => new Mark(
        (e.GetExtension("mark")?.Value as FhirString)?.Value ?? "HR",
        (e.GetExtension("scope")?.Value as Coding)?.Code ?? "",
        (e.GetExtension("division")?.Value as Coding)?.Code));
}
