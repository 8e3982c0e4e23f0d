using FhirHub.Regional.Policies;

namespace FhirHub.Regional.Booking;

/// <summary>The sessions of a week, and the days on which there are none.</summary>
internal sealed class WeeklyTemplate
{
    private const int DaysOfWeek = 7;
    private readonly ILookup<DayOfWeek, WeeklySession> _sessions;
    private readonly IReadOnlySet<DateOnly> _except;

    /// <param name="sessions">In any order.</param>
    /// <param name="except">Days without sources.</param>
    public WeeklyTemplate(IEnumerable<WeeklySession> sessions, IReadOnlySet<DateOnly> except) =>
        (_sessions, _except) = (sessions.OrderBy(s => s.Start).ToLookup(s => s.Day), except);

    /// <summary>Two sessions that ask for sources of the same moment; null where there are none.</summary>
    public (WeeklySession One, WeeklySession Other)? FindOverlap()
    {
        foreach (var day in _sessions)
        {
            // In order of their beginning any two that overlap leave two neighbours that do.
            foreach (var (one, other) in day.Zip(day.Skip(1)))
            {
                if (one.Overlaps(other))
                    return (one, other);
            }
        }

        return null;
    }

    /// <summary>How many sources it asks for, without making any: a capacity may be as large as it likes.</summary>
    public decimal CountOf(DateOnly first, DateOnly last)
    {
        var without = _except.Where(d => d >= first && d <= last).CountBy(d => d.DayOfWeek).ToDictionary();
        return _sessions.Sum(day =>
        {
            int left = last.DayNumber - first.DayNumber - ((day.Key - first.DayOfWeek + DaysOfWeek) % DaysOfWeek);
            int days = left < 0 ? 0 : (left / DaysOfWeek) + 1 - without.GetValueOrDefault(day.Key);
            return days * day.Sum(s => (decimal)s.TimeCount * s.Capacity);
        });
    }

    /// <summary>The days that have sources.</summary>
    public IEnumerable<DateOnly> DaysOf(DateOnly first, DateOnly last)
    {
        for (int number = first.DayNumber; number <= last.DayNumber; number++)
        {
            var day = DateOnly.FromDayNumber(number);
            if (_sessions.Contains(day.DayOfWeek) && !_except.Contains(day))
                yield return day;
        }
    }

    /// <summary>The times of a day, in their order.</summary>
    public IEnumerable<PlannedTime> TimesOf(DateOnly day) =>
        _sessions[day.DayOfWeek].SelectMany(s => s.Times().Select(t => new PlannedTime(ChinaTime.At(day, t.Start), ChinaTime.At(day, t.End), s.Capacity)));
}
