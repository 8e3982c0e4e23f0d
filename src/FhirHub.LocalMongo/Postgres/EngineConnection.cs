using Npgsql;
using NpgsqlTypes;

namespace FhirHub.LocalMongo.Postgres;

/// <summary>One PostgreSQL connection with its prepared statements; used by one command at a time.</summary>
internal sealed class EngineConnection(NpgsqlConnection connection, int generation, long openedAt) : IAsyncDisposable
{
    private readonly NpgsqlCommand?[] prepared = new NpgsqlCommand?[Statement.Count];

    /// <summary>Which start of the engine it belongs to.</summary>
    public int Generation { get; } = generation;

    public long LastUsed { get; set; } = openedAt;

    public bool IsUsable => connection.FullState == System.Data.ConnectionState.Open;

    public async ValueTask<T> QueryAsync<T>(
        Statement statement, StatementArguments arguments, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var command = prepared[statement.Index] ?? await PrepareAsync(statement, cancellationToken);
        Bind(command, statement, arguments);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
            throw new InvalidOperationException($"The engine answered no row to: {statement.Sql}");
        var result = read(reader);
        // To the end: an error after the first row, such as a failing commit, must surface here.
        await reader.NextResultAsync(cancellationToken);
        return result;
    }

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task<NpgsqlCommand> PrepareAsync(Statement statement, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(statement.Sql, connection);
        foreach (var slot in statement.Slots)
            command.Parameters.Add(Parameter(slot));
        await command.PrepareAsync(cancellationToken);
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
