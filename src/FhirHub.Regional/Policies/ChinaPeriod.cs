using System.Globalization;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Policies;

/// <summary>
/// Periods as institutions write them, https://hl7.org/fhir/R4/datatypes.html#Period: a bound may be a year, a month, a day or a moment. Without end is often
/// written as the last day that can be written.
/// </summary>
public static class ChinaPeriod
{
    private const int DayLength = 10;

    /// <summary>Whether a moment is within a period; one without bounds has all of them.</summary>
    public static bool Covers(Period? period, DateTimeOffset moment) =>
        period is null || ((period.StartElement is not { } start || BeginOf(start) <= moment) && (period.EndElement is not { } end || moment < EndOf(end)));

    /// <summary>The first moment of a time, which may be a year, a month or a day; of one that cannot be read, the first there is.</summary>
    public static DateTimeOffset BeginOf(FhirDateTime time) =>
        MomentOf(time) ?? (FirstDayOf(time) is { } day ? BeginOf(day) : DateTimeOffset.MinValue);

    /// <summary>The first moment behind a time: an end that is a year, a month or a day includes it. Of one that cannot be read, the last there is.</summary>
    public static DateTimeOffset EndOf(FhirDateTime time) =>
        MomentOf(time) ?? (FirstDayOf(time) is { } day ? BehindOf(day, time.Value!.Length) : DateTimeOffset.MaxValue);

    private static DateTimeOffset? MomentOf(FhirDateTime time) =>
        time.Value?.Length > DayLength && DateTimeOffset.TryParse(time.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;

    private static DateOnly? FirstDayOf(FhirDateTime time) =>
        time.Value is { Length: >= 4 } text && DateOnly.TryParseExact((text + "-01-01")[..DayLength], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    // The first day began in China before the first moment that can be written.
    private static DateTimeOffset BeginOf(DateOnly day) => day == DateOnly.MinValue ? DateTimeOffset.MinValue : ChinaTime.Begin(day);

    private static DateTimeOffset BehindOf(DateOnly first, int length) => (length, first) switch
    {
        (4, { Year: 9999 }) or (7, { Year: 9999, Month: 12 }) or (_, { Year: 9999, Month: 12, Day: 31 }) => DateTimeOffset.MaxValue,
        (4, _) => BeginOf(first.AddYears(1)),
        (7, _) => BeginOf(first.AddMonths(1)),
        _ => BeginOf(first.AddDays(1)),
    };
}
