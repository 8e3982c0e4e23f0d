namespace FhirHub.EndToEndTests;

/// <summary>The time of the machine, moved on as a test asks; timers run as ever.</summary>
internal sealed class MovableClock : TimeProvider
{
    private long _ticks;

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _ticks));
}
