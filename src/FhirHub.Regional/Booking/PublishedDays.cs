using System.Globalization;
using FhirHub.Engine.Errors;
using FhirHub.Regional.Operations;
using FhirHub.Regional.Policies;
using FhirHub.Regional.Rules;
using Hl7.Fhir.Model;

namespace FhirHub.Regional.Booking;

/// <summary>The days for which a call publishes, both included.</summary>
internal sealed record PublishedDays(DateOnly First, DateOnly Last)
{
    private const string Form = "yyyy-MM-dd";

    /// <summary>What the call says; else from today, or from where the schedule's horizon begins later, to its end.</summary>
    /// <exception cref="FhirException">Invalid: they are not said, or said wrongly. Unprocessable: they are beyond the horizon, or all measure.</exception>
    public static PublishedDays Of(OperationCall call, Schedule schedule)
    {
        var today = ChinaTime.DayOf(call.Now);
        var (begin, end) = (FirstOf(schedule.PlanningHorizon?.Start), LastOf(schedule.PlanningHorizon?.End));
        var first = DayOf(call.Input.Text("start")) ?? (begin < today ? today : begin);
        var last = DayOf(call.Input.Text("end")) ?? end;
        if (first is not { } from || last is not { } to)
            throw Fault.Invalid("parameter-missing", "The schedule has no planning horizon: give 'start' and 'end'.", "出诊计划没有计划期间：请给出 start 和 end。", "Parameters");
        var findings = new Findings();
        // Days without a day before them cannot be looked at.
        findings.Require(from > DateOnly.MinValue.AddDays(1), BookingRules.PastDay, PolicySource.Default, Write(from));
        findings.Require((begin is null || from >= begin) && (end is null || to <= end), BookingRules.OutsideHorizon, PolicySource.Default, Write(from), Write(to), Write(begin), Write(end));
        findings.ThrowIfAny();
        return from <= to
            ? new PublishedDays(from, to)
            : throw Fault.Invalid("parameter-invalid", $"The first day, {Write(from)}, is after the last, {Write(to)}.", $"起始日 {Write(from)} 晚于终止日 {Write(to)}。", call.Input.PathOf("start"));
    }

    /// <exception cref="FhirException">Invalid: it is no whole date.</exception>
    public static DateOnly? DayOf(string? text)
    {
        if (text is null)
            return null;
        return DateOnly.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw Fault.Invalid("parameter-invalid", $"'{text}' is no whole date.", $"“{text}”不是完整的日期。");
    }

    private static string Write(DateOnly? day) => day?.ToString(Form, CultureInfo.InvariantCulture) ?? "-";

    private static DateOnly? FirstOf(string? text) => text switch
    {
        null => null,
        { Length: > 10 } when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) => DayIn(moment.UtcTicks),
        _ => BeginOf(text),
    };

    /// <summary>A horizon that ends with a year, a month or a day includes it, https://hl7.org/fhir/R4/datatypes.html#Period; one that ends at midnight ends with the day before.</summary>
    private static DateOnly? LastOf(string? text) => text switch
    {
        null => null,
        { Length: 4 } => new DateOnly(BeginOf(text).Year, 12, 31),
        { Length: 7 } => new DateOnly(BeginOf(text).Year, BeginOf(text).Month, DateTime.DaysInMonth(BeginOf(text).Year, BeginOf(text).Month)),
        { Length: > 10 } when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) => DayIn(moment.UtcTicks - 1),
        _ => BeginOf(text),
    };

    private static DateOnly BeginOf(string text) => DateOnly.ParseExact((text + "-01-01")[..Form.Length], Form, CultureInfo.InvariantCulture);

    /// <summary>The day in China; the calendar's first or last where there is none.</summary>
    private static DateOnly DayIn(long utcTicks) =>
        DateOnly.FromDateTime(new DateTime(Math.Clamp(utcTicks + ChinaTime.Offset.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks)));
}
