namespace FhirHub.LocalMongo.Postgres;

/// <summary>A statement under way on one connection, which may be cancelled until it ends.</summary>
internal sealed class RunningStatement(StatementCancellation cancellation, int backend)
{
    private volatile bool cancelled;
    private volatile bool ended;

    public bool IsCancelled => cancelled;

    public bool HasEnded => ended;

    /// <summary>The PostgreSQL process that runs it.</summary>
    public int Backend { get; } = backend;

    public void Cancel()
    {
        if (ended)
            return;
        cancelled = true;
        cancellation.Begin(this);
    }

    public void End() => ended = true;
}
