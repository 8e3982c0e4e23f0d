using FhirHub.Engine.Resources;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Recognition;

/// <summary>What an institution recognised and refused in a month.</summary>
/// <param name="Institution">Which decided.</param>
/// <param name="Month">Its first day, in China.</param>
/// <param name="Recognised">How many results were used.</param>
/// <param name="Refused">How many were refused, by reason.</param>
/// <param name="Saved">Fees saved, in yuan.</param>
internal sealed record MonthFigures(ResourceKey Institution, DateOnly Month, int Recognised, IReadOnlyDictionary<string, int> Refused, decimal Saved)
{
    /// <summary>Of records, by institution and month, in their order.</summary>
    public static IEnumerable<MonthFigures> Of(IEnumerable<Provenance> records) => records
        .Select(r => (Record: r, Institution: RecognitionRecord.DeciderOf(r), Month: MonthOf(r)))
        .Where(r => r.Institution is not null && r.Month is not null)
        .GroupBy(r => (Institution: r.Institution!.Value, Month: r.Month!.Value))
        .OrderBy(g => g.Key.Institution.Id, StringComparer.Ordinal).ThenBy(g => g.Key.Month)
        .Select(g => Of(g.Key.Institution, g.Key.Month, [.. g.Select(r => r.Record)]));

    private static MonthFigures Of(ResourceKey institution, DateOnly month, IReadOnlyList<Provenance> records) => new(
        institution,
        month,
        records.Count(RecognitionRecord.IsUse),
        records.Where(r => !RecognitionRecord.IsUse(r)).CountBy(r => RecognitionRecord.RefusalOf(r) ?? "other").ToDictionary(),
        records.Where(RecognitionRecord.IsUse).Sum(r => RecognitionRecord.SavedOf(r) ?? 0));

    private static DateOnly? MonthOf(Provenance record) =>
        ReportReader.EffectiveOf(record.RecordedElement) is { } recorded && ChinaTime.DayOf(recorded) is var day ? new DateOnly(day.Year, day.Month, 1) : null;
}
