using System.Collections.Frozen;
using FhirHub.LocalMongo.Postgres;
using Npgsql;

namespace FhirHub.LocalMongo.Gateway.Errors;

/// <summary>Translates the engine's errors, SQLSTATEs and the packed SQLSTATEs inside write errors, into MongoDB codes.</summary>
internal static class EngineErrors
{
    private const string Deadlock = "40P01";
    private const string Serialization = "40001";
    private const string LockNotAvailable = "55P03";

    /// <summary>PostgreSQL's own states; the engine's are in <see cref="EngineErrorNumbers"/>.</summary>
    private static readonly FrozenDictionary<string, int> Codes = new Dictionary<string, int>
    {
        ["23505"] = 11000, ["23P01"] = 11000, [Serialization] = 112, [Deadlock] = 112, [LockNotAvailable] = 24,
        ["57014"] = 11601, ["0A000"] = 115, ["42P01"] = 26, ["25P02"] = 251, ["22023"] = 2, ["53300"] = 261,
        ["54000"] = 10334, ["22001"] = 2, ["42P07"] = 48, ["42501"] = 13, ["53100"] = 14031,
        [EngineSchema.OlderNumber] = MongoCode.TransactionTooOld,
    }.ToFrozenDictionary();

    /// <summary>Lost races that MongoDB resolves inside the server by running the statement again.</summary>
    public static bool IsLostRace(PostgresException error) => error.SqlState is Deadlock or Serialization || IsCatalogueRace(error);

    /// <summary>The engine is stopping, crashed, or starting: whatever ran has no known outcome.</summary>
    public static bool IsEngineGone(NpgsqlException error) =>
        error is not PostgresException postgres || postgres.SqlState.StartsWith("57P", StringComparison.Ordinal);

    public static MongoFault Translate(PostgresException error, bool inTransaction)
    {
        // The engine itself watches maxTimeMS too, by PostgreSQL's statement timeout.
        var code = error.SqlState == PostgresErrorCodes.QueryCanceled && error.MessageText.Contains("statement timeout", StringComparison.Ordinal)
            ? MongoCode.MaxTimeExpired
            : Code(error.SqlState, inTransaction);
        return inTransaction && IsTransient(code)
            ? new MongoFault(code, error.MessageText, MongoFault.TransientTransaction)
            : new MongoFault(code, error.MessageText);
    }

    /// <param name="packed">Five SQLSTATE characters of six bits each, the first in the lowest bits.</param>
    public static int FromPacked(int packed, bool inTransaction)
    {
        Span<char> state = stackalloc char[5];
        for (var i = 0; i < state.Length; i++)
            state[i] = (char)(((packed >> (6 * i)) & 63) + '0');
        return Code(new string(state), inTransaction);
    }

    public static bool IsTransient(int code) =>
        code is MongoCode.WriteConflict or MongoCode.NoSuchTransaction or MongoCode.LockTimeout;

    private static int Code(string state, bool inTransaction) =>
        inTransaction && state == LockNotAvailable ? MongoCode.WriteConflict
        : Codes.TryGetValue(state, out var code) ? code
        : EngineErrorNumbers.Find(state) ?? MongoCode.InternalError;

    /// <summary>Two clients that implicitly create the same collection collide in a catalogue, not in a user's index.</summary>
    private static bool IsCatalogueRace(PostgresException error) =>
        (error.SqlState == "23505" && error.SchemaName is "documentdb_api_catalog" or "pg_catalog")
        || (error.SqlState == "XX000" && error.MessageText.Contains("tuple concurrently", StringComparison.Ordinal));
}
