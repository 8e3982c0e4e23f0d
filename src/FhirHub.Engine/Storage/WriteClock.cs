namespace FhirHub.Engine.Storage;

/// <summary>Gives <c>lastUpdated</c>: the time in UTC, in whole milliseconds as the database keeps it.</summary>
public sealed class WriteClock(TimeProvider time)
{
    public DateTime Now() => Truncate(time.GetUtcNow().UtcDateTime);

    /// <summary>Now, or the next millisecond after <paramref name="previous"/> where clocks differ: versions of one resource never share a time.</summary>
    public DateTime After(DateTime previous)
    {
        var now = Now();
        return now > previous ? now : previous.AddMilliseconds(1);
    }

    private static DateTime Truncate(DateTime value) => new(value.Ticks - value.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
}
