using System.Collections.Concurrent;
using FhirHub.LocalMongo.Gateway.Errors;
using FhirHub.LocalMongo.Postgres;

namespace FhirHub.LocalMongo.Gateway.Sessions;

/// <summary>The latest transaction of each logical session.</summary>
/// <remarks>https://github.com/mongodb/specifications/blob/master/source/transactions/transactions.md</remarks>
internal sealed class TransactionTable(StatementRunner statements, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<Guid, Transaction> transactions = new();

    /// <summary>The transaction a command belongs to, begun if the command says so.</summary>
    public async ValueTask<Transaction> ForAsync(CommandRequest request)
    {
        var session = request.Session!.Value;
        var number = request.TransactionNumber!.Value;
        transactions.TryGetValue(session, out var known);
        if (request.StartTransaction)
            return await BeginAsync(session, number, known);
        if (known is null || known.Number < number)
            throw MongoFault.NoSuchTransaction(number);
        if (known.Number > number)
            throw TooOld(number, known.Number);
        return known.State switch
        {
            TransactionState.InProgress => known,
            TransactionState.Committed => throw new MongoFault(MongoCode.TransactionCommitted, $"Transaction with {{ txnNumber: {number} }} has been committed."),
            _ => throw MongoFault.NoSuchTransaction(number),
        };
    }

    public async Task CommitAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var session = request.Session!.Value;
        var number = request.TransactionNumber!.Value;
        if (transactions.TryGetValue(session, out var known) && known.Number == number && known.State != TransactionState.Unknown)
            await known.CommitAsync(cancellationToken);
        else if (!await WasCommittedAsync(session, number, cancellationToken))
            throw MongoFault.NoSuchTransaction(number);
    }

    public async Task AbortAsync(CommandRequest request)
    {
        if (!transactions.TryGetValue(request.Session!.Value, out var known) || known.Number != request.TransactionNumber
            || known.State is TransactionState.Aborted or TransactionState.Unknown)
            throw MongoFault.NoSuchTransaction(request.TransactionNumber!.Value);
        if (known.State == TransactionState.Committed)
            throw new MongoFault(MongoCode.TransactionCommitted, "Cannot abort a transaction that has been committed.");
        await known.AbortAsync();
    }

    /// <summary>A retryable write with a higher number ends an open transaction of its session, as on MongoDB.</summary>
    public async ValueTask SupersedeAsync(Guid session, long number)
    {
        if (transactions.TryGetValue(session, out var known) && known.State == TransactionState.InProgress && known.Number < number)
            await known.AbortAsync();
    }

    public async Task EndSessionAsync(Guid session)
    {
        if (transactions.TryRemove(session, out var known))
            await known.AbortAsync();
    }

    /// <summary>Aborts transactions their client abandoned, and forgets long finished ones.</summary>
    public async Task ReapAsync()
    {
        foreach (var (session, transaction) in transactions)
        {
            var idle = time.GetElapsedTime(transaction.LastUsed);
            if (transaction.State == TransactionState.InProgress && idle > Lifetime)
                await transaction.AbortAsync();
            else if (transaction.State != TransactionState.InProgress && idle > Remembered)
                transactions.TryRemove(new(session, transaction));
        }
    }

    private async ValueTask<Transaction> BeginAsync(Guid session, long number, Transaction? known)
    {
        if (known is not null && known.Number > number)
            throw TooOld(number, known.Number);
        if (known is not null && known.Number == number)
            throw new MongoFault(MongoCode.ConflictingOperationInProgress, $"Transaction {number} has already been started on this session.");
        if (known is { State: TransactionState.InProgress })
            await known.AbortAsync();
        return transactions[session] = new Transaction(session, number, statements.Pool, time);
    }

    private ValueTask<bool> WasCommittedAsync(Guid session, long number, CancellationToken cancellationToken) =>
        statements.QueryAsync(Statement.WasCommitted,
            new StatementArguments { Session = session.ToByteArray(), Number = number }, static row => row.GetBoolean(0), cancellationToken);

    private static MongoFault TooOld(long number, long newest) =>
        new(MongoCode.TransactionTooOld, $"Cannot start transaction {number} on this session because a newer transaction {newest} has already started.");
}
