using FhirHub.Engine.Errors;
using FhirHub.Engine.Storage;
using MongoDB.Driver;

namespace FhirHub.Engine.Search.Execution;

/// <summary>Under which conditions one search reads: its transaction, its moment, its time limit.</summary>
internal sealed class Reading(TimeProvider time, TimeSpan limit, CancellationToken cancellationToken)
{
    private readonly long _started = time.GetTimestamp();

    /// <summary>The transaction to read in; null for none.</summary>
    public IClientSessionHandle? Session { get; init; }

    /// <summary>The moment to read at; null reads what is current.</summary>
    public Snapshot? At { get; init; }

    /// <summary>Is told what was read of what is current; null for none.</summary>
    public Watch? Watch { get; init; }

    /// <summary>Takes down what is asked of the database, for an explanation; null for none.</summary>
    public List<TracedQuery>? Trace { get; init; }

    /// <summary>Whether queries may run at the same time: those of a transaction may not, and those of an explanation are listed one by one.</summary>
    public bool AllowsSeveralQueries => Session is null && Trace is null;

    public CancellationToken Cancellation => cancellationToken;

    public DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>The same search at another moment, within what is left of its time.</summary>
    public Reading As(Snapshot at) => new(time, Left, cancellationToken) { Session = Session, At = at, Trace = Trace };

    /// <summary>The same search on what is current, watched.</summary>
    public Reading Watched(Watch watch) => new(time, Left, cancellationToken) { Session = Session, Watch = watch, Trace = Trace };

    /// <summary>What is left of the search's time.</summary>
    /// <exception cref="FhirException">Transient: nothing.</exception>
    public TimeSpan Left => limit - time.GetElapsedTime(_started) is { Ticks: > 0 } left ? left : throw TooLong(limit);

    /// <summary>Runs a query; the database stops it when the search's time is up.</summary>
    public async Task<T> Within<T>(Func<TimeSpan, Task<T>> query)
    {
        try
        {
            return await query(Left);
        }
        catch (Exception e) when (e is MongoExecutionTimeoutException or MongoCommandException { Code: 50 })
        {
            throw TooLong(limit, e);
        }
    }

    private static FhirException TooLong(TimeSpan limit, Exception? cause = null) => new(
        FaultKind.Transient,
        [
            Issue.Error(
                "too-costly",
                "search-too-long",
                $"The search was stopped after {limit.TotalSeconds:0.#} s. Add a condition that an index can narrow it by, such as an identifier, "
                + "a patient, a code, a beginning of a name, or a period of _lastUpdated; _explain=true shows how it is run."),
        ],
        cause);
}
