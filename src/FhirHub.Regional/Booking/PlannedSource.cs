using FhirHub.Regional.Policies;

namespace FhirHub.Regional.Booking;

/// <summary>A source that a template asks for.</summary>
/// <param name="Start">Its beginning.</param>
/// <param name="End">Its end.</param>
/// <param name="Index">Which of those of the same time, from 0.</param>
/// <param name="ReservedFor">Code of whom it is reserved for; null for nobody.</param>
internal sealed record PlannedSource(DateTimeOffset Start, DateTimeOffset End, int Index, string? ReservedFor)
{
    /// <summary>All sources of a span of days, in order of time.</summary>
    /// <param name="sessions">The template.</param>
    /// <param name="first">First day.</param>
    /// <param name="last">Last day.</param>
    /// <param name="except">Days without.</param>
    /// <param name="share">Of each day's, what part is reserved, from 0 to 1.</param>
    /// <param name="reservedFor">Whom for, in turn; none reserves nothing.</param>
    public static IEnumerable<PlannedSource> Of(
        IReadOnlyList<WeeklySession> sessions, DateOnly first, DateOnly last, IReadOnlySet<DateOnly> except, decimal share, IReadOnlyList<string> reservedFor)
    {
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            if (except.Contains(day))
                continue;
            var day1 = day;
            var sources = sessions.Where(s => s.Day == day1.DayOfWeek)
                .SelectMany(s => s.Times().SelectMany(t => Enumerable.Range(0, s.Capacity).Select(i => (t.Start, t.End, Index: i))))
                .OrderBy(s => s.Start).ThenBy(s => s.Index).ToList();
            int reserved = reservedFor.Count == 0 ? 0 : (int)Math.Floor(sources.Count * share);
            for (int i = 0; i < sources.Count; i++)
            {
                var (start, end, index) = sources[i];
                // Spread over the day: the n-th reserved one stands where n of them are due.
                int due = i * reserved / sources.Count;
                bool isReserved = (i + 1) * reserved / sources.Count > due;
                yield return new PlannedSource(ChinaTime.At(day, start), ChinaTime.At(day, end), index, isReserved ? reservedFor[due % reservedFor.Count] : null);
            }

            if (day == DateOnly.MaxValue)
                yield break;
        }
    }
}
