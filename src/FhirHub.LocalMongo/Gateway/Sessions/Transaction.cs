using FhirHub.LocalMongo.Gateway.Errors;
using FhirHub.LocalMongo.Postgres;
using Npgsql;

namespace FhirHub.LocalMongo.Gateway.Sessions;

/// <summary>
/// One multi-document transaction: a PostgreSQL transaction on a connection of its own. Whatever fails inside undoes all of it,
/// as on MongoDB.
/// </summary>
internal sealed class Transaction(Guid session, long number, EnginePool pool, TimeProvider time) : IDisposable
{
    // MongoDB answers a write conflict at once; a writer that commits within this time is let through instead.
    private const string Begin = "BEGIN ISOLATION LEVEL REPEATABLE READ; SET LOCAL lock_timeout = '25ms'";

    private readonly SemaphoreSlim turn = new(1);
    private EngineConnection? connection;

    public Guid Session { get; } = session;

    public long Number { get; } = number;

    public TransactionState State { get; private set; } = TransactionState.InProgress;

    public long LastUsed { get; private set; } = time.GetTimestamp();

    public async ValueTask<T> QueryAsync<T>(
        Statement statement, StatementArguments arguments, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (State != TransactionState.InProgress)
                throw MongoFault.NoSuchTransaction(Number);
            return await QueryInTurnAsync(statement, arguments, read, cancellationToken);
        }
        catch
        {
            await EndAsync(TransactionState.Aborted);
            throw;
        }
        finally
        {
            LastUsed = time.GetTimestamp();
            turn.Release();
        }
    }

    /// <summary>Answers as often as it is asked.</summary>
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (State == TransactionState.Aborted)
                throw MongoFault.NoSuchTransaction(Number);
            if (State == TransactionState.InProgress)
                await CommitInTurnAsync();
        }
        finally
        {
            LastUsed = time.GetTimestamp();
            turn.Release();
        }
    }

    public async Task AbortAsync()
    {
        await turn.WaitAsync(CancellationToken.None);
        try
        {
            await EndAsync(TransactionState.Aborted);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async ValueTask<T> QueryInTurnAsync<T>(
        Statement statement, StatementArguments arguments, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        try
        {
            if (connection is null)
            {
                connection = await pool.RentAsync(cancellationToken);
                await connection.ExecuteAsync(Begin);
            }
            return await connection.QueryAsync(statement, arguments, read, cancellationToken);
        }
        catch (PostgresException e) when (!EngineErrors.IsEngineGone(e))
        {
            throw EngineErrors.Translate(e, inTransaction: true);
        }
        catch (NpgsqlException e)
        {
            throw new EngineLostException(e.Message, e);
        }
        catch (IOException e)
        {
            throw new EngineLostException(e.Message, e);
        }
    }

    // Not cancellable: once COMMIT is on its way only the engine knows the outcome.
    private async Task CommitInTurnAsync()
    {
        if (connection is null)
        {
            State = TransactionState.Committed;
            return;
        }
        try
        {
            await connection.QueryAsync(Statement.NoteCommit,
                new StatementArguments { Session = Session.ToByteArray(), Number = Number }, static _ => true, CancellationToken.None);
            await connection.ExecuteAsync("COMMIT");
            await EndAsync(TransactionState.Committed);
        }
        catch (PostgresException e) when (!EngineErrors.IsEngineGone(e))
        {
            await EndAsync(TransactionState.Aborted);
            throw EngineErrors.Translate(e, inTransaction: true);
        }
        catch (Exception e) when (e is NpgsqlException or IOException)
        {
            await EndAsync(TransactionState.Unknown);
            throw new EngineLostException(e.Message, e);
        }
    }

    private async Task EndAsync(TransactionState state)
    {
        if (State == TransactionState.InProgress)
            State = state;
        if (Interlocked.Exchange(ref connection, null) is { } used)
            await pool.ReturnAsync(used, clean: state == TransactionState.Committed || await RolledBackAsync(used));
    }

    private static async Task<bool> RolledBackAsync(EngineConnection used)
    {
        try
        {
            if (!used.IsUsable)
                return false;
            await used.ExecuteAsync("ROLLBACK");
            return true;
        }
        catch (Exception e) when (e is NpgsqlException or IOException or InvalidOperationException)
        {
            // The connection is thrown away, and PostgreSQL rolls back with it.
            return false;
        }
    }
}
