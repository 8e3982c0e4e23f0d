namespace FhirHub.LocalMongo.Daemon;

/// <summary>Finds out that nobody uses the database any more.</summary>
internal static class IdleWatch
{
    /// <summary>Ends when there was no client for as long as the limit.</summary>
    public static async Task UntilIdleAsync(Func<ValueTask<int>> clients, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        var period = TimeSpan.FromMilliseconds(Math.Clamp(limit.TotalMilliseconds / 4, 100, 15_000));
        using var timer = new PeriodicTimer(period, time);
        var lastUse = time.GetTimestamp();
        while (time.GetElapsedTime(lastUse) < limit)
        {
            await timer.WaitForNextTickAsync(cancellationToken);
            if (await clients() > 0)
                lastUse = time.GetTimestamp();
        }
    }
}
