namespace FhirHub.Regional.Booking;

/// <summary>A session of the week: on this day, from then to then, so many sources of so many minutes.</summary>
/// <param name="Day">Of the week.</param>
/// <param name="Start">In China.</param>
/// <param name="End">After the start, on the same day.</param>
/// <param name="Minutes">Of each source; what is left at the end is no source.</param>
/// <param name="Capacity">Sources of the same time.</param>
internal sealed record WeeklySession(DayOfWeek Day, TimeOnly Start, TimeOnly End, int Minutes, int Capacity)
{
    /// <summary>The times of its sources, each once.</summary>
    public IEnumerable<(TimeOnly Start, TimeOnly End)> Times()
    {
        var length = TimeSpan.FromMinutes(Minutes);
        for (var start = Start; End - start >= length && start < End; start = start.Add(length))
        {
            yield return (start, start.Add(length));
            if (End - start == length)
                yield break;
        }
    }
}
