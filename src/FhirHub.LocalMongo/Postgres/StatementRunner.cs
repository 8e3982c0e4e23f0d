using FhirHub.LocalMongo.Gateway.Errors;
using Npgsql;

namespace FhirHub.LocalMongo.Postgres;

/// <summary>
/// Runs single statements outside of transactions. A statement is one PostgreSQL transaction: when it loses a race (deadlock,
/// serialisation) nothing of it was applied and it runs again, as MongoDB does inside the server.
/// </summary>
internal sealed class StatementRunner(EnginePool pool, TimeProvider time) : IDisposable
{
    private const int Attempts = 100;
    private const int AttemptsInParallel = 2;
    private const int Lanes = 64;

    /// <summary>Statements that lost more than once go one at a time per collection, so that one of them always wins.</summary>
    private readonly SemaphoreSlim[] lanes = [.. Enumerable.Range(0, Lanes).Select(_ => new SemaphoreSlim(1))];

    public EnginePool Pool => pool;

    public async ValueTask<T> QueryAsync<T>(
        Statement statement, StatementArguments arguments, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return attempt <= AttemptsInParallel
                    ? await QueryOnceAsync(statement, arguments, read, cancellationToken)
                    : await QueryInLaneAsync(statement, arguments, read, cancellationToken);
            }
            catch (PostgresException e) when (attempt < Attempts && EngineErrors.IsLostRace(e))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, Math.Min(attempt * 4, 40))), time, cancellationToken);
            }
            catch (PostgresException e) when (!EngineErrors.IsEngineGone(e))
            {
                throw EngineErrors.Translate(e, inTransaction: false);
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
    }

    public void Dispose()
    {
        foreach (var lane in lanes)
            lane.Dispose();
    }

    private async ValueTask<T> QueryInLaneAsync<T>(
        Statement statement, StatementArguments arguments, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var lane = lanes[(uint)HashCode.Combine(arguments.Database, arguments.Name) % Lanes];
        await lane.WaitAsync(cancellationToken);
        try
        {
            return await QueryOnceAsync(statement, arguments, read, cancellationToken);
        }
        finally
        {
            lane.Release();
        }
    }

    private async ValueTask<T> QueryOnceAsync<T>(
        Statement statement, StatementArguments arguments, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var connection = await pool.RentAsync(cancellationToken);
        var clean = false;
        try
        {
            var result = await connection.QueryAsync(statement, arguments, read, cancellationToken);
            clean = true;
            return result;
        }
        catch (PostgresException e)
        {
            // PostgreSQL has undone the statement and the connection is as good as before.
            clean = !EngineErrors.IsCancelled(e);
            throw;
        }
        finally
        {
            await pool.ReturnAsync(connection, clean);
        }
    }
}
