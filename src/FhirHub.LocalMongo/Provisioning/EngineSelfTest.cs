using FhirHub.LocalMongo.Daemon;
using FhirHub.LocalMongo.Gateway;
using FhirHub.LocalMongo.Gateway.Errors;
using FhirHub.LocalMongo.Gateway.Sessions;
using FhirHub.LocalMongo.Postgres;
using MongoDB.Bson;
using Npgsql;

namespace FhirHub.LocalMongo.Provisioning;

/// <summary>Tries a freshly unpacked engine before anyone relies on it: its version, an insert, a find, a transaction that is undone.</summary>
internal static class EngineSelfTest
{
    private static readonly Version Minimum = new(1, 0);

    public static async Task RunAsync(EngineTree tree, string folder, TimeProvider time, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        using var log = new BoundedLog(Path.Combine(folder, "self-test.log"), time);
        var data = new EngineFolder(tree, Path.Combine(folder, "pg"), durable: false);
        await data.PrepareAsync(cancellationToken);
        await using var source = EngineSource.Create(data.SocketFolder);
        await using var pool = new EnginePool(source, time);
        using var server = new PostgresServer(data, pool, source, log, time);
        using var statements = new StatementRunner(pool, time);
        try
        {
            await server.StartAsync(cancellationToken);
            await TryAsync(statements, pool, time, cancellationToken);
        }
        catch (Exception e) when (e is MongoFault or NpgsqlException or EngineLostException)
        {
            throw new LocalDatabaseException($"The engine was unpacked but failed its self-test: {e.Message}", e);
        }
        finally
        {
            await server.StopAsync();
        }
    }

    private static async Task TryAsync(StatementRunner statements, EnginePool pool, TimeProvider time, CancellationToken cancellationToken)
    {
        var name = await statements.QueryAsync(Statement.Version, default, static row => row.GetString(0), cancellationToken);
        if (!Version.TryParse(name.Split('-', ' ')[0], out var version) || version < Minimum)
            throw new LocalDatabaseException($"The archive has DocumentDB {name}; FhirHub needs {Minimum} or newer.");
        var insert = Arguments("""{ "insert": "c", "documents": [ { "_id": 1 } ] }""");
        if (!await statements.QueryAsync(Statement.Insert, insert, static row => row.GetBoolean(1), cancellationToken))
            throw new LocalDatabaseException("The engine's self-test failed: a document could not be inserted.");
        using var transaction = new Transaction(Guid.NewGuid(), 1, pool, time);
        await transaction.QueryAsync(Statement.Insert, Arguments("""{ "insert": "c", "documents": [ { "_id": 2 } ] }"""), static row => row.GetBoolean(1), cancellationToken);
        await transaction.AbortAsync();
        using var found = await statements.QueryAsync(Statement.Find, Arguments("""{ "find": "c" }"""), CommandContext.ReadDocument, cancellationToken);
        if (found.ToBsonDocument()["cursor"]["firstBatch"].AsBsonArray is not [BsonDocument only] || only["_id"] != 1)
            throw new LocalDatabaseException("The engine's self-test failed: a transaction was not undone.");
    }

    private static StatementArguments Arguments(string command) => new() { Database = "selftest", Document = BsonDocument.Parse(command).ToBson() };
}
