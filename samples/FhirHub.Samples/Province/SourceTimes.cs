using System.Globalization;

namespace FhirHub.Samples.Province;

/// <summary>The sources of a doctor.</summary>
internal static class SourceTimes
{
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    public static string CodeOf(DayOfWeek day) => Days[(int)day];

    /// <summary>First and last day of a doctor's sources.</summary>
    public static (DateOnly First, DateOnly Last) SpanOf(CastDoctor doctor, ProvinceOptions options) =>
        doctor.IsOnDuty ? (options.From.AddDays(-1), options.From) : (options.From, options.From.AddDays(options.Days - 1));

    public static IEnumerable<SourceTime> Of(CastDoctor doctor, DateOnly day)
    {
        string code = CodeOf(day.DayOfWeek);
        foreach (var session in doctor.Sessions.Where(s => s.Day == code).OrderBy(s => s.Start))
        {
            for (int begin = 0, whole = (int)(session.End - session.Start).TotalMinutes; begin + session.Minutes <= whole; begin += session.Minutes)
            {
                string start = session.Start.AddMinutes(begin).ToString("HHmm", CultureInfo.InvariantCulture);
                yield return new SourceTime($"{doctor.ScheduleId}/{day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}T{start}/0", day);
            }
        }
    }

    public static int CountOf(CastDoctor doctor, DateOnly first, DateOnly last)
    {
        int count = 0;
        for (var day = first; day <= last; day = day.AddDays(1))
            count += Of(doctor, day).Count();
        return count;
    }
}
