namespace FhirHub.Regional.Booking;

/// <summary>A session of the week: on this day, from then to then, so many sources of so many minutes.</summary>
/// <param name="Day">Of the week.</param>
/// <param name="Start">In China.</param>
/// <param name="End">After the start, on the same day.</param>
/// <param name="Minutes">Of each source, 1 or more; what is left at the end is no source.</param>
/// <param name="Capacity">Sources of the same time.</param>
internal sealed record WeeklySession(DayOfWeek Day, TimeOnly Start, TimeOnly End, int Minutes, int Capacity)
{
    /// <summary>How many times it has.</summary>
    public int TimeCount => (int)((End - Start).Ticks / Length.Ticks);

    /// <summary>The end of its last source.</summary>
    public TimeOnly LastEnd => Start.Add(Length * TimeCount);

    private TimeSpan Length => TimeSpan.FromMinutes(Minutes);

    /// <summary>The times of its sources, each once.</summary>
    public IEnumerable<(TimeOnly Start, TimeOnly End)> Times()
    {
        for (int i = 0; i < TimeCount; i++)
            yield return (Start.Add(Length * i), Start.Add(Length * (i + 1)));
    }

    /// <summary>Whether both have sources of the same moment.</summary>
    public bool Overlaps(WeeklySession other) => Day == other.Day && Start < other.LastEnd && other.Start < LastEnd;
}
