using Hl7.Fhir.Model;

namespace FhirHub.Regional.Policies;

/// <summary>The time of the country: one zone, without summer time. A day of an institution is a day there.</summary>
public static class ChinaTime
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The last second that can be written.</summary>
    public static readonly DateTimeOffset Latest = new(9999, 12, 31, 23, 59, 59, Offset);

    public static DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(Here(moment).DateTime);

    /// <summary>The first hours of year 1 lie before the first moment that there is, and count as it.</summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time) =>
        day.ToDateTime(time) is var local && local.Ticks >= Offset.Ticks ? new DateTimeOffset(local, Offset) : DateTimeOffset.MinValue;

    /// <summary>The moment at which a day begins.</summary>
    public static DateTimeOffset Begin(DateOnly day) => At(day, TimeOnly.MinValue);

    /// <summary>The first moment behind a day; of the last day that can be written, its last second.</summary>
    public static DateTimeOffset End(DateOnly day) => day < DateOnly.MaxValue ? Begin(day.AddDays(1)) : Latest;

    /// <summary>To the second, as institutions write it.</summary>
    public static FhirDateTime Write(DateTimeOffset moment) => new(Here(moment).ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>So many hours later, the last second there is at most.</summary>
    public static DateTimeOffset Later(DateTimeOffset moment, int hours) => hours < (Latest - moment).TotalHours ? moment.AddHours(hours) : Latest;

    /// <summary>So many days later, or earlier, as far as there are any.</summary>
    public static DateTimeOffset DaysLater(DateTimeOffset moment, int days)
    {
        var from = moment.ToUniversalTime();
        return days > (Latest - from).TotalDays ? Latest : days < (DateTimeOffset.MinValue - from).TotalDays ? DateTimeOffset.MinValue : from.AddDays(days);
    }

    /// <summary>For a search: to the millisecond, in UTC.</summary>
    public static string ForSearch(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static DateTimeOffset Here(DateTimeOffset moment) => moment < Latest ? moment.ToOffset(Offset) : Latest;
}
