using FhirHub.Engine.Storage;

namespace FhirHub.Engine.Transactions;

/// <summary>
/// Turns that a transaction takes when it knows by what, in its middle. Whoever took the same one in between makes it begin anew, so what it
/// read before is of the same moment as what it reads after.
/// </summary>
public sealed class TransactionTurns(FhirDatabase database, TimeProvider time)
{
    private readonly CriteriaLocks _locks = new(database, time);

    /// <summary>Takes some until the transaction ends.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="keys">They are kept for a while as they are, so they hold nothing personal.</param>
    /// <param name="cancellationToken">Given up.</param>
    public Task TakeAsync(DatabaseSession session, IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        _locks.HoldAsync(session.Handle, keys, cancellationToken);
}
