using FhirHub.Engine.Errors;
using FhirHub.Regional.Policies;

namespace FhirHub.Regional.Booking;

/// <summary>A day of a schedule: what it has, and what a template asks for.</summary>
/// <param name="Begun">Sources that begin on the day.</param>
/// <param name="Before">Sources of the day before that go on into it.</param>
internal sealed record DayOfSources(IReadOnlyCollection<PresentSource> Begun, IEnumerable<PresentSource> Before)
{
    /// <summary>What is not there yet, in order of time.</summary>
    /// <exception cref="FhirException">Unprocessable: some of it overlaps what is there.</exception>
    public IReadOnlyList<PlannedSource> Missing(IEnumerable<PlannedTime> times, ReservedShare share)
    {
        var there = Begun.ToLookup(s => (s.Start.UtcTicks, s.End.UtcTicks));
        var missing = new List<(PlannedTime Time, int Index)>();
        foreach (var time in times)
        {
            var same = there[(time.Start.UtcTicks, time.End.UtcTicks)].ToList();
            if (same.Count >= time.Capacity)
                continue;
            RequireFree(time);
            var taken = same.Select(s => s.Index).ToHashSet();
            missing.AddRange(Enumerable.Range(0, time.Capacity).Where(i => !taken.Contains(i)).Take(time.Capacity - same.Count).Select(i => (time, i)));
        }

        return [.. missing.Zip(share.Of(Begun, missing.Count), (m, whom) => new PlannedSource(m.Time.Start, m.Time.End, m.Index, whom))];
    }

    private void RequireFree(PlannedTime time)
    {
        var other = Begun.Concat(Before).FirstOrDefault(s => s.Start < time.End && s.End > time.Start && (s.Start != time.Start || s.End != time.End));
        if (other is not null)
            throw BookingRules.Overlap.Refuse(PolicySource.Default, ChinaTime.Write(time.Start), ChinaTime.Write(time.End), $"Slot/{other.Id}");
    }
}
