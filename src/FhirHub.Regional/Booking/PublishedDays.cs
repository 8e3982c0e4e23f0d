using System.Globalization;
using FhirHub.Engine.Errors;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Booking;

/// <summary>Which days of a schedule are published: those that are asked for, which lie in its planning horizon, or what is left of the horizon.</summary>
internal static class PublishedDays
{
    /// <summary>Days of one call: a year, and a day in leap years.</summary>
    private const int MaxDays = 366;

    /// <param name="input">Of the call.</param>
    /// <param name="schedule">Whose days.</param>
    /// <param name="today">The country's.</param>
    /// <exception cref="FhirException">Invalid: no days, or too many. Unprocessable: they are past, or not the schedule's.</exception>
    public static (DateOnly First, DateOnly Last) Of(OperationInput input, Schedule schedule, DateOnly today)
    {
        DateOnly? begin = FirstOf(schedule.PlanningHorizon?.Start), end = LastOf(schedule.PlanningHorizon?.End);
        DateOnly? first = AskedFor(input, "start"), last = AskedFor(input, "end") ?? end;
        if (first < today)
            throw BookingRules.PastDays.Refuse(PolicySource.Default, Text(first.Value));
        // A horizon that has begun goes on today.
        first ??= begin < today ? today : begin;
        if (first is not { } from || last is not { } to)
            throw Fault.Invalid("parameter-missing", "The schedule has no planning horizon: give 'start' and 'end'.", "出诊计划没有期限，请给出 'start' 和 'end'。");
        if (from < begin || to > end)
            throw BookingRules.OutsideHorizon.Refuse(PolicySource.Default, begin is { } b ? Text(b) : "-", end is { } e ? Text(e) : "-", Text(from), Text(to));
        if (from > to)
            throw Fault.Parameter($"The first day, {Text(from)}, is after the last, {Text(to)}.", $"起始日 {Text(from)} 晚于截止日 {Text(to)}。");
        return to.DayNumber - from.DayNumber < MaxDays
            ? (from, to)
            : throw Fault.Parameter($"{MaxDays} days are published at once at most.", $"一次至多发布 {MaxDays} 天。");
    }

    /// <exception cref="FhirException">Invalid: it is no whole date.</exception>
    public static DateOnly DayOf(Date date) => DateOnly.TryParseExact(date.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? day
        : throw Fault.Parameter($"'{date.Value}' is no whole date.", $"“{date.Value}”不是完整的日期。");

    private static DateOnly? AskedFor(OperationInput input, string name) => input.Find<Date>(name) is { } date ? DayOf(date) : null;

    private static DateOnly? FirstOf(string? text) => text is null ? null : ChinaTime.DayOf(new FhirDateTime(text).ToDateTimeOffset(ChinaTime.Offset));

    /// <summary>A horizon that ends at midnight ends with the day before; a month or year ends with its last day.</summary>
    private static DateOnly? LastOf(string? text)
    {
        if (text is null)
            return null;
        var end = new FhirDateTime(text).ToDateTimeOffset(ChinaTime.Offset).ToOffset(ChinaTime.Offset);
        var day = DateOnly.FromDateTime(end.DateTime);
        return text.Length switch
        {
            4 => new DateOnly(day.Year, 12, 31),
            7 => new DateOnly(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month)),
            > 10 when end.TimeOfDay == TimeSpan.Zero => day.AddDays(-1),
            _ => day,
        };
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
