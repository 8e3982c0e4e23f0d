using Npgsql;
using NpgsqlTypes;

namespace FhirHub.LocalMongo.Postgres;

/// <summary>One PostgreSQL connection with its prepared statements; used by one command at a time.</summary>
internal sealed class EngineConnection(NpgsqlConnection connection, StatementCancellation cancellation, int generation, long openedAt) : IAsyncDisposable
{
    private readonly NpgsqlCommand?[] prepared = new NpgsqlCommand?[Statement.Count];
    private bool cancelled;

    /// <summary>Which start of the engine it belongs to.</summary>
    public int Generation { get; } = generation;

    public long LastUsed { get; set; } = openedAt;

    public bool IsUsable => !cancelled && connection.FullState == System.Data.ConnectionState.Open;

    /// <exception cref="OperationCanceledException">The statement was cancelled in the engine, which undid it.</exception>
    public async ValueTask<T> QueryAsync<T>(
        Statement statement, StatementArguments arguments, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var running = new RunningStatement(cancellation, connection.ProcessID);
        using var registration = cancellationToken.UnsafeRegister(static state => ((RunningStatement)state!).Cancel(), running);
        try
        {
            return await QueryToEndAsync(statement, arguments, read);
        }
        catch (PostgresException e) when (running.IsCancelled && e.SqlState == PostgresErrorCodes.QueryCanceled)
        {
            throw new OperationCanceledException(e.MessageText, e, cancellationToken);
        }
        finally
        {
            running.End();
            // A cancellation on its way could still hit the next statement.
            cancelled |= running.IsCancelled;
        }
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    // Without the token: the driver would cancel by blocking input and output, on the thread that serves all sockets.
    private async ValueTask<T> QueryToEndAsync<T>(Statement statement, StatementArguments arguments, Func<NpgsqlDataReader, T> read)
    {
        var command = prepared[statement.Index] ?? await PrepareAsync(statement);
        Bind(command, statement, arguments);
        await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
        if (!await reader.ReadAsync(CancellationToken.None))
            throw new InvalidOperationException($"The engine answered no row to: {statement.Sql}");
        var result = read(reader);
        // To the end: an error after the first row, such as a failing commit, must surface here.
        await reader.NextResultAsync(CancellationToken.None);
        return result;
    }

    private async Task<NpgsqlCommand> PrepareAsync(Statement statement)
    {
        var command = new NpgsqlCommand(statement.Sql, connection) { AllResultTypesAreUnknown = statement.AsText };
        foreach (var slot in statement.Slots)
            command.Parameters.Add(Parameter(slot));
        await command.PrepareAsync(CancellationToken.None);
        return prepared[statement.Index] = command;
    }

    private static NpgsqlParameter Parameter(Slot slot) => slot switch
    {
        Slot.Database or Slot.Name => new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Text },
        Slot.Number => new NpgsqlParameter<long> { NpgsqlDbType = NpgsqlDbType.Bigint },
        _ => new NpgsqlParameter<ReadOnlyMemory<byte>> { NpgsqlDbType = NpgsqlDbType.Bytea },
    };

    private static void Bind(NpgsqlCommand command, Statement statement, in StatementArguments arguments)
    {
        for (var i = 0; i < statement.Slots.Length; i++)
        {
            var parameter = command.Parameters[i];
            switch (statement.Slots[i])
            {
                case Slot.Database:
                    ((NpgsqlParameter<string>)parameter).TypedValue = arguments.Database;
                    break;
                case Slot.Name:
                    ((NpgsqlParameter<string>)parameter).TypedValue = arguments.Name;
                    break;
                case Slot.Number:
                    ((NpgsqlParameter<long>)parameter).TypedValue = arguments.Number;
                    break;
                case var slot:
                    ((NpgsqlParameter<ReadOnlyMemory<byte>>)parameter).TypedValue = slot switch
                    {
                        Slot.Document => arguments.Document,
                        Slot.Sequence => arguments.Sequence,
                        Slot.Continuation => arguments.Continuation,
                        _ => arguments.Session,
                    };
                    break;
            }
        }
    }
}
