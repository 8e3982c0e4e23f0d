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
    private const int Lanes = 64;

    private readonly RaceLane[] lanes = [.. Enumerable.Range(0, Lanes).Select(_ => new RaceLane(time))];

    public EnginePool Pool => pool;

    public async ValueTask<T> QueryAsync<T>(
        Statement statement, StatementArguments arguments, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var lane = lanes[(uint)HashCode.Combine(arguments.Database, arguments.Name) % Lanes];
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return attempt == 1 && !(statement.Writes && lane.IsBusy)
                    ? await QueryOnceAsync(statement, arguments, read, cancellationToken)
                    : await QueryInLaneAsync(lane, statement, arguments, read, cancellationToken);
            }
            catch (PostgresException e) when (attempt < Attempts && EngineErrors.IsLostRace(e))
            {
                lane.NoteLoss();
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
        RaceLane lane, Statement statement, StatementArguments arguments, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await lane.EnterAsync(cancellationToken);
        try
        {
            return await QueryOnceAsync(statement, arguments, read, cancellationToken);
        }
        finally
        {
            lane.Leave();
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
        catch (PostgresException)
        {
            // PostgreSQL has undone the statement and the connection is as good as before.
            clean = true;
            throw;
        }
        finally
        {
            await pool.ReturnAsync(connection, clean);
        }
    }
}
