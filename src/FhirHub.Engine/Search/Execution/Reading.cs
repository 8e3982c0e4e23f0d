using FhirHub.Engine.Errors;
using FhirHub.Engine.Storage;
using MongoDB.Driver;

namespace FhirHub.Engine.Search.Execution;

/// <summary>Under which conditions one search reads: its transaction, its moment, its time limit.</summary>
internal sealed class Reading(SearchTime time, CancellationToken cancellationToken)
{
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

    public SearchTime Time => time;

    public DateTime Now => time.Now;

    /// <summary>The same search at another moment, within the same time.</summary>
    public Reading As(Snapshot at) => new(time, cancellationToken) { Session = Session, At = at, Trace = Trace };

    /// <summary>The same search on what is current, watched.</summary>
    public Reading Watched(Watch watch) => new(time, cancellationToken) { Session = Session, Watch = watch, Trace = Trace };

    /// <inheritdoc cref="SearchTime.Within"/>
    /// <exception cref="FhirException">Transient, <c>search-too-long</c>.</exception>
    public Task<T> Within<T>(string purpose, Func<TimeSpan, Task<T>> query) => time.Within(purpose, query);
}
