namespace FhirHub.Engine.Storage;

/// <summary>A write between its first stamp and its known outcome. Used by one thread at a time.</summary>
public sealed class WriteFlight : IDisposable
{
    private readonly WriteClock _clock;

    internal WriteFlight(WriteClock clock) => _clock = clock;

    /// <summary>The stamp of the attempt that is under way.</summary>
    public long Stamp { get; internal set; }

    /// <summary>Where nobody knows its outcome: when nothing can become of it any more.</summary>
    internal DateTimeOffset? Until { get; set; }

    /// <summary>A stamp for a new attempt, in a later millisecond than <paramref name="after"/> (the stamp of the version it replaces; 0 for none).</summary>
    public long Next(long after)
    {
        _clock.Stamp(this, after);
        return Stamp;
    }

    /// <summary>Nobody knows what became of it. Its commit may still come, so snapshots go on to leave it out for a while.</summary>
    public void Doubt() => _clock.Doubt(this);

    public void Dispose() => _clock.End(this);
}
