namespace FhirHub.LocalMongo.Postgres;

/// <summary>
/// Where the statements of one collection queue up after some of them have lost a race. The engine's unique indexes make racing
/// writers wait for each other until a deadlock is found; one at a time they take a millisecond each.
/// </summary>
internal sealed class RaceLane(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Memory = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim turn = new(1);
    private long lastLoss = long.MinValue;

    /// <summary>Races were lost lately: write in turn from the start.</summary>
    public bool IsBusy => Volatile.Read(ref lastLoss) is var loss && loss != long.MinValue && time.GetElapsedTime(loss) < Memory;

    public void NoteLoss() => Volatile.Write(ref lastLoss, time.GetTimestamp());

    public Task EnterAsync(CancellationToken cancellationToken) => turn.WaitAsync(cancellationToken);

    public void Leave() => turn.Release();

    public void Dispose() => turn.Dispose();
}
